import Activity
import Quantities

/// What a nudge moves against the noise of what reads it: whether a chip can learn by itself.
enum SignalSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let signals = content.signals else { return nil }
    var blocks: [ReportBlock] = [
      .text(
        "The gradient of a chip that learns by itself is a small difference of two equilibria. For 32 training samples the "
          + "movement between them is put beside the noise of reading it, for a difference of two means of readings. With "
          + "its first weights the chip has a ratio of \(SignalDescription.number(signals.start.budget.ratio)): "
          + "\(signals.start.verdict). With the trained ones it is \(SignalDescription.number(signals.end.budget.ratio))."
      ),
      .figures([
        ReportFigure(
          SignalSVG(signals), id: "signals-chart",
          caption:
            "Movements are root mean squares over the nodes that no rectifier holds; the ratio is the movement over the "
            + "root of the sum of the squares of the three kinds of noise.")
      ]),
    ]
    if let loop = signals.start.stability {
      let end = signals.end.stability
      func text(_ value: (LoopStability) -> String) -> String {
        value(loop) + (end.map { ", trained \(value($0))" } ?? "")
      }
      blocks.append(
        .facts([
          ReportFact("loop through the amplifiers", text { $0.isStable ? "stable" : "not stable" }),
          ReportFact("its slowest time constant", text { $0.slowest.timeConstant.typeset(digits: 3) }),
          ReportFact(
            "its least damping (1: nothing swings)",
            text { SignalDescription.number($0.sharpest.damping) }),
        ]))
    }
    return ReportSection(id: "signals", title: "Movements and noise", blocks: blocks)
  }
}

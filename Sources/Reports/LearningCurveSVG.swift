import Foundation
import Quantities
import Simulation

/// Draws a learning curve: the loss above, training and test error below, over the epochs; legible at a width of 400
/// pixels, in light and dark, and by screen readers.
public struct LearningCurveSVG: Sendable {
  private let summary: TrainingSummary
  private let name: String
  private static let (width, height) = (420.0, 400.0)
  private static let (left, right) = (56.0, 408.0)
  /// More points than that are thinned out: there are no more pixels.
  private static let pointLimit = 700

  /// The drawing of a run of a spec.
  public init(_ summary: TrainingSummary, name: String) { (self.summary, self.name) = (summary, name) }

  /// SVG text.
  public var text: String {
    let records = points
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(Self.width)) \(number(Self.height))" \
      width="\(number(Self.width))" height="\(number(Self.height))" font-family="sans-serif" font-size="13" \
      role="img" aria-labelledby="title desc">
      """,
      "<title id=\"title\">Learning curve of \(name)</title>", "<desc id=\"desc\">\(description)</desc>",
      """
      <style>
      .paper { fill: #ffffff } text { fill: #1d2733 } .grid { stroke: #d5dce3 } .frame { stroke: #6b7885; fill: none }
      .loss { stroke: #2b609e } .train { stroke: #9a5b13 } .test { stroke: #2f7d4f }
      .loss, .train, .test { fill: none; stroke-width: 2; stroke-linejoin: round } .train { stroke-dasharray: 6 3 }
      @media (prefers-color-scheme: dark) {
      .paper { fill: #14191f } text { fill: #e4e9ee } .grid { stroke: #35404b } .frame { stroke: #93a0ad }
      .loss { stroke: #7fb2ea } .train { stroke: #e8ac62 } .test { stroke: #7fd09f }
      }
      </style>
      """,
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    guard !records.isEmpty else {
      return (lines + [label(Self.left, 40, "no epochs were trained"), "</svg>"]).joined(separator: "\n")
        + "\n"
    }
    let epochs = ChartAxis(
      records.map { Double($0.epoch) }, from: Self.left, to: Self.right, isZeroBased: false, step: 1)
    lines += panel(
      summary.lossUnit.map { "loss in \($0)" } ?? "loss", top: 28, bottom: 178, epochs,
      [("loss", records.map { ($0.epoch, $0.loss) })])
    lines += panel(
      "error in %", top: 212, bottom: 352, epochs,
      [
        ("train", records.map { ($0.epoch, 100 * $0.trainError) }),
        ("test", records.map { ($0.epoch, 100 * $0.testError) }),
      ])
    for tick in epochs.ticks {
      lines.append(label(epochs.place(tick), 370, number(tick), anchor: "middle"))
    }
    lines.append(label((Self.left + Self.right) / 2, 391, "epoch", anchor: "middle"))
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func panel(
    _ title: String, top: Double, bottom: Double, _ epochs: ChartAxis,
    _ curves: [(kind: String, points: [(epoch: Int, value: Double)])]
  ) -> [String] {
    let axis = ChartAxis(curves.flatMap { $0.points.map(\.value) }, from: bottom, to: top, isZeroBased: true)
    var lines = [label(Self.left, top - 9, title + (axis.isLogarithmic ? ", logarithmic" : ""))]
    for tick in axis.ticks {
      let y = number(axis.place(tick))
      lines.append("<path class=\"grid\" d=\"M\(number(Self.left)) \(y)H\(number(Self.right))\"/>")
      lines.append(label(Self.left - 6, axis.place(tick) + 4, number(tick), anchor: "end"))
    }
    lines.append(
      "<rect class=\"frame\" x=\"\(number(Self.left))\" y=\"\(number(top))\" "
        + "width=\"\(number(Self.right - Self.left))\" height=\"\(number(bottom - top))\"/>")
    for (index, curve) in curves.enumerated() {
      let places = curve.points.map {
        "\(number(epochs.place(Double($0.epoch)))) \(number(axis.place($0.value)))"
      }
      // A line needs two points.
      let path = places.count == 1 ? "M\(places[0])m-3 0h6" : "M" + places.joined(separator: "L")
      lines.append("<path class=\"\(curve.kind)\" d=\"\(path)\"/>")
      guard curves.count > 1 else { continue }
      let x = Self.right - 170 + 90 * Double(index)
      lines.append("<path class=\"\(curve.kind)\" d=\"M\(number(x)) \(number(top - 13))h24\"/>")
      lines.append(label(x + 30, top - 9, curve.kind == "train" ? "training" : "test"))
    }
    return lines
  }

  private var points: [EpochRecord] {
    let all = summary.epochs.filter { $0.loss.isFinite }
    let step = (all.count + Self.pointLimit - 1) / Self.pointLimit
    return all.enumerated().filter { $0.offset % max(1, step) == 0 || $0.offset == all.count - 1 }.map(
      \.element)
  }

  private var description: String {
    guard let last = summary.epochs.last else { return "No epochs were trained." }
    return
      "\(summary.dataSet), \(summary.trainSamples) training and \(summary.testSamples) test samples. After epoch "
      + "\(last.epoch): loss \(number(last.loss)) V², training error \(Figure.percent(last.trainError)), test error "
      + "\(Figure.percent(last.testError))."
  }

  private func label(_ x: Double, _ y: Double, _ text: String, anchor: String = "start") -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  private func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 5) }
}

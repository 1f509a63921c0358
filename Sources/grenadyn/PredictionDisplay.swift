import Foundation
import Quantities
import Reports

/// Shows how a prediction goes: on a terminal a bar that moves within a series of chips, elsewhere a line a series, and
/// one every half minute of a long one.
final class PredictionDisplay: ProgressDisplay {
  private let line = ProgressLine()
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant

  init() {
    start = clock.now
    shown = start
  }

  /// Shows an event.
  func show(_ event: PredictionRun.Event) {
    switch event {
    case .resumed(let chips):
      if chips > 0 { Terminal.note("  resumed with \(chips) chips") }
    case .kept(let chips):
      Terminal.note(
        "  \(chips) chips were made before, with the same inputs: they are taken (--no-cache makes them anew)"
      )
    case .warning(let warning): Terminal.print([warning])
    case .chip(let moment):
      guard shown.duration(to: clock.now) >= line.interval else { return }
      draw(moment, isLast: false)
    case .series(let moment): draw(moment, isLast: moment.series == moment.seriesCount || !line.isInteractive)
    }
  }

  private func draw(_ moment: PredictionRun.Moment, isLast: Bool) {
    shown = clock.now
    let series = moment.seriesCount > 1 ? "\(moment.series)/\(moment.seriesCount)  " : ""
    let bar =
      line.isInteractive && !isLast
      ? "  \(line.bar(Double(moment.done) / Double(max(1, moment.chips))))" : ""
    line.draw(
      "\(series)\(moment.label)\(bar)  \(moment.done)/\(moment.chips) chips  "
        + "mean \(moment.metric == .accuracy ? "" : "\(moment.metric.name) ")\(moment.metric.text(moment.mean))\(left(moment))",
      isLast: isLast)
  }

  /// The time left of all series, by this run's mean speed.
  private func left(_ moment: PredictionRun.Moment) -> String {
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let chips = moment.allChips - moment.allDone
    guard moment.computed > 0, chips > 0 else { return "" }
    return "  \(ProgressLine.time(seconds / Double(moment.computed) * Double(chips))) left"
  }

  func endLine() { line.end() }
}

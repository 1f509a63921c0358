import Foundation
import Quantities
import Reports
import Simulation

/// Shows how a training goes: on a terminal a bar that moves within an epoch, elsewhere a line an epoch, and one every
/// half minute of a long epoch.
final class TrainingDisplay {
  private static let barWidth = 10
  private let lossUnit: String
  private let isInteractive = Terminal.isInteractive
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant
  /// Where this run began, and where it stands, in samples of all epochs.
  private var first: Int?
  private var done = 0
  private var moment: TrainingRun.Moment?
  private var resumedSamples = 0
  private var isLineOpen = false

  /// - Parameter lossUnit: nil for a number without a unit.
  init(lossUnit: String?) {
    self.lossUnit = lossUnit.map { " \($0)" } ?? ""
    start = clock.now
    shown = start
  }

  /// Shows an event.
  func show(_ event: TrainingRun.Event) {
    switch event {
    case .resumed(let epochs, let samples):
      let place = samples == 0 ? "" : " and \(samples) samples"
      resumedSamples = samples
      Terminal.note("  resumed after epoch \(epochs)\(place)")
    case .warning(let warning): Terminal.print([warning])
    case .minibatch(let moment): show(moment)
    case .epoch(let record, let total): show(record, total)
    }
  }

  private func show(_ moment: TrainingRun.Moment) {
    self.moment = moment
    done = (moment.epoch - 1) * moment.sampleCount + moment.progress.samples
    if first == nil { first = (moment.epoch - 1) * moment.sampleCount + resumedSamples }
    let now = clock.now
    guard shown.duration(to: now) >= (isInteractive ? .milliseconds(100) : .seconds(30)) else { return }
    shown = now
    let share = Double(moment.progress.samples) / Double(max(1, moment.sampleCount))
    // Short enough for 80 columns.
    let figures = "loss \(short(moment.progress.loss))  error \(Figure.percent(moment.progress.error))"
    let percent = "\(Int(100 * share)) %"
    draw(
      "\(moment.epoch)/\(moment.epochs)" + (isInteractive ? "  \(bar(share))" : "")
        + "  \(percent)  \(figures)  \(speed)", isLast: false)
  }

  private func show(_ record: EpochRecord, _ total: Int) {
    shown = clock.now
    draw(
      "\(record.epoch)/\(total)  loss \(short(record.loss))\(lossUnit)  training error \(Figure.percent(record.trainError))  "
        + "test error \(Figure.percent(record.testError))  \(speed)", isLast: true)
  }

  /// Samples a second and the time left, tests included, by this run's mean speed.
  private var speed: String {
    let seconds = start.duration(to: clock.now) / .seconds(1)
    guard let moment, let first, done > first, seconds > 0 else { return "" }
    let rate = Double(done - first) / seconds
    let left = Double(moment.epochs * moment.sampleCount - done) / rate
    let unit = isInteractive ? "/s" : " samples/s"
    return Ratio(si: rate).formatted(digits: 3) + unit + (left > 0 ? "  \(Self.time(left)) left" : "")
  }

  /// A time of two units: "3 h 12 min".
  static func time(_ seconds: Double) -> String {
    guard seconds < 1e9 else { return "years" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  private func short(_ value: Double) -> String { Ratio(si: value).formatted(digits: 3) }

  private func bar(_ share: Double) -> String {
    let filled = Int((Double(Self.barWidth) * share).rounded())
    let (full, empty) = (
      String(repeating: "█", count: filled), String(repeating: "░", count: Self.barWidth - filled)
    )
    return Terminal.isColoured ? "\u{1B}[36m\(full)\u{1B}[2m\(empty)\u{1B}[0m" : full + empty
  }

  /// Draws over the last line of a terminal, cut to its width; elsewhere prints a line.
  private func draw(_ text: String, isLast: Bool) {
    guard isInteractive else { return Terminal.note("  " + text) }
    var line = ""
    var columns = 2
    var isEscape = false
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape {
        if columns + 1 >= Terminal.width { continue }
        columns += 1
      }
      line.append(character)
      if isEscape, character == "m" { isEscape = false }
    }
    Terminal.note("\r\u{1B}[K  \(line)", terminator: isLast ? "\n" : "")
    isLineOpen = !isLast
  }

  /// Leaves a line that is still being drawn.
  func endLine() {
    if isLineOpen { Terminal.note("") }
    isLineOpen = false
  }
}

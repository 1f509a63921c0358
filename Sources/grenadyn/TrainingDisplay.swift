import Foundation
import Learning
import Quantities
import Reports

/// Shows how a training goes: on a terminal one line with a bar that moves within an epoch, of which the last epoch's figures
/// stay; elsewhere a line an epoch, and one every half minute of a long epoch.
final class TrainingDisplay: ProgressDisplay {
  private let lossUnit: String
  private let line = ProgressLine()
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant
  /// Where this run began, and where it stands, in samples of all epochs.
  private var first: Int?
  private var done = 0
  private var moment: TrainingMoment?
  private var resumedSamples = 0

  /// - Parameter lossUnit: nil for a number without a unit.
  init(lossUnit: String?) {
    self.lossUnit = lossUnit.map { " \($0)" } ?? ""
    start = clock.now
    shown = start
  }

  /// Shows an event.
  func show(_ event: TrainingRunEvent) {
    switch event {
    case .began(let set, let samples): Terminal.note("training on \(samples) samples of \(set)")
    case .kept(let set):
      Terminal.note(
        "trained on \(set) before, with the same inputs: its weights are taken (--no-cache trains anew)")
    case .resumed(let epochs, let samples):
      let place = samples == 0 ? "" : " and \(samples) samples"
      resumedSamples = samples
      Terminal.note("  resumed after epoch \(epochs)\(place)")
    case .warning(let warning): Terminal.print([warning])
    case .minibatch(let moment): show(moment)
    case .epoch(let record, let total): show(record, total)
    }
  }

  private func show(_ moment: TrainingMoment) {
    self.moment = moment
    done = (moment.epoch - 1) * moment.sampleCount + moment.progress.samples
    if first == nil { first = (moment.epoch - 1) * moment.sampleCount + resumedSamples }
    let now = clock.now
    guard shown.duration(to: now) >= line.interval else { return }
    shown = now
    let share = Double(moment.progress.samples) / Double(max(1, moment.sampleCount))
    // Short enough for 80 columns.
    let figures = "loss \(short(moment.progress.loss))  \(moment.progress.errorText)"
    let percent = "\(Int(100 * share)) %"
    line.draw(
      "\(moment.epoch)/\(moment.epochs)" + (line.isInteractive ? "  \(line.bar(share))" : "")
        + "  \(percent)  \(figures)  \(speed)", isLast: false)
  }

  private func show(_ record: EpochRecord, _ total: Int) {
    shown = clock.now
    line.draw(
      "\(record.epoch)/\(total)  loss \(short(record.loss))\(lossUnit)  \(record.trainingText)  \(speed)",
      isLast: record.epoch == total || !line.isInteractive)
  }

  /// Samples a second and the time left, tests included, by this run's mean speed.
  private var speed: String {
    let seconds = start.duration(to: clock.now) / .seconds(1)
    guard let moment, let first, done > first, seconds > 0 else { return "" }
    let rate = Double(done - first) / seconds
    let left = Double(moment.epochs * moment.sampleCount - done) / rate
    let unit = line.isInteractive ? "/s" : " samples/s"
    return Ratio(si: rate).formatted(digits: 3) + unit + (left > 0 ? "  \(ProgressLine.time(left)) left" : "")
  }

  private func short(_ value: Double) -> String { Ratio(si: value).formatted(digits: 3) }

  func endLine() { line.end() }
}

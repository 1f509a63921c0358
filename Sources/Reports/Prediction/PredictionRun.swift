import Diagnostics
import Foundation
import Simulation
import Specification
import Synchronization

/// Runs all chips of a prediction, with a checkpoint, and sums them up.
public struct PredictionRun: Sendable {
  /// What happens, for a progress display.
  public enum Event: Sendable {
    /// So many chips of an interrupted run need not be run again.
    case resumed(chips: Int)
    /// A checkpoint is there but not gone on from.
    case warning(Diagnostic)
    /// A chip was taken into account.
    case chip(Moment)
    /// A series of chips is done.
    case series(Moment)
  }
  /// Where a run stands.
  public struct Moment: Sendable {
    /// What the series at hand is about.
    public var label: String
    /// Its number, from 1, and the number of all series.
    public var series, seriesCount: Int
    /// Chips of the series: done, and at most.
    public var done, chips: Int
    /// Mean accuracy of those done.
    public var mean: Double
    /// Chips of all series: done, at most, and those of the done that this run has computed.
    public var allDone, allChips, computed: Int
  }
  /// The end of a run that was asked to stop; the checkpoint is in place.
  public struct Stopped: Error, Equatable {
    /// Finished chips of all series, and all.
    public var chips, allChips: Int
  }

  private let trials: any PredictionTrials
  private let request: PredictionRequest
  private let threads: Int?
  /// Seconds between checkpoints, and how many times longer than writing one takes.
  private static let (saveInterval, saveShare) = (2.0, 20.0)

  /// Prepares a prediction.
  /// - Parameter threads: nil for one a processor; no figure depends on it.
  public init(_ trials: any PredictionTrials, _ request: PredictionRequest, threads: Int? = nil) {
    (self.trials, self.request, self.threads) = (trials, request, threads)
  }

  /// Runs the chips.
  /// - Parameters:
  ///   - checkpoint: written now and then, and when the run ends in any way; to be removed when its result is safe.
  ///   - start: where it begins.
  ///   - isStopped: asked a few times a second; when true, no chip is begun any more.
  ///   - report: told what happens.
  /// - Throws: ``Stopped``; `Diagnostic` and `DiagnosticsError` of the checkpoint and of chips that cannot be simulated.
  public func run(
    checkpoint: URL? = nil, start: TrainingStart = .automatic, isStopped: () -> Bool = { false },
    report: (Event) -> Void = { _ in }
  ) throws -> PredictionSummary {
    try checkMemory()
    let series = try PredictionSeries.all(of: request, trials)
    var store = try beginning(checkpoint, start, series, report)
    let allChips = series.reduce(0) { $0 + $1.draws.count }
    var results: [PredictionSeries.Part: SeriesResult] = [:]
    var times: [String: Double] = [:]
    var (before, computed) = (0, 0)
    let clock = ContinuousClock()
    var (saved, cost) = (clock.now, 0.0)
    func save() throws {
      guard let checkpoint else { return }
      let begin = clock.now
      try store.write(to: checkpoint)
      saved = clock.now
      cost = begin.duration(to: saved) / .seconds(1)
    }
    for (index, one) in series.enumerated() {
      let fingerprint = one.trial.fingerprint
      var result = SeriesResult(test: one.test, accuracyLimit: request.accuracyLimit)
      var sum = 0.0
      func moment() -> Moment {
        let done = result.records.count
        return Moment(
          label: one.label, series: index + 1, seriesCount: series.count, done: done, chips: one.draws.count,
          mean: sum / Double(max(1, done)), allDone: before + done, allChips: allChips, computed: computed)
      }
      let known = store
      let watch = Stopwatch(one.trial)
      let end: PredictionLoop.End
      do {
        end = try PredictionLoop(watch, draws: one.draws, threads: fittingThreads).run(
          known: { known[fingerprint, $0] }, isStopped: isStopped,
          computed: { draw, record in
            store[fingerprint, draw] = record
            computed += 1
            if saved.duration(to: clock.now) / .seconds(1) >= max(Self.saveInterval, Self.saveShare * cost) {
              try save()
            }
          },
          take: { record in
            sum += record.accuracy
            let goesOn = result.take(record)
            report(.chip(moment()))
            return goesOn || request.runsAllChips
          })
      } catch {
        // The chips that are done are kept; what went wrong first is what is told.
        try? save()
        throw error
      }
      guard end == .finished else {
        try save()
        throw Stopped(chips: before + result.records.count, allChips: allChips)
      }
      report(.series(moment()))
      before += one.draws.count
      times[fingerprint] = watch.mean ?? times[fingerprint]
      result.seconds = times[fingerprint]
      results[one.part] = result
    }
    try save()
    return try PredictionSummary(request: request, trials: trials, results: results)
  }

  /// As many threads as there is memory for the chips at hand, at least one.
  private var fittingThreads: Int {
    let wanted = threads ?? Parallel.processorCount
    guard let available = MachineMemory.available, trials.facts.bytesPerChip > 0 else { return wanted }
    return max(1, min(wanted, available / trials.facts.bytesPerChip))
  }

  /// Looks, before anything is made, whether one chip at a time and the records of all fit into the machine.
  private func checkMemory() throws(DiagnosticsError) {
    let points = 1 + request.sweeps.reduce(0) { $0 + $1.magnitudes.count }
    // One run a source of randomness and two an imperfection, whose draws name other chips, too.
    let studies =
      request.isSensitivityWanted ? 3 * (RandomSource.allCases.count + ImperfectionName.allCases.count) : 0
    let bytes = MemoryLayout<ChipRecord>.stride
    let records = Int.saturatingProduct([
      request.onlyChip == nil ? request.chips : 1, request.modes.count, points + studies, bytes,
    ])
    try MachineMemory.check(
      records.addingReportingOverflow(trials.facts.bytesPerChip).overflow
        ? Int.max : records + trials.facts.bytesPerChip,
      for: "a prediction of \(request.chips) chips", at: nil)
  }

  /// The diagnostic of a checkpoint that is not there.
  static func missing(_ checkpoint: URL) -> Diagnostic {
    Diagnostic(
      .error, "GD0452",
      "there is no checkpoint '\(checkpoint.path)' to go on from: no prediction into this folder was interrupted; "
        + "leave --resume out")
  }

  /// The chips that are there already.
  private func beginning(
    _ checkpoint: URL?, _ start: TrainingStart, _ series: [PredictionSeries], _ report: (Event) -> Void
  ) throws -> ChipStore {
    guard let checkpoint, start != .beginning else { return ChipStore() }
    guard FileManager.default.fileExists(atPath: checkpoint.path) else {
      guard start == .checkpoint else { return ChipStore() }
      throw Self.missing(checkpoint)
    }
    do {
      let store = try ChipStore(reading: checkpoint)
      let chips = Set(series.map(\.trial.fingerprint)).reduce(0) { $0 + store.count(of: $1) }
      guard chips > 0 || store.count == 0 else {
        throw Diagnostic(
          .error, "GD0453",
          "checkpoint '\(checkpoint.path)' holds no chip of this prediction: spec, trained weights, seed or program "
            + "version are others")
      }
      report(.resumed(chips: chips))
      return store
    } catch var diagnostic as Diagnostic where start == .automatic {
      diagnostic.severity = .warning
      diagnostic.message += "; the prediction starts at the beginning and replaces it"
      report(.warning(diagnostic))
      return ChipStore()
    }
  }
}

/// A trial with the processor time of its chips.
private final class Stopwatch: ChipTrial {
  private let trial: any ChipTrial
  private let times = Mutex((seconds: 0.0, chips: 0))

  init(_ trial: any ChipTrial) { self.trial = trial }

  var fingerprint: String { trial.fingerprint }

  /// Seconds of a chip; nil when none was run.
  var mean: Double? { times.withLock { $0.chips > 0 ? $0.seconds / Double($0.chips) : nil } }

  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    // A chip computes on its thread alone.
    let start = Self.processorTime
    let record = try trial.run(draw, isStopped: isStopped)
    let seconds = Self.processorTime - start
    times.withLock { $0 = ($0.seconds + seconds, $0.chips + 1) }
    return record
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

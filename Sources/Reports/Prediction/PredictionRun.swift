import Diagnostics
import Foundation
import Kernels
import Learning
import Prediction
import Specification
import Synchronization

/// Runs all chips of a prediction, with a checkpoint, and sums them up.
package struct PredictionRun: Sendable {
  /// What happens, for a progress display.
  package enum Event: Sendable {
    /// So many chips of an interrupted run need not be run again.
    case resumed(chips: Int)
    /// So many chips were made by an earlier command, with the same inputs.
    case kept(chips: Int)
    /// A checkpoint is there but not gone on from.
    case warning(Diagnostic)
    /// A chip was taken into account.
    case chip(Moment)
    /// A series of chips is done.
    case series(Moment)
  }
  /// Where a run stands.
  package struct Moment: Sendable {
    /// What the chip's series is about.
    package var label: String
    /// The series that have ended and the one that ends next, or that has just ended; and all series.
    package var series, seriesCount: Int
    /// Chips of the series: done, and at most.
    package var done, chips: Int
    /// Mean accuracy (or R²) of those done.
    package var mean: Double
    /// Which of both.
    package var metric: Metric
    /// Chips of all series: done, at most, and those of the done that this run has computed.
    package var allDone, allChips, computed: Int
  }
  /// The end of a run that was asked to stop; the checkpoint is in place.
  package struct Stopped: Error, Equatable {
    /// Finished chips of all series, and all.
    package var chips, allChips: Int
  }

  private let trials: any PredictionTrials
  private let request: PredictionRequest
  private let curves: [KeyCurveTrials]
  private let threads: Int?
  /// Where the records of chips are kept for later commands; nil: nowhere.
  package var cache: ResultCache?

  /// Prepares a prediction.
  /// - Parameters:
  ///   - curves: sweeps over keys of the spec.
  ///   - threads: nil for one a processor; no figure depends on it.
  package init(
    _ trials: any PredictionTrials, _ request: PredictionRequest, curves: [KeyCurveTrials] = [],
    threads: Int? = nil
  ) {
    (self.trials, self.request, self.curves, self.threads) = (trials, request, curves, threads)
  }

  /// Runs the chips of all series as one list of jobs.
  /// - Parameters:
  ///   - checkpoint: every chip is added to it when it is done; to be removed when the result is safe. nil: beside what the
  ///     cache keeps.
  ///   - start: where it begins.
  ///   - executor: what makes the chips; nil for as many threads as there is memory for. No figure depends on it.
  ///   - isStopped: asked a few times a second; when true, no chip is begun any more.
  ///   - report: told what happens.
  /// - Throws: ``Stopped``; `Diagnostic` and `DiagnosticsError` of the checkpoint and of chips that cannot be simulated.
  package func run(
    checkpoint: URL? = nil, start: TrainingStart = .automatic, executor: (any ChipExecutor)? = nil,
    isStopped: () -> Bool = { false }, report: (Event) -> Void = { _ in }
  ) throws -> PredictionSummary {
    try checkMemory()
    let series = try PredictionSeries.all(of: request, trials, curves)
    let key = PredictionSeries.key(of: series)
    let isOurs = checkpoint == nil
    let checkpoint = checkpoint ?? cache?.checkpoint(of: SpecKey.chips(key))
    var store = try beginning(checkpoint, start, series, report).renamed(key)
    if start != .beginning { addKept(to: &store, series, report) }
    // Without a place for it a prediction is only not gone on from.
    let log = try checkpoint.flatMap { url in
      isOurs ? try? ChipLog(continuing: store, at: url) : try ChipLog(continuing: store, at: url)
    }
    var progress = PredictionProgress(series, request)
    let watches = Dictionary(
      series.map { ($0.fingerprint, Stopwatch($0.trial)) }, uniquingKeysWith: { first, _ in first })
    let loop = PredictionLoop(
      series.map {
        PredictionLoop.Series(
          watches[$0.fingerprint] ?? $0.trial, fingerprint: $0.fingerprint, draws: $0.draws)
      }, executor: executor ?? ThreadExecutor(threads: fittingThreads))
    let end = try loop.run(
      known: { store[series[$0].fingerprint, $1] }, isStopped: isStopped,
      computed: { index, draw, record in
        store[series[index].fingerprint, draw] = record
        progress.computed += 1
        do { try log?.append(series[index].fingerprint, draw, record) } catch {
          guard isOurs else { throw error }
        }
      },
      take: { index, record in
        let goesOn = progress.take(record, of: index)
        report(.chip(progress.moment(index)))
        return goesOn
      },
      ended: { index in
        progress.end()
        report(.series(progress.moment(index, isEnd: true)))
      })
    keep(store, series)
    if isOurs, end == .finished, let checkpoint { try? FileManager.default.removeItem(at: checkpoint) }
    guard end == .finished else {
      throw Stopped(chips: progress.allDone, allChips: progress.allChips)
    }
    let results = zip(series, progress.results).map { one, result in
      var result = result
      result.seconds = watches[one.fingerprint]?.mean
      return (one.part, result)
    }
    return try PredictionSummary(
      request: request, trials: trials, curves: curves,
      results: Dictionary(results, uniquingKeysWith: { first, _ in first }))
  }

  /// Takes over the chips that earlier commands have made.
  private func addKept(
    to store: inout ChipStore, _ series: [PredictionSeries], _ report: (Event) -> Void
  ) {
    guard let cache else { return }
    let before = store.count
    for fingerprint in Set(series.map(\.fingerprint)).sorted() {
      guard let data = cache[SpecKey.chips(fingerprint)],
        let kept = try? ChipStore(parsing: data, named: cache.folder.path)
      else { continue }
      // What is not the same as here is not of these chips.
      try? store.merge(kept.renamed(store.key), from: cache.folder.path)
    }
    if store.count > before { report(.kept(chips: store.count - before)) }
  }

  /// Keeps the chips of every trial that there are more of now.
  private func keep(_ store: ChipStore, _ series: [PredictionSeries]) {
    guard let cache else { return }
    for fingerprint in Set(series.map(\.fingerprint)) {
      let key = SpecKey.chips(fingerprint)
      var part = store.part(fingerprint)
      guard part.count > 0 else { continue }
      if let data = cache[key], let kept = try? ChipStore(parsing: data, named: cache.folder.path) {
        if kept == part { continue }
        try? part.merge(kept, from: cache.folder.path)
      }
      if let data = try? part.data() { cache.keep(data, for: key) }
    }
  }

  /// As many threads as there is memory for the chips at hand, at least one.
  private var fittingThreads: Int {
    let wanted = threads ?? Parallel.processorCount
    guard let available = MachineMemory.available, bytesPerChip > 0 else { return wanted }
    return max(1, min(wanted, available / bytesPerChip))
  }

  /// Bytes of the largest chip.
  private var bytesPerChip: Int {
    curves.flatMap(\.points).reduce(trials.facts.bytesPerChip) { max($0, $1.trials.facts.bytesPerChip) }
  }

  /// Looks, before anything is made, whether one chip at a time and the records of all fit into the machine.
  private func checkMemory() throws(DiagnosticsError) {
    let points =
      1 + request.sweeps.reduce(0) { $0 + $1.magnitudes.count } + curves.reduce(0) { $0 + $1.points.count }
    // One run a source of randomness and two an imperfection, whose draws name other chips, too.
    let studies =
      request.isSensitivityWanted ? 3 * (RandomSource.allCases.count + ImperfectionName.allCases.count) : 0
    let bytes = MemoryLayout<ChipRecord>.stride + PredictionLoop.bytesPerChip
    let records = Int.saturatingProduct([
      request.onlyChip == nil ? request.chips : 1, request.modes.count, points + studies, bytes,
    ])
    try MachineMemory.check(
      records.addingReportingOverflow(bytesPerChip).overflow ? Int.max : records + bytesPerChip,
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
      let chips = Set(series.map(\.fingerprint)).reduce(0) { $0 + store.count(of: $1) }
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

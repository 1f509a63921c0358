import Diagnostics
import Foundation
import Networks
import Quantities
import Simulation
import Specification
import Technology

/// Training of a resistive network by whichever engine its spec names, with the same events, checkpoints and results.
public struct TrainingRun: NetworkTraining {
  /// Where a run begins.
  public enum Start: Sendable {
    /// At the checkpoint, when there is one of this run; else at the beginning.
    case automatic
    /// At the checkpoint; without one of this run it is an error.
    case checkpoint
    /// At the beginning.
    case beginning
  }
  /// What happens, for a progress display.
  public enum Event: Sendable {
    /// Training goes on from a checkpoint, in the middle of an epoch when `samples` is not 0.
    case resumed(epochs: Int, samples: Int)
    /// A checkpoint is there but not gone on from, or the initial states look wrong.
    case warning(Diagnostic)
    /// A minibatch is done.
    case minibatch(Moment)
    /// An epoch is done.
    case epoch(EpochRecord, of: Int)
  }
  /// Where a run stands after a minibatch.
  public struct Moment: Sendable {
    /// The epoch at hand, from 1, and the number of epochs.
    public var epoch, epochs: Int
    /// What the epoch has met so far.
    public var progress: EpochProgress
    /// Training samples of an epoch.
    public var sampleCount: Int
  }
  /// The end of a run that was asked to stop; the checkpoint is in place.
  public struct Stopped: Error {
    /// Finished epochs.
    public var epochs: Int
    /// Samples of the next one that are done.
    public var samples: Int
  }
  /// What came out.
  public struct Result: Sendable {
    /// The trained conductances and, if the network has them, bias currents.
    public var parameters: BiasedConductances
    /// Figures.
    public var summary: TrainingSummary
    /// What was warned of: the data, the start, and what came of it.
    public var findings: [Diagnostic] = []
  }

  /// Unit of the losses of resistive networks.
  public static let lossUnit = "V²"

  private let spec: ChipSpec
  private let network: ResistiveNetwork
  private let data: Dataset
  private let threads: Int?

  /// Prepares the training of a spec's network.
  public init(spec: ChipSpec, network: ResistiveNetwork, data: Dataset, threads: Int? = nil) {
    (self.spec, self.network, self.data, self.threads) = (spec, network, data, threads)
  }

  /// Trains to the spec's number of epochs.
  /// - Parameters:
  ///   - checkpoint: written after every epoch and when the run is stopped.
  ///   - start: where it begins.
  ///   - isStopped: asked after every minibatch; true ends the run there.
  /// - Throws: `DiagnosticsError` and `Diagnostic`; ``Stopped``.
  public func run(
    checkpoint: URL?, start: Start = .automatic, isStopped: () -> Bool = { false },
    report: (Event) -> Void = { _ in }
  ) throws -> Result {
    try withoutActuallyEscaping(report) { report in
      try run(checkpoint: checkpoint, start: start, isStopped: isStopped, Findings(report))
    }
  }

  private func run(
    checkpoint: URL?, start: Start, isStopped: () -> Bool, _ findings: Findings
  ) throws -> Result {
    findings.add(data.warnings)
    try check()
    let spec = try RelativeRates.resolved(spec, network: network, data: data, threads: threads)
    var settings = TrainingSettings(spec: spec, network: network)
    if let path = spec.training.initialWeights {
      settings.startValues = try WeightFiles.read(
        path, expected: network.weightShapes(withBiases: settings.biasRates != nil))
    }
    let session = TrainingSession(epochs: spec.training.epochs, checkpoint: checkpoint, start: start)
    switch spec.training.engine.value {
    case .exact:
      func make(_ network: ResistiveNetwork) throws -> Trainer<ResistiveModel> {
        try Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: threads)
      }
      let trainer = try make(network)
      let loop = try session.run(trainer, isStopped: isStopped, report: findings.report) {
        try check($0, findings, freeStates: trainer.freeStates) { try make($0).evaluate() }
      }
      return try result(
        BiasedConductances(conductances: trainer.parameters), loop, settings, findings, trainer.freeStates)
    case .fast:
      func make(_ network: ResistiveNetwork) throws -> FastTrainer {
        try FastTrainer(network: network, data: data, settings: settings, threads: threads)
      }
      let trainer = try make(network)
      let loop = try session.run(trainer, isStopped: isStopped, report: findings.report) {
        try check($0, findings, freeStates: trainer.freeStates) { try make($0).evaluate() }
      }
      return try result(trainer.parameters, loop, settings, findings, trainer.freeStates)
    }
  }

  /// Looks, before anything is made, whether data and network fit each other and the machine.
  func check() throws(DiagnosticsError) {
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    try TrainingMemory.check(network, spec, samples: data.train.count)
  }

  /// Looks at the states before a training, and at imported weights, for wrong gains and conventions.
  private func check<Engine: EpochEngine>(
    _ loop: TrainingLoop<Engine>, _ findings: Findings, freeStates: (Samples) -> [NodeVoltages],
    evaluate: (ResistiveNetwork) throws -> Evaluation
  ) throws {
    guard loop.history.isEmpty, loop.progress.samples == 0 else { return }
    BatchSize.diagnostic(spec.training.batch, of: data).map { findings.add([$0]) }
    let states = freeStates(data.train.prefix(StartCheck.sampleCount))
    var found = StartCheck(network, states: states).diagnostics(spec)
    if spec.training.initialWeights != nil {
      found += StartCheck.importDiagnostics(
        spec, testError: 1 - (try loop.engine.evaluate()).accuracy,
        withOtherRectifiers: 1 - (try evaluate(network.withOtherRectifiers)).accuracy)
    }
    findings.add(found)
  }

  private func result<Engine: EpochEngine>(
    _ parameters: BiasedConductances, _ loop: TrainingLoop<Engine>, _ settings: TrainingSettings,
    _ findings: Findings, _ freeStates: (Samples) -> [NodeVoltages]
  ) throws -> Result {
    let evaluation = try loop.engine.evaluate()
    var summary = TrainingSummary(
      data: data, history: loop.history, testAccuracy: evaluation.accuracy, lossUnit: Self.lossUnit)
    if !loop.history.isEmpty {
      let check = TrainingCheck(
        data, evaluation, classes: network.output.classes, threads: threads ?? Parallel.processorCount)
      let course = TrainingCheck.Course(
        history: loop.history, shareAtEnds: shareAtEnds(parameters.conductances),
        deadShares: network.deadShares(freeStates(data.train.prefix(Self.watchedSamples))),
        rateLocation: spec.training.learningRates.location,
        layerLocations: spec.network.hidden.map(\.location))
      findings.add(check.diagnostics(course), spec.limits.training?.value)
      summary.add(check)
    }
    if spec.training.relativeRates != nil { summary.learningRates = settings.learningRates.map(\.si) }
    summary.add(findings.all)
    return Result(parameters: parameters, summary: summary, findings: findings.all)
  }

  /// Samples whose states are looked at for dead neurons.
  private static let watchedSamples = 64

  /// Share of the conductances at an end of their range.
  private func shareAtEnds(_ conductances: Conductances) -> Double {
    let (low, high) = (network.conductanceRange.lowerBound.si, network.conductanceRange.upperBound.si)
    let margin = 1e-3 * (high - low)
    let values = conductances.values
    let count = values.reduce(0) { $0 + $1.count }
    let atEnds = values.reduce(0) { $0 + $1.count { $0 <= low + margin || $0 >= high - margin } }
    return Double(atEnds) / Double(max(1, count))
  }
}

/// What a training warns of, told at once and kept.
final class Findings {
  /// All of it, in its order.
  private(set) var all: [Diagnostic] = []
  private let tell: (TrainingRun.Event) -> Void

  init(_ tell: @escaping (TrainingRun.Event) -> Void) { self.tell = tell }

  /// Passes an event on, and keeps a warning.
  func report(_ event: TrainingRun.Event) {
    if case .warning(let diagnostic) = event { all.append(diagnostic) }
    tell(event)
  }

  /// Tells warnings.
  /// - Parameter limit: errors where the spec's limits say so.
  func add(_ diagnostics: [Diagnostic], _ limit: TrainingLimit? = nil) {
    for var diagnostic in diagnostics {
      if limit?.failure == .error { diagnostic.severity = .error }
      report(.warning(diagnostic))
    }
  }
}

extension TrainingRun.Result {
  /// Whether the training missed what a spec's limits ask of it.
  public func hasFailed(_ limit: TrainingLimit?) -> Bool {
    summary.hasFailed || limit?.missed(by: summary.testAccuracy) != nil
  }
}

extension TrainingLimit {
  /// Code of the message about a missed limit.
  static let code = "GD0475"

  /// The message about a training that misses the least accuracy; nil when it does not.
  public func missed(by accuracy: Double) -> Diagnostic? {
    guard let atLeast, accuracy < atLeast.value.si else { return nil }
    return Diagnostic(
      .error, Self.code,
      "limits.training: missed: \(Figure.percent(accuracy)) of the test samples, where at least "
        + "\(Figure.percent(atLeast.value.si)) is asked", at: atLeast.location)
  }
}

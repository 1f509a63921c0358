import Diagnostics
import Foundation
import Networks
import Quantities
import Simulation
import Specification
import Technology

/// Training by whichever engine a spec names, with the same events, checkpoints and results.
public struct TrainingRun: Sendable {
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
  }

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
    var settings = TrainingSettings(spec: spec, network: network)
    if let path = spec.training.initialWeights {
      settings.startValues = try WeightFiles.read(
        path, expected: network.weightShapes(withBiases: settings.biasRates != nil))
    }
    switch spec.training.engine.value {
    case .exact:
      func make(_ network: ResistiveNetwork) throws -> Trainer<ResistiveModel> {
        try Trainer(model: ResistiveModel(network), data: data, settings: settings, threads: threads)
      }
      let trainer = try make(network)
      var loop = TrainingLoop(trainer, epochs: spec.training.epochs)
      try goOn(&loop, checkpoint, start, report)
      try check(loop, report, freeStates: trainer.freeStates) { try make($0).evaluate() }
      try run(&loop, checkpoint, isStopped, report)
      return try result(BiasedConductances(conductances: trainer.parameters), loop)
    case .fast:
      func make(_ network: ResistiveNetwork) throws -> FastTrainer {
        try FastTrainer(network: network, data: data, settings: settings, threads: threads)
      }
      let trainer = try make(network)
      var loop = TrainingLoop(trainer, epochs: spec.training.epochs)
      try goOn(&loop, checkpoint, start, report)
      try check(loop, report, freeStates: trainer.freeStates) { try make($0).evaluate() }
      try run(&loop, checkpoint, isStopped, report)
      return try result(trainer.parameters, loop)
    }
  }

  private func run<Engine: EpochEngine>(
    _ loop: inout TrainingLoop<Engine>, _ checkpoint: URL?, _ isStopped: () -> Bool, _ report: (Event) -> Void
  ) throws {
    let sampleCount = loop.engine.sampleCount
    let isDone = try loop.run(checkpoint: checkpoint) { event in
      switch event {
      case .minibatch(let epoch, let progress):
        report(
          .minibatch(
            Moment(epoch: epoch, epochs: spec.training.epochs, progress: progress, sampleCount: sampleCount)))
      case .epoch(let record): report(.epoch(record, of: spec.training.epochs))
      }
      return !isStopped()
    }
    guard isDone else { throw Stopped(epochs: loop.history.count, samples: loop.progress.samples) }
  }

  /// Looks at the states before a training, and at imported weights, for wrong gains and conventions.
  private func check<Engine: EpochEngine>(
    _ loop: TrainingLoop<Engine>, _ report: (Event) -> Void, freeStates: (Samples) -> [NodeVoltages],
    evaluate: (ResistiveNetwork) throws -> Evaluation
  ) throws {
    guard loop.history.isEmpty, loop.progress.samples == 0 else { return }
    let states = freeStates(data.train.prefix(StartCheck.sampleCount))
    var found = StartCheck(network, states: states).diagnostics(spec)
    if spec.training.initialWeights != nil {
      found += StartCheck.importDiagnostics(
        spec, testError: 1 - (try loop.engine.evaluate()).accuracy,
        withOtherRectifiers: 1 - (try evaluate(network.withOtherRectifiers)).accuracy)
    }
    for diagnostic in found { report(.warning(diagnostic)) }
  }

  /// Puts a loop where the run begins.
  private func goOn<Engine: EpochEngine>(
    _ loop: inout TrainingLoop<Engine>, _ checkpoint: URL?, _ start: Start, _ report: (Event) -> Void
  ) throws {
    guard let checkpoint, start != .beginning else { return }
    guard FileManager.default.fileExists(atPath: checkpoint.path) else {
      guard start == .checkpoint else { return }
      throw Diagnostic(
        .error, "GD0430",
        "there is no checkpoint '\(checkpoint.path)' to go on from: no training into this folder was interrupted; "
          + "leave --resume out")
    }
    do {
      try loop.resume(from: checkpoint)
      report(.resumed(epochs: loop.history.count, samples: loop.progress.samples))
    } catch var diagnostic as Diagnostic where start == .automatic {
      diagnostic.severity = .warning
      diagnostic.message += "; training starts at the beginning and replaces it"
      report(.warning(diagnostic))
    }
  }

  private func result<Engine: EpochEngine>(
    _ parameters: BiasedConductances, _ loop: TrainingLoop<Engine>
  ) throws -> Result {
    let test = try loop.engine.evaluate()
    return Result(
      parameters: parameters,
      summary: TrainingSummary(data: data, history: loop.history, testAccuracy: test.accuracy))
  }
}

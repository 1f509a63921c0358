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
    try check()
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
      let loop = try session.run(trainer, isStopped: isStopped, report: report) {
        try check($0, report, freeStates: trainer.freeStates) { try make($0).evaluate() }
      }
      return try result(BiasedConductances(conductances: trainer.parameters), loop)
    case .fast:
      func make(_ network: ResistiveNetwork) throws -> FastTrainer {
        try FastTrainer(network: network, data: data, settings: settings, threads: threads)
      }
      let trainer = try make(network)
      let loop = try session.run(trainer, isStopped: isStopped, report: report) {
        try check($0, report, freeStates: trainer.freeStates) { try make($0).evaluate() }
      }
      return try result(trainer.parameters, loop)
    }
  }

  /// Looks, before anything is made, whether data and network fit each other and the machine.
  func check() throws(DiagnosticsError) {
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    try TrainingMemory.check(network, spec, samples: data.train.count)
  }

  /// Looks at the states before a training, and at imported weights, for wrong gains and conventions.
  private func check<Engine: EpochEngine>(
    _ loop: TrainingLoop<Engine>, _ report: (Event) -> Void, freeStates: (Samples) -> [NodeVoltages],
    evaluate: (ResistiveNetwork) throws -> Evaluation
  ) throws {
    guard loop.history.isEmpty, loop.progress.samples == 0 else { return }
    BatchSize.diagnostic(spec.training.batch, of: data).map { report(.warning($0)) }
    let states = freeStates(data.train.prefix(StartCheck.sampleCount))
    var found = StartCheck(network, states: states).diagnostics(spec)
    if spec.training.initialWeights != nil {
      found += StartCheck.importDiagnostics(
        spec, testError: 1 - (try loop.engine.evaluate()).accuracy,
        withOtherRectifiers: 1 - (try evaluate(network.withOtherRectifiers)).accuracy)
    }
    for diagnostic in found { report(.warning(diagnostic)) }
  }

  private func result<Engine: EpochEngine>(
    _ parameters: BiasedConductances, _ loop: TrainingLoop<Engine>
  ) throws -> Result {
    Result(parameters: parameters, summary: try TrainingSummary(loop, data: data, lossUnit: Self.lossUnit))
  }
}

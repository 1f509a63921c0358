import Diagnostics
import Foundation
import Networks
import Quantities
import Simulation
import Specification
import Technology

/// Training by whichever engine a spec names, with the same events, checkpoints and results.
public struct TrainingRun: Sendable {
  /// What happens, for a progress display.
  public enum Event: Sendable {
    /// Training goes on from a checkpoint after so many epochs.
    case resumed(epochs: Int)
    /// An epoch is done.
    case epoch(EpochRecord, of: Int)
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
  /// - Parameter checkpoint: written after every epoch and gone on from, when it belongs to this run. One of
  ///   another run, or a damaged one, is not an error: the run starts afresh.
  /// - Throws: `DiagnosticsError` and `Diagnostic`.
  public func run(checkpoint: URL?, report: (Event) -> Void) throws -> Result {
    let settings = TrainingSettings(spec: spec, network: network)
    switch spec.training.engine.value {
    case .exact:
      let trainer = try Trainer(
        model: ResistiveModel(network), data: data, settings: settings, threads: threads)
      return try run(trainer, checkpoint, report) { BiasedConductances(conductances: $0.parameters) }
    case .fast:
      let trainer = try FastTrainer(network: network, data: data, settings: settings, threads: threads)
      return try run(trainer, checkpoint, report) { $0.parameters }
    }
  }

  private func run<Engine: EpochEngine>(
    _ engine: Engine, _ checkpoint: URL?, _ report: (Event) -> Void,
    parameters: (Engine) -> BiasedConductances
  ) throws -> Result {
    var loop = TrainingLoop(engine, epochs: spec.training.epochs)
    if let checkpoint, (try? loop.resume(from: checkpoint)) != nil {
      report(.resumed(epochs: loop.history.count))
    }
    try loop.run(checkpoint: checkpoint) { event in
      if case .epoch(let record) = event { report(.epoch(record, of: spec.training.epochs)) }
      return true
    }
    let test = try engine.evaluate()
    return Result(
      parameters: parameters(engine),
      summary: TrainingSummary(data: data, history: loop.history, testAccuracy: test.accuracy))
  }
}

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
  /// - Throws: `DiagnosticsError` and `Diagnostic`; what `report` throws.
  public func run(checkpoint: URL?, report: (Event) throws -> Void) throws -> Result {
    let settings = TrainingSettings(spec: spec, network: network)
    switch spec.training.engine.value {
    case .exact:
      let model = ResistiveModel(network)
      let trainer = try Trainer(model: model, data: data, settings: settings, threads: threads)
      var state = trainer.start()
      if let checkpoint, let saved = try? trainer.resume(checkpoint) {
        state = saved
        try report(.resumed(epochs: saved.epoch))
      }
      let result = try trainer.train(from: state, checkpoint: checkpoint) {
        try report(.epoch($0, of: settings.epochs))
      }
      let test = Evaluation(
        model, result.parameters, data.test, relaxation: settings.relaxation, threads: trainer.threads)
      return summarize(BiasedConductances(conductances: result.parameters), result.history, test)
    case .fast:
      let trainer = try FastTrainer(network: network, data: data, settings: settings, threads: threads)
      var state = trainer.start()
      if let checkpoint, let saved = try? trainer.resume(checkpoint) {
        state = saved
        try report(.resumed(epochs: saved.epoch))
      }
      let result = try trainer.train(from: state, checkpoint: checkpoint) {
        try report(.epoch($0, of: settings.epochs))
      }
      return summarize(
        result.parameters, result.history, trainer.evaluate(result.parameters, data.test))
    }
  }

  private func summarize(
    _ parameters: BiasedConductances, _ history: [EpochRecord], _ test: Evaluation
  ) -> Result {
    Result(
      parameters: parameters,
      summary: TrainingSummary(data: data, history: history, testAccuracy: test.accuracy))
  }
}

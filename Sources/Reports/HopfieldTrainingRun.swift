import Foundation
import Networks
import Simulation
import Specification

/// Training of a Hopfield network, with the events and checkpoints of ``TrainingRun``.
public struct HopfieldTrainingRun: NetworkTraining {
  /// What came out.
  public struct Result: Sendable {
    /// The trained parameters.
    public var parameters: [NamedArray]
    /// Figures.
    public var summary: TrainingSummary
  }

  private let spec: HopfieldSpec
  private let network: HopfieldNetwork
  private let data: Dataset
  private let threads: Int?

  /// Prepares the training of a spec's network.
  public init(spec: HopfieldSpec, network: HopfieldNetwork, data: Dataset, threads: Int? = nil) {
    (self.spec, self.network, self.data, self.threads) = (spec, network, data, threads)
  }

  /// Trains, from the spec's initial weights if it names some; see ``NetworkTraining``.
  public func run(
    checkpoint: URL?, start: TrainingRun.Start = .automatic, isStopped: () -> Bool = { false },
    report: (TrainingRun.Event) -> Void = { _ in }
  ) throws -> Result {
    try data.check(inputCount: network.input.count, classCount: network.classes)
    try TrainingMemory.check(network, spec, samples: data.train.count)
    let trainer = try HopfieldTrainer(
      network: network, data: data, settings: HopfieldSettings(spec: spec, network: network), threads: threads
    )
    if let path = spec.training.initialWeights {
      trainer.start(from: try WeightFiles.read(path, expected: network.weightShapes))
    }
    BatchSize.diagnostic(spec.training.batch, of: data).map { report(.warning($0)) }
    let session = TrainingSession(epochs: spec.training.epochs, checkpoint: checkpoint, start: start)
    let loop = try session.run(trainer, isStopped: isStopped, report: report)
    return Result(parameters: trainer.parameters, summary: try TrainingSummary(loop, data: data))
  }
}

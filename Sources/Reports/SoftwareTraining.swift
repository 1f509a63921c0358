import Foundation
import Mapping
import Simulation
import Specification

/// The weights that a chip is judged with: trained in software as its spec says, or taken from a file.
public struct SoftwareTraining {
  private let design: ChipDesign
  private let data: Dataset
  private let weights: URL?
  private let isNeeded: Bool
  private let threads: Int?
  /// Written after every epoch and when the run is stopped; nil = none.
  public var checkpoint: URL?
  /// Where it begins.
  public var start = TrainingStart.automatic

  /// Prepares the training of a design.
  /// - Parameters:
  ///   - weights: a safetensors file or a folder of `.npy` files, instead of training.
  ///   - isNeeded: false leaves the initial weights as they are.
  public init(
    _ design: ChipDesign, data: Dataset, weights: URL? = nil, isNeeded: Bool = true, threads: Int? = nil
  ) {
    (self.design, self.data, self.weights) = (design, data, weights)
    (self.isNeeded, self.threads) = (isNeeded, threads)
  }

  /// Whether there is something to train.
  public var isTraining: Bool { weights == nil && isNeeded && design.spec.training.epochs > 0 }

  /// Trains, or loads the weights.
  /// - Parameter isStopped: asked after every minibatch; true ends the run there.
  /// - Throws: what ``TrainingRun/run(checkpoint:start:isStopped:report:)`` throws.
  public func run(
    isStopped: () -> Bool = { false }, report: (TrainingRunEvent) -> Void = { _ in }
  ) throws -> ChipTraining.Result {
    var spec = design.spec
    if let weights {
      if let changed = Manifest.changed(aroundWeights: weights) { report(.warning(changed)) }
      spec.training.initialWeights = Located(weights.relativePath, at: spec.name.location)
    }
    if !isTraining { spec.training.epochs = 0 }
    return try TrainingRun(spec: spec, network: design.network, data: data, threads: threads).run(
      checkpoint: isTraining ? checkpoint : nil, start: start, isStopped: isStopped, report: report)
  }
}

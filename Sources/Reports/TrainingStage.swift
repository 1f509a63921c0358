import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Resistive
import Specification

/// The trained weights of a spec's network, however a command comes by them: trained in software as the spec says, taken from a
/// file, or kept from a command that trained with the same inputs before.
///
/// ```swift
/// var stage = TrainingStage(design, data: data)
/// stage.cache = ResultCache(folder: ResultCache.standardFolder)
/// let trained = try stage.run(isStopped: { false }) { display.show($0) }
/// ```
package struct TrainingStage<Network: FamilyNetwork> {
  private let spec: Spec<Network.Keys>
  private let network: Network
  /// Of the parts that the spec names; the spec's own are in its text.
  private let files: [SourceFile]
  private let data: Dataset
  private let weights: URL?
  private let isNeeded: Bool
  private let threads: Int?
  /// Written after every epoch and when the run is stopped; nil: beside the entry of the cache.
  package var checkpoint: URL?
  /// Where it begins.
  package var start = TrainingStart.automatic
  /// Where trained weights are kept; nil: nowhere.
  package var cache: ResultCache?

  /// Prepares the training of a spec's network.
  /// - Parameters:
  ///   - files: of the parts that the spec names.
  ///   - weights: a safetensors file or a folder of `.npy` files, instead of training.
  ///   - isNeeded: false leaves the initial weights as they are.
  package init(
    _ spec: Spec<Network.Keys>, network: Network, files: [SourceFile], data: Dataset, weights: URL? = nil,
    isNeeded: Bool = true, threads: Int? = nil
  ) {
    (self.spec, self.network, self.files, self.data) = (spec, network, files, data)
    (self.weights, self.isNeeded, self.threads) = (weights, isNeeded, threads)
  }

  /// As a property list: arrays as their bytes.
  private struct Kept: Codable {
    var summary: TrainingSummary
    var findings: [Diagnostic]
    var values: [Data]
  }

  /// Trains, loads the weights, or takes what is kept of an earlier training.
  /// - Parameter isStopped: asked after every minibatch; true ends the run there.
  /// - Throws: what ``TrainingRun/run(checkpoint:start:isStopped:report:)`` throws.
  package func run(
    isStopped: () -> Bool = { false }, report: (TrainingRunEvent) -> Void = { _ in }
  ) throws -> TrainingRun<Network>.Result {
    var spec = spec
    if let weights {
      if let changed = Manifest.changed(aroundWeights: weights) { report(.warning(changed)) }
      spec.training.initialWeights = Located(weights.relativePath, at: spec.name.location)
    }
    let trains = weights == nil && isNeeded && spec.training.epochs > 0
    if !trains { spec.training.epochs = 0 }
    let run = TrainingRun(spec: spec, network: network, data: data, threads: threads)
    guard trains else {
      return try run.run(checkpoint: nil, start: start, isStopped: isStopped, report: report)
    }
    try run.check()
    let key = SpecKey.training(spec, files, weights: nil)
    let checkpoint = checkpoint ?? cache?.checkpoint(of: key)
    if let kept = kept(key, checkpoint) {
      report(.kept(data.name))
      for finding in kept.findings { report(.warning(finding)) }
      return kept
    }
    report(.began(data.name, samples: data.train.count))
    let result = try run.run(checkpoint: checkpoint, start: start, isStopped: isStopped, report: report)
    // Not of files that have changed meanwhile.
    if key == SpecKey.training(spec, files, weights: nil) { keep(result, key) }
    if self.checkpoint == nil, let checkpoint { try? FileManager.default.removeItem(at: checkpoint) }
    return result
  }

  /// What an earlier training came to; nil: there was none, or this one is to begin or to go on elsewhere.
  private func kept(_ key: ResultCache.Key, _ checkpoint: URL?) -> TrainingRun<Network>.Result? {
    let isInterrupted = checkpoint.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
    guard start == .automatic, !isInterrupted,
      let kept: Kept = cache?.value(for: key)
    else { return nil }
    let values = kept.values.map { data in data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) } }
    return network.parameters(values, spec).map {
      TrainingRun<Network>.Result(parameters: $0, summary: kept.summary, findings: kept.findings)
    }
  }

  private func keep(_ result: TrainingRun<Network>.Result, _ key: ResultCache.Key) {
    guard let cache else { return }
    let values = network.arrays(result.parameters).map { $0.values.withUnsafeBytes { Data($0) } }
    cache.keep(
      value: Kept(summary: result.summary, findings: result.findings, values: values), for: key)
  }
}

extension TrainingStage where Network == ResistiveNetwork {
  /// Prepares the training of a chip's network.
  package init(
    _ design: ChipDesign, data: Dataset, weights: URL? = nil, isNeeded: Bool = true, threads: Int? = nil
  ) {
    self.init(
      design.spec, network: design.resistive, files: design.technologyFiles, data: data, weights: weights,
      isNeeded: isNeeded, threads: threads)
  }
}

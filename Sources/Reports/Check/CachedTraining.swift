import Diagnostics
import Foundation
import Mapping
import Networks
import Simulation
import Specification
import Technology

/// The training of a design in software, or what is kept of an earlier one with the same inputs.
struct CachedTraining {
  private let design: ChipDesign
  private let data: Dataset
  private let weights: String?
  private let cache: ResultCache?
  private let threads: Int?

  /// Prepares a training.
  /// - Parameter weights: folder or safetensors file to take instead of training; nil = train.
  init(_ design: ChipDesign, data: Dataset, weights: String?, cache: ResultCache?, threads: Int?) {
    (self.design, self.data, self.weights) = (design, data, weights)
    (self.cache, self.threads) = (cache, threads)
  }

  /// As a property list: arrays as their bytes.
  private struct Kept: Codable {
    var summary: TrainingSummary
    var warnings: [Diagnostic]
    var values: [Data]
  }

  /// Trains, or takes what is kept.
  /// - Parameter warning: told what the training warns of, also when it is kept.
  func run(warning: (Diagnostic) -> Void) throws -> TrainingRun.Result {
    try TrainingRun(spec: design.spec, network: design.network, data: data).check()
    let key = SpecKey.training(design.spec, design.technologyFiles, weights: weights)
    let shape = BiasedConductances(
      zeroOf: design.network, hasBiases: design.spec.network.biasCurrent.value == .trained)
    if let kept = cache?[key].flatMap({ try? PropertyListDecoder().decode(Kept.self, from: $0) }),
      let parameters = Self.parameters(kept.values, like: shape)
    {
      kept.warnings.forEach(warning)
      return TrainingRun.Result(parameters: parameters, summary: kept.summary, findings: kept.warnings)
    }
    var warnings: [Diagnostic] = []
    let result = try SoftwareTraining(
      design, data: data, weights: weights.map { URL(fileURLWithPath: $0) }, threads: threads
    ).run(report: { event in if case .warning(let diagnostic) = event { warnings.append(diagnostic) } })
    warnings.forEach(warning)
    // Not of files that have changed meanwhile.
    if let cache, key == SpecKey.training(design.spec, design.technologyFiles, weights: self.weights) {
      let values = result.parameters.values.map { $0.withUnsafeBytes { Data($0) } }
      let encoder = PropertyListEncoder()
      encoder.outputFormat = .binary
      let kept = Kept(summary: result.summary, warnings: warnings, values: values)
      if let data = try? encoder.encode(kept) { cache.keep(data, for: key) }
    }
    return result
  }

  private static func parameters(_ values: [Data], like shape: BiasedConductances) -> BiasedConductances? {
    let arrays = values.map { data in data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) } }
    guard arrays.map(\.count) == shape.values.map(\.count) else { return nil }
    var result = shape
    result.values = arrays
    return result
  }
}

/// The names of the figures of a chip's estimate: the same one is the part of an estimate (`--explain latency-per-inference`),
/// the key in its JSON, the id in `check`, `diff` and baselines, and the key in `limits:`.
package enum FigureName: String, Sendable, CaseIterable, CodingKey {
  /// Core and pads.
  case area
  /// Share of the core that is circuits.
  case coreUtilization = "core-utilization"
  /// Load to read-out.
  case energyPerInference = "energy-per-inference"
  /// Load to read-out.
  case latencyPerInference = "latency-per-inference"
  /// All phases of a training sample and its share of an update.
  case energyPerTrainingExample = "energy-per-training-example"
  /// The same.
  case latencyPerTrainingExample = "latency-per-training-example"
  /// Of a chip that does nothing.
  case leakage

  /// What it is, for people.
  package var title: String {
    switch self {
    case .area: "area"
    case .coreUtilization: "share of the core that is circuits"
    case .energyPerInference: "energy of an inference"
    case .latencyPerInference: "latency of an inference"
    case .energyPerTrainingExample: "energy of a training example"
    case .latencyPerTrainingExample: "latency of a training example"
    case .leakage: "leakage"
    }
  }

  /// The present name of a figure of an older baseline or output: `latency` and `latencyPerInference` are
  /// `latency-per-inference`; a name that did not change is itself.
  package static func current(_ name: String) -> String {
    switch name {
    case "latency", "latencyPerInference": latencyPerInference.rawValue
    case "energyPerInference": energyPerInference.rawValue
    case "energyPerTrainingExample": energyPerTrainingExample.rawValue
    case "latencyPerTrainingExample": latencyPerTrainingExample.rawValue
    default: name
    }
  }
}

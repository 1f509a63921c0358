import Datasets
import Diagnostics
import Files
import Kernels
import Learning
import Specification

/// The engine of Hopfield networks, for the training loop.
///
/// Results depend on settings, data, seed, the width of the numbers and the BLAS library's kernels for this processor,
/// not on the number of threads or on interruptions.
/// ```swift
/// var loop = TrainingLoop(try HopfieldTrainer(network: network, data: data, settings: settings), epochs: 10)
/// try loop.run()
/// ```
package final class HopfieldTrainer: LearningEngine {
  /// The network.
  package let network: HopfieldNetwork
  /// The samples.
  package let data: Dataset
  /// How it is trained.
  package let settings: HopfieldSettings
  private let run: HopfieldPrecision

  /// Makes a trainer with initial parameters.
  /// - Throws: located diagnostics for data that do not fit the network.
  package init(
    network: HopfieldNetwork, data: Dataset, settings: HopfieldSettings, threads: Int? = nil
  ) throws(DiagnosticsError) {
    precondition(settings.relativeRates == nil, "relative rates are resolved before")
    try data.check(inputCount: network.input.count, classCount: network.classes)
    (self.network, self.data, self.settings) = (network, data, settings)
    let threads = threads ?? Parallel.processorCount
    run =
      switch settings.precision {
      case .single: .single(HopfieldRun(network, data, settings, threads: threads))
      case .double: .double(HopfieldRun(network, data, settings, threads: threads))
      }
  }

  /// The parameters with their names and shapes, as files have them.
  package var parameters: [NamedArray] {
    zip(network.weightShapes, run.parameters).map { NamedArray(name: $0.name, shape: $0.shape, values: $1) }
  }

  /// Starts from given parameters, in the order of ``HopfieldNetwork/weightShapes``, instead of random ones.
  /// Weights on levels start from the nearest ones.
  package func start(from parameters: [[Double]]) {
    switch run {
    case .single(let run): run.start(from: parameters)
    case .double(let run): run.start(from: parameters)
    }
  }

  package var values: [[Double]] {
    get { run.values }
    set { run.values = newValue }
  }

  package var course: TrainingCourse { settings.course }

  package func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    try run.learn(minibatches, &progress, while: goesOn)
  }

  package func divergence(epoch: Int, _ progress: EpochProgress) -> Diagnostic {
    Diagnostic(
      .error, "GD0415",
      "training diverged in epoch \(epoch + 1), at sample \(progress.samples): the cost is not a number; lower the "
        + "learning rates", at: settings.ruleSettings.name.location)
  }

  package func evaluate() -> Evaluation { run.evaluate(data.test) }

  package func evaluateValidation() -> Evaluation? { data.validation.map(run.evaluate) }

  /// Of each hidden layer, the share of neurons that none of the first training samples moves.
  package func deadShares() -> [Double] {
    switch run {
    case .single(let run): run.deadShares(data.train)
    case .double(let run): run.deadShares(data.train)
    }
  }

  package func writes(updates: Int) -> WriteCount? {
    switch run {
    case .single(let run): return run.writes(updates: updates)
    case .double(let run): return run.writes(updates: updates)
    }
  }

  package var fingerprint: String {
    Checksum.text(
      of: Array("hopfield 1; \(network); \(settings.fingerprintText)".utf8) + data.checksumBytes)
  }
}

extension HopfieldNetwork {
  /// The arrays of a weight file of this network, in the order of the engine's parameters.
  package var weightShapes: [WeightShape] {
    let any = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    let shapes =
      couplings.map { ("coupling_\($0.from)_\($0.to)", weightShape($0)) }
      + layers.enumerated().map { ("bias_\($0 + 1)", [$1.shape.channels]) }
      + (readoutShape.map { [("readout", $0), ("readout_bias", [$0[1]])] } ?? [])
    return shapes.map { WeightShape(name: $0.0, shape: $0.1, range: any, unit: "") }
  }
}

/// A training in numbers of one of the widths. Not a protocol: only calls to concrete types are compiled for them.
private enum HopfieldPrecision {
  case single(HopfieldRun<Float>)
  case double(HopfieldRun<Double>)

  var parameters: [[Double]] {
    switch self {
    case .single(let run): run.parameters
    case .double(let run): run.parameters
    }
  }

  var values: [[Double]] {
    get {
      switch self {
      case .single(let run): run.values
      case .double(let run): run.values
      }
    }
    nonmutating set {
      switch self {
      case .single(let run): run.values = newValue
      case .double(let run): run.values = newValue
      }
    }
  }

  func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    switch self {
    case .single(let run): try run.learn(minibatches, &progress, while: goesOn)
    case .double(let run): try run.learn(minibatches, &progress, while: goesOn)
    }
  }

  func evaluate(_ samples: Samples) -> Evaluation {
    switch self {
    case .single(let run): run.evaluate(samples)
    case .double(let run): run.evaluate(samples)
    }
  }
}

import Datasets
import Designs
import Diagnostics
import Learning
import Specification

extension HopfieldNetwork: FamilyNetwork {
  package typealias Parameters = [NamedArray]
  package static let article = "A Hopfield network"
  package static var activations: [(name: String, summary: String)] {
    Activations.all.map { ($0.name, "\($0.summary): \($0.formula), H(s) = \($0.potentialFormula)") }
  }

  package static func checkNames(_ spec: HopfieldSpec) throws(DiagnosticsError) {
    _ = try HopfieldSettings(spec: spec, network: HopfieldNetwork(spec: spec))
  }

  package static func network(
    of spec: HopfieldSpec
  ) throws(DiagnosticsError) -> (network: HopfieldNetwork, warnings: [Diagnostic]) {
    (try HopfieldNetwork(spec: spec), [])
  }

  package var inputCount: Int { input.count }
  package var classCount: Int { classes }

  package func memory(_ spec: HopfieldSpec, samples: Int) -> [(count: Int, bytes: Int)] {
    let width = spec.training.precision == .single ? 4 : 8
    let weights = couplings.map { Int.saturatingProduct(weightShape($0)) }
    let neurons = (0...layers.count).map { shape($0).count }
    let batch = min(spec.training.batch, max(1, samples))
    // Weights, their gradient, and the copy that they start from; state, drive and products of two phases.
    return weights.map { ($0, 2 * width + 8) }
      + neurons.map { (.saturatingProduct([$0, batch]), 2 * 4 * width) }
  }

  package func learning(_ spec: HopfieldSpec) throws -> DescribedLearning {
    let settings = try HopfieldSettings(spec: spec, network: self)
    return DescribedLearning(
      network: self, relaxation: settings.relaxationStatements, nudge: settings.nudgedStepStatements(self),
      rule: settings.learningRule, update: settings.updateStatements)
  }

  package func trainer(
    _ spec: HopfieldSpec, data: Dataset, schedule: LearningRateSchedule?, threads: Int?
  ) throws -> NetworkTrainer<HopfieldNetwork> {
    var settings = try HopfieldSettings(spec: spec, network: self)
    if let schedule { settings.schedule = schedule }
    let trainer = try HopfieldTrainer(network: self, data: data, settings: settings, threads: threads)
    if let path = spec.training.initialWeights {
      trainer.start(from: try WeightFiles.read(path, expected: weightShapes))
    }
    let places = spec.network.hidden.map(\.location)
    return NetworkTrainer(
      trainer, parameters: { trainer.parameters },
      signs: { TrainingSigns(deadShares: trainer.deadShares(), layerLocations: places) })
  }

  package func parameters(_ values: [[Double]], _ spec: HopfieldSpec) -> [NamedArray]? {
    let shapes = weightShapes
    guard values.map(\.count) == shapes.map({ $0.shape.reduce(1, *) }) else { return nil }
    return zip(shapes, values).map { NamedArray(name: $0.name, shape: $0.shape, values: $1) }
  }

  package func arrays(_ parameters: [NamedArray]) -> [NamedArray] { parameters }

  /// η of each coupling, in the order of the spec, that moves its weights by the whole range of the initial ones under a
  /// typical gradient.
  package func unitRates(_ spec: HopfieldSpec, data: Dataset, threads: Int? = nil) throws -> [Double] {
    let place = spec.training.learningRates.location
    let count = spec.network.connectionCount
    let scales = spec.training.initialScales.value
    let hidden = spec.network.hidden.count
    let hasReadout = cost == .crossEntropy
    // In the spec: hidden layers, the output or read-out, skips.
    let fanIns = (0..<count).map { k -> Double in
      if hasReadout, k == hidden { return Double((readoutShape ?? [1])[0]) }
      return Double(fanIn(couplings[hasReadout && k > hidden ? k - 1 : k]))
    }
    let ranges = (0..<count).map { k in
      2 * scales[scales.count == 1 ? 0 : k] / fanIns[k].squareRoot()
    }
    guard let factor = try RelativeRates.factor(spec.training.optimizer, at: place) else { return ranges }
    // Measured as the change that a tiny rate makes, in double precision.
    let tiny = 1e-9
    var plain = spec
    plain.training.relativeRates = nil
    plain.training.learningRates.value = ranges.map { tiny * $0 }
    plain.training.biasRates = nil
    plain.training.optimizer = OptimizerSpec(kind: Located(SGD.name, at: place))
    plain.training.schedule = .constant
    plain.training.precision = .double
    let trainer = try HopfieldTrainer(
      network: self, data: data, settings: HopfieldSettings(spec: plain, network: self),
      threads: threads)
    var squares = [Double](repeating: 0, count: count)
    var (progress, done) = (EpochProgress(), 0)
    var before = trainer.parameters.map(\.values)
    while done < RelativeRates.minibatches, progress.samples < data.train.count {
      try trainer.train(epoch: 0, &progress) { _ in false }
      let after = trainer.parameters.map(\.values)
      for k in 0..<count {
        // Of the arrays, the read-out is behind couplings and biases.
        let array =
          hasReadout
          ? (k == hidden ? couplings.count + layers.count : k > hidden ? k - 1 : k) : k
        squares[k] += RelativeRates.meanSquare(
          zip(before[array], after[array]).map { ($1 - $0) / (tiny * ranges[k]) })
      }
      before = after
      done += 1
    }
    return try squares.enumerated().map { k, sum in
      try RelativeRates.unit(factor * ranges[k], (sum / Double(max(1, done))).squareRoot(), k, at: place)
    }
  }
}

import Diagnostics
import Networks
import Quantities
import Specification

/// Learning rates without a unit: `learning-rate: { relative: 2 % }`.
///
/// Relative to the range of what is trained: under a gradient of typical size an update moves a parameter by that share
/// of its range. For plain descent, η = r · range · (1 − momentum) / G with G the root mean square of ∂C/∂θ over the
/// parameters of a connection and the first minibatches under the initial parameters (with momentum μ, the steps of a
/// steady gradient add up to 1/(1 − μ) of one); for Adam, whose step is about η whatever the gradient (Kingma & Ba
/// 2015, arXiv 1412.6980, §2.1), η = r · range. The range is that of the device's conductances, or of a Hopfield
/// network's random initial weights, 2 s/√fan-in.
public enum RelativeRates {
  /// Minibatches of the first epoch that are looked at.
  public static let minibatches = 4

  /// A spec whose rates have their unit; those of others stay.
  /// - Throws: located diagnostics: GD0476 for an optimizer without steps of a rate, GD0477 for a connection without a
  ///   gradient; those of the training.
  public static func resolved(
    _ spec: ChipSpec, network: ResistiveNetwork, data: Dataset, threads: Int? = nil
  ) throws -> ChipSpec {
    guard let relative = spec.training.relativeRates else { return spec }
    let units = try unitRates(spec, network: network, data: data, threads: threads)
    var spec = spec
    spec.training.learningRates.value = units.enumerated().map {
      LearningRate(si: relative[relative.count == 1 ? 0 : $0].si * $1)
    }
    spec.training.relativeRates = nil
    return spec
  }

  /// A spec whose rates are numbers; those of others stay.
  public static func resolved(
    _ spec: HopfieldSpec, network: HopfieldNetwork, data: Dataset, threads: Int? = nil
  ) throws -> HopfieldSpec {
    guard let relative = spec.training.relativeRates else { return spec }
    let units = try unitRates(spec, network: network, data: data, threads: threads)
    var spec = spec
    spec.training.learningRates.value = units.enumerated().map {
      relative[relative.count == 1 ? 0 : $0].si * $1
    }
    spec.training.relativeRates = nil
    return spec
  }

  /// Relative rates for people.
  static func text(_ rates: [Ratio]) -> String {
    rates.map { "\(Ratio(si: 100 * $0.si).formatted(digits: 3)) %" }.joined(separator: ", ")
      + " of the range under a typical gradient of the data"
  }

  /// η of each connection that moves its conductances by the whole range under a typical gradient.
  public static func unitRates(
    _ spec: ChipSpec, network: ResistiveNetwork, data: Dataset, threads: Int? = nil
  ) throws -> [Double] {
    let range = network.conductanceRange.upperBound.si - network.conductanceRange.lowerBound.si
    let place = spec.training.learningRates.location
    guard let factor = try factor(spec.training.optimizer, at: place) else {
      return [Double](repeating: range, count: network.connectionCount)
    }
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    var plain = spec
    (plain.training.relativeRates, plain.training.learningRates.value) = (nil, [.zero])
    let settings = TrainingSettings(spec: plain, network: network)
    let model = ResistiveModel(network)
    let rule = try LearningRules.make(settings.rule)
    let parameters = model.initialParameters { settings.initialConductance(connection: $0, index: $1) }
    let engine = ExactEngine(
      model, relaxation: settings.relaxation, threads: threads ?? Parallel.processorCount)
    let prepared = model.prepare(parameters)
    var squares = [Double](repeating: 0, count: network.connectionCount)
    let batches = firstBatches(settings.order(epoch: 0, count: data.train.count), batch: settings.batch)
    for (number, batch) in batches.enumerated() {
      let plan = rule.plan(minibatch: number)
      // Rules that move at every step go down the same cost.
      let isGradient = plan.kind == .springs || plan.kind == .clamps
      let result = try engine.gradient(
        isGradient ? plan : .adjoint, prepared,
        batch: batch.map {
          LabeledInput(values: data.trainingValues($0, epoch: 0), label: data.train.labels[$0])
        },
        number: number + 1)
      for (k, values) in result.gradient.values.enumerated() { squares[k] += meanSquare(values) }
    }
    return try squares.enumerated().map { k, sum in
      try unit(factor * range, (sum / Double(max(1, batches.count))).squareRoot(), k, at: place)
    }
  }

  /// η of each coupling, in the order of the spec, that moves its weights by the whole range of the initial ones under a
  /// typical gradient.
  public static func unitRates(
    _ spec: HopfieldSpec, network: HopfieldNetwork, data: Dataset, threads: Int? = nil
  ) throws -> [Double] {
    let place = spec.training.learningRates.location
    let count = spec.network.couplingCount
    let scales = spec.training.initialScales.value
    let hidden = spec.network.hidden.count
    let hasReadout = network.cost == .crossEntropy
    // In the spec: hidden layers, the output or read-out, skips.
    let fanIns = (0..<count).map { k -> Double in
      if hasReadout, k == hidden { return Double((network.readoutShape ?? [1])[0]) }
      return Double(network.fanIn(network.couplings[hasReadout && k > hidden ? k - 1 : k]))
    }
    let ranges = (0..<count).map { k in
      2 * scales[scales.count == 1 ? 0 : k] / fanIns[k].squareRoot()
    }
    guard let factor = try factor(spec.training.optimizer, at: place) else { return ranges }
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
      network: network, data: data, settings: HopfieldSettings(spec: plain, network: network),
      threads: threads)
    var squares = [Double](repeating: 0, count: count)
    var (progress, done) = (EpochProgress(), 0)
    var before = trainer.parameters.map(\.values)
    while done < minibatches, progress.samples < data.train.count {
      try trainer.train(epoch: 0, &progress) { _ in false }
      let after = trainer.parameters.map(\.values)
      for k in 0..<count {
        // Of the arrays, the read-out is behind couplings and biases.
        let array =
          hasReadout
          ? (k == hidden ? network.couplings.count + network.layers.count : k > hidden ? k - 1 : k) : k
        squares[k] += meanSquare(zip(before[array], after[array]).map { ($1 - $0) / (tiny * ranges[k]) })
      }
      before = after
      done += 1
    }
    return try squares.enumerated().map { k, sum in
      try unit(factor * ranges[k], (sum / Double(max(1, done))).squareRoot(), k, at: place)
    }
  }

  /// Looks whether an optimizer has steps of a rate.
  /// - Throws: GD0476 for one that has none.
  public static func check(_ optimizer: OptimizerSpec, at place: SourceLocation) throws(DiagnosticsError) {
    _ = try factor(optimizer, at: place)
  }

  /// What a step of plain descent is divided by for a steady gradient; nil: steps do not depend on the gradient's size.
  private static func factor(_ optimizer: OptimizerSpec, at place: SourceLocation) throws(DiagnosticsError)
    -> Double?
  {
    switch optimizer.kind.value {
    case SGD.name: return 1 - optimizer.value(.momentum, default: 0)
    case Adam.name: return nil
    default:
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0476",
          "the optimizer '\(optimizer.kind.value)' moves weights from level to level, whatever the rate: a relative rate "
            + "means nothing to it", at: place, suggestion: "learning-rate: 0")
      ])
    }
  }

  private static func firstBatches(_ order: [Int], batch: Int) -> [ArraySlice<Int>] {
    let size = max(1, min(batch, order.count))
    return stride(from: 0, to: order.count, by: size).prefix(minibatches).map {
      order[$0..<min($0 + size, order.count)]
    }
  }

  private static func meanSquare(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))
  }

  private static func unit(
    _ range: Double, _ gradient: Double, _ connection: Int, at place: SourceLocation
  ) throws(DiagnosticsError) -> Double {
    let rate = range / gradient
    guard gradient > 0, rate.isFinite else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0477",
          "the gradient of connection \(connection + 1) is 0 in the first minibatches, so that no rate is relative to "
            + "it: nothing reaches this connection, or nothing comes back", at: place)
      ])
    }
    return rate
  }
}

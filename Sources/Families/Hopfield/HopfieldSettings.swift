import Diagnostics
import Learning
import Quantities
import Specification

/// How a Hopfield network is trained: `training:` of a spec with its defaults resolved against a network.
package struct HopfieldSettings: Sendable {
  /// Samples an update.
  package var batch: Int
  /// Passes over the training set.
  package var epochs: Int
  /// η of the couplings' weights, one each.
  package var couplingRates: [Double]
  /// η of the layers' biases, one each.
  package var biasRates: [Double]
  /// η of the read-out's weights and biases.
  package var readoutRates: (weights: Double, biases: Double)
  /// s of the initial weights of the couplings and of the read-out.
  package var couplingScales: [Double], readoutScale: Double
  /// Whether weights are given, instead of random ones.
  let hasInitialWeights: Bool
  /// Whether class values are read by weights outside the relaxation.
  let hasReadout: Bool
  /// Whether a minibatch starts from the states of the one before.
  package var carriesState: Bool
  /// Width of the numbers.
  package var precision: Precision
  /// Seed of initial weights and sample order.
  package var seed: UInt64
  /// Relative rates that are still to be resolved by the data (``RelativeRates``); no engine trains with them.
  package var relativeRates: [Ratio]?
  /// Course of the rates.
  package var schedule: LearningRateSchedule
  let relaxation: HopfieldRelaxation
  let sweeps: HopfieldSweeps
  let ruleSettings: RuleSettings
  /// The learning rule and the optimizer.
  let method: LearningMethod
  /// The optimizer of each coupling's weights and of the read-out's.
  let couplingOptimizers: [any Optimizer], readoutOptimizer: any Optimizer

  /// The settings of a spec for its network.
  /// - Throws: located diagnostics, all at once: those of ``LearningRules/make(_:)`` and ``Optimizers/make(_:)``;
  ///   GD0421 for a rule that the network does not allow, GD0422 for rules and optimizers that do not go together,
  ///   GD0442 for a nudge that leaves the output without equilibrium.
  package init(spec: HopfieldSpec, network: HopfieldNetwork) throws(DiagnosticsError) {
    let training = spec.training
    let hidden = spec.network.hidden.count
    // In the spec: hidden layers, the output or read-out, skips.
    func spread(_ values: [Double], _ count: Int) -> [Double] {
      values.count == 1 ? [Double](repeating: values[0], count: count) : values
    }
    // Relative rates are resolved by the data before a training.
    let written = training.learningRates.value.isEmpty ? [0] : training.learningRates.value
    let rates = spread(written, spec.network.connectionCount)
    let scales = spread(training.initialScales.value, spec.network.connectionCount)
    let biases = spread(training.biasRates?.value ?? Array(rates[...hidden]), hidden + 1)
    let hasReadout = network.cost == .crossEntropy
    self.hasReadout = hasReadout
    hasInitialWeights = training.initialWeights != nil
    func ofCouplings<Value>(_ values: [Value]) -> [Value] {
      hasReadout ? Array(values[..<hidden] + values[(hidden + 1)...]) : values
    }
    (batch, epochs, seed) = (training.batch, training.epochs, spec.seed)
    (couplingRates, couplingScales) = (ofCouplings(rates), ofCouplings(scales))
    biasRates = hasReadout ? Array(biases[..<hidden]) : biases
    readoutRates = (rates[hidden], biases[hidden])
    readoutScale = scales[hidden]
    carriesState = training.state.value == .carried
    relativeRates = training.relativeRates
    precision = training.precision
    let spec = training.relaxation
    relaxation = HopfieldRelaxation(
      method: spec.method, order: spec.order, step: spec.step, tolerance: spec.tolerance)
    sweeps = HopfieldSweeps(free: spec.free, nudged: spec.nudged)
    schedule = LearningRateSchedule(training.schedule, decay: training.decay, epochs: training.epochs)
    ruleSettings = RuleSettings(training, seed: seed)
    method = try Self.method(training, ruleSettings, network)
    var optimizers: [any Optimizer] = []
    for k in rates.indices { optimizers.append(try Optimizers.make(training.optimizer.connection(k))) }
    (couplingOptimizers, readoutOptimizer) = (ofCouplings(optimizers), optimizers[hidden])
  }

  /// Rule and optimizer, when they fit the network and each other.
  private static func method(
    _ training: TrainingSpec<HopfieldTrainingKeys>, _ settings: RuleSettings, _ network: HopfieldNetwork
  ) throws(DiagnosticsError) -> LearningMethod {
    var found: [Diagnostic] = []
    var method: LearningMethod?
    do {
      method = try LearningMethod(
        rule: settings, optimizer: training.optimizer, engine: network.capabilities)
    } catch { found = error.diagnostics }
    // H″ + β > 0 at the output: a clamped curve of slope a has H″ = 1/a; the smooth ones are at least as stiff.
    let rule = try? LearningRules.make(settings)
    if let minus = rule.flatMap(Self.leastNudge), network.cost == .squaredError, let nudge = training.nudge {
      let curve = network.layers.last?.activation.curve
      let stiffness: Double =
        switch curve {
        case .clamped(let slope, _, _): 1 / slope
        case .logistic(let gain, _): 4 / gain
        case .tanh, nil: 1
        // The nudge of binary outputs does not depend on their states.
        case .step: .infinity
        }
      if minus <= -stiffness {
        found.append(
          Diagnostic(
            .error, "GD0442",
            "a nudge of \(minus) has no equilibrium: the output's energy has a curvature of \(stiffness), which the "
              + "nudge must not cancel; use a smaller one or the one-sided estimator", at: nudge.location,
            suggestion: "\(stiffness / 2)"))
      }
    }
    guard found.isEmpty, let method else { throw DiagnosticsError(found) }
    return method
  }

  /// What is done with the samples, in which order.
  package var course: TrainingCourse {
    TrainingCourse(rule: method.rule, batch: batch, schedule: schedule, seed: seed)
  }

  /// The most negative nudge of a rule; nil without one.
  private static func leastNudge(_ rule: any LearningRule) -> Double? {
    // A random sign is negative in one of the first minibatches, surely enough.
    (0..<64).compactMap { minibatch -> Double? in
      switch rule.plan(minibatch: minibatch) {
      case .contrast(.nudged(let minus), _, _): minus
      case .circle(let radius, _): -radius
      default: nil
      }
    }.min()
  }

  /// What decides the result of an epoch, as text with every digit; not the number of epochs.
  var fingerprintText: String {
    "\(ruleSettings.fingerprintText); \(optimizersText); \(schedule.fingerprintText); batch \(batch); "
      + "rates \(couplingRates) \(biasRates) \(readoutRates); scales \(couplingScales) \(readoutScale); "
      + "carries \(carriesState); \(precision); \(relaxation); \(sweeps); seed \(seed)"
  }
}

extension HopfieldSettings {
  private var optimizersText: String {
    let texts = (couplingOptimizers + (hasReadout ? [readoutOptimizer] : [])).map(\.fingerprintText)
    return Set(texts).count == 1 ? texts[0] : "\(texts)"
  }
}

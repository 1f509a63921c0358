import Diagnostics
import Learning
import Quantities
import Specification
import Technology

// What each training engine can do, and what a spec asks of it.
extension ResistiveNetwork {
  /// What both engines can do.
  private static let common: Set<EngineFeature> = [
    .plan(.springs), .plan(.adjoint), .currents(.springs), .currents(.adjoint), .currents(.circle),
    .targets(.label),
    .targets(.vector), .chipPlan(.springs),
  ]

  /// Why neither can do something.
  private static let reasons: [EngineFeature: String] = [
    .plan(.circle): "needs equilibria that are analytic in the nudge, but a rectifier's kink is not",
    .currents(.clamps): clampReason, .currents(.continual): clampReason,
    .optimizerInRelaxation:
      "moves weights at every step of a relaxation, which only the plain sgd optimizer can do",
    .signedWeights: "changes signs, and a conductance has none",
    .weightRange: "is of weights without a range, and the levels of a conductance lie in that of its device",
    .chipPlan(.adjoint): "is not local, so that no chip can follow it by itself",
  ]
  private static let clampReason =
    "moves or holds its outputs by springs; a nudge of kind current is for equilibrium-propagation"

  /// The exact engine.
  private static let exact = Capabilities(
    engine: "the exact engine", word: TrainingEngine.exact.rawValue, family: "resistive networks",
    code: "GD0412",
    features: common.union([
      .plan(.clamps), .plan(.continual), .anyOptimizer, .biasRows, .singleInputs, .normalizedValues,
      .nonlinearDevices, .realRectifiers, .noHiddenLayer, .joinedSprings, .chipPlan(.clamps),
      .chipPlan(.continual), .exactSteps, .simultaneousPhases, .wires, .learningThroughWires,
    ]), reasons: reasons)

  /// The fast engine.
  private static let fast = Capabilities(
    engine: "the fast engine", word: TrainingEngine.fast.rawValue, family: "resistive networks",
    code: "GD0413",
    features: common.union([.biasCurrents, .carriedState, .fixedSweeps]), reasons: reasons)

  /// Both engines.
  package static let engines = [exact, fast]

  /// What an engine can do.
  package static func capabilities(of engine: TrainingEngine) -> Capabilities {
    engine == .exact ? exact : fast
  }

  /// What an engine cannot do of what is asked of it: errors at their places.
  package static func refusals(_ requests: [EngineRequest], of engine: TrainingEngine) -> [Diagnostic] {
    capabilities(of: engine).refusals(requests, among: engines)
  }

  /// On-conductance of a rectifier over the largest conductance of a synapse, from which it counts as ideal: with a
  /// thousand synapses at a node it is then off by less than a thousandth of a thousandth.
  static let idealRectifierRatio = 1e6

  /// The smallest residual that float32 reaches for certain: sums of a thousand terms are rounded to a few 1e-7.
  static let leastTolerance = 1e-6

  /// What the engine a spec names cannot do of what its network and technology ask for: errors at their places.
  static func engineDiagnostics(_ spec: ChipSpec, _ technology: Technology) -> [Diagnostic] {
    refusals(requests(spec, technology), of: spec.training.engine.value) + toleranceDiagnostics(spec)
  }

  private static func requests(_ spec: ChipSpec, _ technology: Technology) -> [EngineRequest] {
    var requests: [EngineRequest] = []
    func ask(
      _ feature: EngineFeature, _ what: String, _ location: SourceLocation, suggestion: String? = nil
    ) {
      requests.append(EngineRequest(feature, what, at: location, suggestion: suggestion))
    }
    let (network, training) = (spec.network, spec.training)
    let (device, neuron) = (technology.device, technology.neuron)
    if network.biasCurrent.value != .none {
      ask(.biasCurrents, "bias-current: trained", network.biasCurrent.location)
    }
    if training.state.value != .fresh { ask(.carriedState, "state: carried", training.state.location) }
    if training.relaxation.value.sweeps != nil {
      ask(.fixedSweeps, "a fixed number of sweeps", training.relaxation.location)
    }
    ask(
      .targets(network.targets), "targets of kind \(network.targets.rawValue)",
      network.output.classes.location)
    if let v0 = device.nonlinearityVoltage?.value {
      ask(.nonlinearDevices, "device '\(device.name)' is not linear (v₀ = \(v0))", spec.technology.location)
    }
    let limit = idealRectifierRatio * device.maximumConductance.value.si
    if neuron.onResistance.value.conductance.si < limit || neuron.forwardVoltage.value != .zero {
      ask(
        .realRectifiers,
        "the rectifier of neuron '\(neuron.name)' is not ideal (\(neuron.onResistance.value) and "
          + "\(neuron.forwardVoltage.value); expected at most \(Resistance(si: 1 / limit)) and 0 V)",
        spec.technology.location)
    }
    if network.input.encoding != .complementary {
      ask(
        .singleInputs, "the input encoding is not complementary", network.input.fullScale.location,
        suggestion: "encoding: complementary")
    }
    if let bias = network.bias { ask(.biasRows, "there are bias rows", bias.location, suggestion: "null") }
    if network.hidden.isEmpty {
      ask(.noHiddenLayer, "there is no hidden layer", network.output.classes.location)
    }
    // Currents, which it also takes for the adjoint, pull at every node by itself; springs join two.
    if network.output.encoding != .single, training.nudge?.value.kind != .current,
      training.rule.value != "backprop"
    {
      ask(
        .joinedSprings,
        "springs between two outputs (the output encoding is not single); a nudge of kind current it can",
        network.output.classes.location, suggestion: "encoding: single")
    }
    return requests
  }

  private static func toleranceDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    let relaxation = spec.training.relaxation.value
    guard spec.training.engine.value == .fast, relaxation.sweeps == nil, relaxation.tolerance < leastTolerance
    else { return [] }
    let suggestion = "{ sweeps: \(spec.network.hidden.count + 3) }"
    return [
      Diagnostic(
        .error, "GD0414",
        "the fast engine's float32 does not reach a tolerance of \(relaxation.tolerance), at least "
          + "\(leastTolerance); as published, it runs a fixed number of sweeps: write relaxation: \(suggestion)",
        at: spec.training.relaxation.location, suggestion: suggestion)
    ]
  }
}

import Diagnostics
import Quantities
import Specification
import Technology

// What each training engine can do.
extension ResistiveNetwork {
  /// On-conductance of a rectifier over the largest conductance of a synapse, from which it counts as ideal: with a
  /// thousand synapses at a node it is then off by less than a thousandth of a thousandth.
  static let idealRectifierRatio = 1e6

  /// The smallest residual that float32 reaches for certain: sums of a thousand terms are rounded to a few 1e-7.
  static let leastTolerance = 1e-6

  /// What the engine a spec names cannot do of what it asks for: errors at their places.
  static func engineDiagnostics(_ spec: ChipSpec, _ technology: Technology) -> [Diagnostic] {
    switch spec.training.engine.value {
    case .exact: exactEngineDiagnostics(spec)
    case .fast: fastEngineDiagnostics(spec, technology)
    }
  }

  private static func exactEngineDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    func needsFast(_ what: String, _ location: SourceLocation) -> Diagnostic {
      Diagnostic(
        .error, "GD0412", "\(what) is only known to the fast engine; write training: { engine: fast }",
        at: location)
    }
    var found: [Diagnostic] = []
    if spec.network.biasCurrent.value != .none {
      found.append(needsFast("bias-current: trained", spec.network.biasCurrent.location))
    }
    if spec.training.state.value != .fresh {
      found.append(needsFast("state: carried", spec.training.state.location))
    }
    if spec.training.relaxation.value.sweeps != nil {
      found.append(needsFast("a fixed number of sweeps", spec.training.relaxation.location))
    }
    return found
  }

  private static func fastEngineDiagnostics(_ spec: ChipSpec, _ technology: Technology) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func refuse(_ what: String, _ location: SourceLocation, suggestion: String? = nil) {
      found.append(
        Diagnostic(
          .error, "GD0413", "the fast engine cannot do this: \(what); write training: { engine: exact }",
          at: location, suggestion: suggestion))
    }
    let (device, neuron) = (technology.device, technology.neuron)
    let place = spec.technology.location
    if let v0 = device.nonlinearityVoltage?.value {
      refuse("device '\(device.name)' is not linear (v₀ = \(v0))", place)
    }
    let limit = idealRectifierRatio * device.maximumConductance.value.si
    if neuron.onResistance.value.conductance.si < limit || neuron.forwardVoltage.value != .zero {
      refuse(
        "the rectifier of neuron '\(neuron.name)' is not ideal (\(neuron.onResistance.value) and "
          + "\(neuron.forwardVoltage.value); expected at most \(Resistance(si: 1 / limit)) and 0 V)", place)
    }
    let network = spec.network
    if network.input.encoding != .complementary {
      refuse(
        "the input encoding is not complementary", network.input.fullScale.location,
        suggestion: "encoding: complementary")
    }
    if let bias = network.bias {
      refuse("there are bias rows", bias.location, suggestion: "null")
    }
    if network.hidden.isEmpty { refuse("there is no hidden layer", network.output.classes.location) }
    // Currents, which it also takes for the adjoint, pull at every node by itself; springs join two.
    if network.output.encoding != .single, spec.training.nudge?.value.kind != .current,
      spec.training.rule.value != "backprop"
    {
      refuse(
        "springs between two outputs (the output encoding is not single); a nudge of kind current it can",
        network.output.classes.location, suggestion: "encoding: single")
    }
    let relaxation = spec.training.relaxation.value
    if relaxation.sweeps == nil, relaxation.tolerance < leastTolerance {
      found.append(
        Diagnostic(
          .error, "GD0414",
          "the fast engine's float32 does not reach a tolerance of \(relaxation.tolerance), at least "
            + "\(leastTolerance); as published, it runs a fixed number of sweeps: write relaxation: "
            + "{ sweeps: \(network.hidden.count + 3) }", at: spec.training.relaxation.location,
          suggestion: "{ sweeps: \(network.hidden.count + 3) }"))
    }
    return found
  }
}

import Diagnostics
import Fabrics
import Quantities
import Specification
import Technology

// From a spec and a technology to a network.
extension ResistiveNetwork {
  /// The largest number of nodes or rows a layer may have: a guard against typing errors, far above any chip.
  package static let maximumLayerSize = 1 << 20
  /// The largest number of synapse devices: thirty times those of the largest published chip, 35 million (Ambrogio et al.
  /// 2023, doi 10.1038/s41586-023-06337-5).
  package static let maximumDevices = 1_000_000_000

  /// Infers the network of a spec on a technology: shapes from the spec; read law, conductance range and
  /// rectifier from the technology.
  /// - Throws: every error of ``diagnostics(spec:technology:)`` at once; warnings do not throw.
  package init(spec: ChipSpec, technology: Technology) throws(DiagnosticsError) {
    let errors = Self.diagnostics(spec: spec, technology: technology).filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(errors) }
    let network = spec.network
    let (low, high) = (technology.device.minimumConductance.value, technology.device.maximumConductance.value)
    self.init(
      input: InputLayer(
        shape: network.input.shape.value, encoding: network.input.encoding,
        fullScale: network.input.fullScale.value),
      bias: network.bias?.value,
      hidden: network.hidden.map {
        HiddenLayer(
          units: $0.value.units, gain: $0.value.gain, reverseGain: $0.value.reverseGain,
          rectifiers: $0.value.rectifiers)
      },
      output: Self.output(spec),
      nonlinearityVoltage: technology.device.nonlinearityVoltage?.value,
      rectifier: Rectifier(
        onConductance: technology.neuron.onResistance.value.conductance,
        forwardVoltage: technology.neuron.forwardVoltage.value),
      conductanceRange: low...high)
  }

  private static func output(_ spec: ChipSpec) -> OutputLayer {
    let output = spec.network.output
    var layer = OutputLayer(classes: output.classes.value, encoding: output.encoding, target: output.target)
    layer.targets = output.targets
    layer.cost = spec.training.cost.value
    layer.nudge = spec.training.nudge?.value.kind ?? .spring
    layer.readGain = output.readGain
    return layer
  }

  /// What does not fit between a spec and a technology, errors and warnings, in the order of the spec.
  package static func diagnostics(spec: ChipSpec, technology: Technology) -> [Diagnostic] {
    var found: [Diagnostic] = []
    found += shapeDiagnostics(spec.network)
    found += voltageDiagnostics(spec.network, technology.device)
    if let diagnostic = readLawDiagnostic(spec, technology.device) { found.append(diagnostic) }
    // Drivers, read limits and wire currents are laid out for values of 0…1.
    if let normalize = spec.data.normalize {
      found.append(
        Diagnostic(
          .error, "GD0422",
          "a resistive network's drivers put values of 0 to 1 on the rows, which normalized values leave; leave "
            + "normalize out and set the size of the inputs by full-scale", at: normalize.location))
    }
    let largestGain = technology.neuron.maximumGain.value.si
    for layer in spec.network.hidden where layer.value.gain > largestGain {
      found.append(
        Diagnostic(
          .error, "GD0403",
          "gain \(layer.value.gain) is above the largest gain of neuron '\(technology.neuron.name)', \(largestGain)",
          at: layer.location, suggestion: "gain: \(largestGain)"))
    }
    found += trainingDiagnostics(spec, technology)
    found += engineDiagnostics(spec, technology)
    found += operationDiagnostics(spec, technology)
    return found
  }

  private static func shapeDiagnostics(_ network: NetworkSpec) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func check(_ size: Int, _ what: String, _ location: SourceLocation) {
      guard size < 1 || size > maximumLayerSize else { return }
      found.append(
        Diagnostic(
          .error, "GD0410", "\(what) is \(size); expected 1 to \(maximumLayerSize)", at: location))
    }
    let shape = network.input.shape
    let product = Int.saturatingProduct(shape.value)
    // An empty shape would be a scalar input, which no data set has.
    check(
      shape.value.contains { $0 < 1 } || shape.value.isEmpty ? 0 : product, "the input size", shape.location)
    for layer in network.hidden { check(layer.value.units, "the number of neurons", layer.location) }
    for layer in network.hidden where !(layer.value.gain > 0 && layer.value.gain.isFinite) {
      found.append(
        Diagnostic(
          .error, "GD0403", "gain \(layer.value.gain) is not a positive number", at: layer.location))
    }
    let outputs = network.output.targets == .label ? "classes" : "values"
    check(network.output.classes.value, "the number of \(outputs)", network.output.classes.location)
    guard found.isEmpty else { return found }
    let devices = deviceCount(network)
    if devices > Double(maximumDevices) {
      found.append(
        Diagnostic(
          .error, "GD0490",
          "the network has \(Ratio(si: devices).formatted(digits: 3)) synapse devices; at most \(maximumDevices) are "
            + "taken, and the largest published chip of this kind has 35 million",
          at: largestConnection(network)))
    }
    return found
  }

  /// Rows and columns of every connection, as numbers that do not overflow, with the place of the layer it leads to.
  private static func connections(
    _ network: NetworkSpec
  ) -> [(rows: Double, columns: Double, place: SourceLocation)] {
    let inputs = network.input.shape.value.reduce(1.0) { $0 * Double($1) }
    let output = OutputLayer(
      classes: network.output.classes.value, encoding: network.output.encoding, target: network.output.target)
    let bias = network.bias == nil ? 0.0 : 2.0
    let layers = network.hidden.map { (Double($0.value.units), $0.location) }
    let rows = [network.input.encoding == .complementary ? 2 * inputs : inputs] + layers.map(\.0)
    return zip(rows, layers + [(Double(output.nodeCount), network.output.classes.location)]).map {
      (rows: $0 + bias, columns: $1.0, place: $1.1)
    }
  }

  private static func deviceCount(_ network: NetworkSpec) -> Double {
    connections(network).reduce(0) { $0 + $1.rows * $1.columns }
  }

  private static func largestConnection(_ network: NetworkSpec) -> SourceLocation? {
    connections(network).max { $0.rows * $0.columns < $1.rows * $1.columns }?.place
  }

  private static func voltageDiagnostics(_ network: NetworkSpec, _ device: SynapseDevice) -> [Diagnostic] {
    let limit = device.maximumReadVoltage.value
    var found: [Diagnostic] = []
    func check(_ voltage: Located<Voltage>, _ what: String) {
      guard voltage.value > limit else { return }
      found.append(
        Diagnostic(
          .warning, "GD0405",
          "\(what) of \(voltage.value) is above the read limit of device '\(device.name)', \(limit): reading may disturb "
            + "the conductances",
          at: voltage.location, suggestion: "\(limit)"))
    }
    check(network.input.fullScale, "the input's full scale")
    if let bias = network.bias { check(bias, "the bias") }
    return found
  }

  /// v₀ over the largest source voltage V, above which a read law is refused. It then differs from Ohm's by less than
  /// (V/v₀)²/6 = 2·10⁻⁷ of the current, while sums of e^{±v/v₀} know a voltage only to a few 10⁻¹⁶ v₀, which beyond this
  /// is more than checks of the netlist allow (10⁻¹² V).
  static let largestNonlinearityRatio = 1000.0

  private static func readLawDiagnostic(_ spec: ChipSpec, _ device: SynapseDevice) -> Diagnostic? {
    let largest = max(spec.network.input.fullScale.value, spec.network.bias?.value ?? .zero)
    guard let v0 = device.nonlinearityVoltage?.value, largest > .zero,
      v0.si > largestNonlinearityRatio * largest.si
    else { return nil }
    return Diagnostic(
      .error, "GD0270",
      "device '\(device.name)' has a nonlinearity-voltage of \(v0), more than \(Int(largestNonlinearityRatio)) times the "
        + "largest source voltage of \(largest): its current differs from Ohm's law by less than a millionth, which no "
        + "simulator can tell; expected a linear device", at: spec.technology.location,
      suggestion: "nonlinearity-voltage: linear")
  }

  private static func trainingDiagnostics(_ spec: ChipSpec, _ technology: Technology) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let nudge = spec.training.nudge, case .spring(let conductance) = nudge.value,
      let limit = technology.peripherals.maximumNudge?.value, conductance > limit
    {
      found.append(
        Diagnostic(
          .error, "GD0404",
          "the nudge conductance \(conductance) is above the largest of technology '\(technology.name)', "
            + "\(limit)", at: nudge.location, suggestion: "\(limit)"))
    }
    let device = technology.device
    let (low, high) = (device.minimumConductance.value, device.maximumConductance.value)
    if let located = spec.training.initial, case let initial = located.value,
      initial.low < low || initial.high > high || initial.low > initial.high
    {
      found.append(
        Diagnostic(
          .error, "GD0402",
          "initial conductances from \(initial.low) to \(initial.high) are not a range inside that of device "
            + "'\(device.name)', \(low) to \(high)", at: located.location,
          suggestion: "{ low: \(low), high: \(high) }"))
    }
    let rates = spec.training.learningRates
    let connections = spec.network.hidden.count + 1
    if spec.training.relativeRates == nil, rates.value.count != 1, rates.value.count != connections {
      found.append(
        Diagnostic(
          .error, "GD0407",
          "\(rates.value.count) learning rates for \(connections) connections; expected 1 or \(connections)",
          at: rates.location))
    }
    found += costDiagnostics(spec)
    let effect = nudgeEffect(spec, technology)
    let relaxation = spec.training.relaxation
    let tolerance = relaxation.value.tolerance
    if relaxation.value.sweeps == nil, tolerance > 0.01 * effect, effect > 0 {
      let fitting = Ratio(si: 0.001 * effect).formatted(digits: 1)
      found.append(
        Diagnostic(
          .warning, "GD0411",
          "the relaxation's tolerance of \(Ratio(si: tolerance)) is more than a hundredth of what the nudge does to "
            + "the first layer (about \(Ratio(si: effect).formatted(digits: 2))): the gradients of the layers before the "
            + "output will be wrong", at: relaxation.location, suggestion: "tolerance: \(fitting)"))
    }
    return found
  }

  /// Costs that the nudge cannot have.
  private static func costDiagnostics(_ spec: ChipSpec) -> [Diagnostic] {
    let training = spec.training
    var found: [Diagnostic] = []
    if case .crossEntropy = training.cost.value, training.rule.value != "backprop",
      training.nudge?.value.kind != .current
    {
      found.append(
        Diagnostic(
          .error, "GD0426",
          "a spring pulls an output by its distance from the target, which is the derivative of the squared cost; the "
            + "cross-entropy needs a nudge that takes any current, training: { nudge: { kind: current, amplitude: 50 mV } }",
          at: training.cost.location, suggestion: "{ kind: squared }"))
    }
    return found
  }

  /// A rough size of the residual current that the nudge causes at the first layer, in the units of the
  /// relaxation's tolerance: β y over the output's conductance, then layer by layer back, with random signs.
  private static func nudgeEffect(_ spec: ChipSpec, _ technology: Technology) -> Double {
    guard let nudge = spec.training.nudge?.value else { return 0 }
    let network = spec.network
    let bias = network.bias == nil ? 0.0 : 2.0
    let source = max(network.input.fullScale.value, network.bias?.value ?? .zero).si
    let device = technology.device
    let range = spec.training.initial.map { ($0.value.low, $0.value.high) }
    let (low, high) = range ?? (device.minimumConductance.value, device.maximumConductance.value)
    let typical = 0.5 * (low.si + high.si)
    let inputs = Double(
      network.input.shape.value.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue })
    let rows =
      [network.input.encoding == .complementary ? 2 * inputs : inputs]
      + network.hidden.map { Double($0.value.units) }
    let output = OutputLayer(
      classes: network.output.classes.value, encoding: network.output.encoding, target: network.output.target)
    let outputs = (rows[network.hidden.count] + bias) * typical
    var effect =
      switch nudge {
      case .spring(let conductance): conductance.si * network.output.target.si / (outputs * source)
      case .current(let amplitude): amplitude.si / source
      }
    for k in network.hidden.indices.reversed() {
      let behind = k + 1 < network.hidden.count ? rows[k + 2] : Double(output.nodeCount)
      let gain = network.hidden[k].value.gain
      let reverse = network.hidden[k].value.reverseGain ?? 1 / gain
      effect *= reverse * behind.squareRoot() / (rows[k] + bias + gain * reverse * behind)
    }
    return effect.isFinite ? effect : 0
  }
}

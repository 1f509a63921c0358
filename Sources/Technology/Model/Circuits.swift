import Quantities

/// The circuit of a hidden neuron: a rectifier to ground, and an optional bidirectional amplifier behind it.
public struct NeuronCircuit: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Resistance of the conducting rectifier.
  public var onResistance: Cited<Resistance>
  /// Forward voltage V_f at which the rectifier starts to conduct: an excitatory node is held above −V_f, an
  /// inhibitory one below +V_f. 0 for an active rectifier.
  public var forwardVoltage: Cited<Voltage>
  /// Largest current the rectifier can sink or source; nil = not limited (ideal).
  public var maximumCurrent: Cited<Current>?
  /// Largest voltage gain of the amplifier.
  public var maximumGain: Cited<Ratio>
  /// Capacitance of the node.
  public var nodeCapacitance: Cited<Capacitance>
  /// Layout area of one neuron (rectifier and amplifier).
  public var area: Cited<Area>
  /// How the neurons of a chip differ from this nominal one.
  public var variability = NeuronVariability()
}

/// Circuits around the arrays.
public struct Peripherals: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Output resistance of a row driver (used with wire models other than `none`).
  public var driverResistance: Cited<Resistance>
  /// Largest current of a row driver; nil = not limited (ideal).
  public var driverMaximumCurrent: Cited<Current>?
  /// Layout area of a row driver.
  public var driverArea: Cited<Area>
  /// Input capacitance of an output's sense circuit.
  public var senseCapacitance: Cited<Capacitance>
  /// Layout area of an output's sense circuit.
  public var senseArea: Cited<Area>
  /// Layout area of an output's nudge circuit.
  public var nudgeArea: Cited<Area>
  /// Largest nudge conductance; nil = not limited (ideal).
  public var maximumNudge: Cited<Conductance>?
  /// How the circuits of a chip differ from these nominal ones.
  public var variability = PeripheralVariability()
  /// What each kind of circuit costs. A role that is left out has no price, which is not the same as a price of 0.
  public var components: [ComponentRole: Component] = [:]
}

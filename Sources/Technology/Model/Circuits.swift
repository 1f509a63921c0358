import Quantities

/// The circuit of a hidden neuron: a rectifier to ground, and an optional bidirectional amplifier behind it.
package struct NeuronCircuit: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Resistance of the conducting rectifier.
  package var onResistance: Cited<Resistance>
  /// Forward voltage V_f at which the rectifier starts to conduct: an excitatory node is held above −V_f, an
  /// inhibitory one below +V_f. 0 for an active rectifier.
  package var forwardVoltage: Cited<Voltage>
  /// Largest current the rectifier can sink or source; nil = not limited (ideal).
  package var maximumCurrent: Cited<Current>?
  /// Largest voltage gain of the amplifier.
  package var maximumGain: Cited<Ratio>
  /// Capacitance of the node.
  package var nodeCapacitance: Cited<Capacitance>
  /// Layout area of one neuron (rectifier and amplifier).
  package var area: Cited<Area>
  /// How the neurons of a chip differ from this nominal one.
  package var variability = NeuronVariability()
}

/// Circuits around the arrays.
package struct Peripherals: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Output resistance of a row driver (used with wire models other than `none`).
  package var driverResistance: Cited<Resistance>
  /// Largest current of a row driver; nil = not limited (ideal).
  package var driverMaximumCurrent: Cited<Current>?
  /// Layout area of a row driver.
  package var driverArea: Cited<Area>
  /// Input capacitance of an output's sense circuit.
  package var senseCapacitance: Cited<Capacitance>
  /// Layout area of an output's sense circuit.
  package var senseArea: Cited<Area>
  /// Layout area of an output's nudge circuit.
  package var nudgeArea: Cited<Area>
  /// Largest nudge conductance; nil = not limited (ideal).
  package var maximumNudge: Cited<Conductance>?
  /// How the circuits of a chip differ from these nominal ones.
  package var variability = PeripheralVariability()
  /// What each kind of circuit costs. A role that is left out has no price, which is not the same as a price of 0.
  package var components: [ComponentRole: Component] = [:]
}

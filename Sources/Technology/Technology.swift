import Quantities

/// Where a constant comes from.
public enum Provenance: Sendable, Hashable {
  /// Published: the key of the library's source list, and the reference in full.
  case citation(key: String, reference: String)
  /// Ours: why this value was assumed. Reports that use it say so.
  case assumption(String)
}

/// A constant with its origin.
public struct Cited<Value: Sendable>: Sendable {
  /// The constant.
  public var value: Value
  /// Where it comes from.
  public var provenance: Provenance

  /// Makes a constant.
  public init(_ value: Value, _ provenance: Provenance) {
    (self.value, self.provenance) = (value, provenance)
  }
}

/// Everything about how and of what a chip is made: one process, one synapse device, one neuron circuit and
/// the circuits around the arrays.
public struct Technology: Sendable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// The CMOS process and its wires.
  public var process: Process
  /// The element that holds a weight.
  public var device: SynapseDevice
  /// The rectifier and amplifier of a hidden neuron.
  public var neuron: NeuronCircuit
  /// Drivers, sense and nudge circuits.
  public var peripherals: Peripherals
}

/// A CMOS process, as far as crossbars need it.
public struct Process: Sendable {
  public var name: String
  public var summary: String
  /// Minimum feature (drawn gate length).
  public var node: Cited<Length>
  /// Nominal supply.
  public var supply: Cited<Voltage>
  /// Wires of crossbar rows.
  public var rowWire: Wire
  /// Wires of crossbar columns.
  public var columnWire: Wire
  /// Wires between tiles.
  public var trunkWire: Wire
}

/// A wire of a metal layer at the width used.
public struct Wire: Sendable {
  /// Metal layer.
  public var layer: String
  /// Sheet resistance.
  public var sheetResistance: Cited<SheetResistance>
  /// Drawn width.
  public var width: Cited<Length>
  /// Capacitance to everything around.
  public var capacitance: Cited<CapacitancePerLength>
  /// Largest direct current (electromigration), for this width; nil = not limited (ideal).
  public var maximumCurrent: Cited<Current>?

  /// Resistance of a length.
  public var resistancePerLength: ResistancePerLength { sheetResistance.value / width.value }
}

/// A memristive device: conductance range, read law, write law, size.
public struct SynapseDevice: Sendable {
  public var name: String
  public var summary: String
  /// Lowest conductance it is programmed to.
  public var minimumConductance: Cited<Conductance>
  /// Highest conductance it is programmed to.
  public var maximumConductance: Cited<Conductance>
  /// v₀ of the read law I = g v₀ sinh(v / v₀); nil = linear, I = g v.
  public var nonlinearityVoltage: Cited<Voltage>?
  /// Largest |v| that does not disturb the state.
  public var maximumReadVoltage: Cited<Voltage>
  /// Write dynamics; nil = a device that is not written by voltage (ideal).
  public var write: WriteDynamics?
  /// Cell size along a row (pitch of the columns).
  public var cellWidth: Cited<Length>
  /// Cell size along a column (pitch of the rows).
  public var cellHeight: Cited<Length>
}

/// Threshold write dynamics with smooth thresholds (after VTEAM: Kvatinsky, Ramadan, Friedman, Kolodny,
/// IEEE TCAS-II 62(8), 786 (2015), doi 10.1109/TCSII.2015.2433536), state x in 0…1:
///
/// dx/dt = k_set (d_set/V_set)^a (1 − x) − k_reset (d_reset/|V_reset|)^b x, with the smooth overdrives
/// d_set = δ ln(1 + exp((v − V_set)/δ)) and d_reset = δ ln(1 + exp((V_reset − v)/δ)); g = g_min + (g_max − g_min) x.
public struct WriteDynamics: Sendable {
  /// V_set > 0.
  public var setThreshold: Cited<Voltage>
  /// V_reset < 0.
  public var resetThreshold: Cited<Voltage>
  /// k_set, 1/s.
  public var setRate: Cited<Frequency>
  /// k_reset, 1/s.
  public var resetRate: Cited<Frequency>
  /// a.
  public var setExponent: Cited<Ratio>
  /// b.
  public var resetExponent: Cited<Ratio>
  /// δ, the width of the smooth threshold.
  public var thresholdWidth: Cited<Voltage>
}

/// The circuit of a hidden neuron: a rectifier to ground, and an optional bidirectional amplifier behind it.
public struct NeuronCircuit: Sendable {
  public var name: String
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
}

/// Circuits around the arrays.
public struct Peripherals: Sendable {
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
}

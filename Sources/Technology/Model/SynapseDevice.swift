import Quantities

/// A memristive device: conductance range, read law, write law, size.
package struct SynapseDevice: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Lowest conductance it is programmed to.
  package var minimumConductance: Cited<Conductance>
  /// Highest conductance it is programmed to.
  package var maximumConductance: Cited<Conductance>
  /// v₀ of the read law I = g v₀ sinh(v / v₀); nil = linear, I = g v.
  package var nonlinearityVoltage: Cited<Voltage>?
  /// Largest |v| that does not disturb the state.
  package var maximumReadVoltage: Cited<Voltage>
  /// Write dynamics; nil = a device that is not written by voltage (ideal).
  package var write: WriteDynamics?
  /// Capacitance between its two terminals.
  package var capacitance: Cited<Capacitance>
  /// Cell size along a row (pitch of the columns).
  package var cellWidth: Cited<Length>
  /// Cell size along a column (pitch of the rows).
  package var cellHeight: Cited<Length>
  /// How real devices differ from this nominal one.
  package var variability = DeviceVariability()
  /// Write pulses that a device stands; nil = not stated.
  package var endurance: Cited<Ratio>?
  /// Energy of one pulse, where it was measured; nil = it follows from the pulse and the conductance.
  package var pulseEnergy: PulseEnergy?
  /// Capacitance of the gate of the cell's select transistor to its word line; nil = a cell without a transistor.
  package var accessGateCapacitance: Cited<Capacitance>?

  /// Current that the cell's select transistor lets through while it is written; nil = not limited.
  package var maximumWriteCurrent: Cited<Current>?

  /// Whether its cells stand between two lines without a transistor that keeps pulses from the others.
  package var isCrossPoint: Bool { accessGateCapacitance == nil }

  /// The pulse of a direction, where it is stated.
  package func pulse(up: Bool) -> WritePulse? {
    up ? variability.pulses?.setPulse : variability.pulses?.resetPulse
  }

  /// Size of the current at a voltage across the cell: the read law g v₀ sinh(V/v₀), as far as the select transistor lets
  /// it through.
  package func writeCurrent(_ voltage: Voltage, at conductance: Conductance) -> Current {
    let current = MemristorModel(self).current(
      Voltage(si: abs(voltage.si)), conductance: conductance)
    return min(current, maximumWriteCurrent?.value ?? current)
  }

  /// Conductance from which on the select transistor limits a pulse; infinite where nothing does.
  package func complianceConductance(ofPulseUp up: Bool) -> Conductance {
    guard let limit = maximumWriteCurrent?.value, let voltage = pulse(up: up)?.voltage.value else {
      return Conductance(si: .infinity)
    }
    let perSiemens = MemristorModel(self).current(
      Voltage(si: abs(voltage.si)), conductance: Conductance(si: 1))
    return Conductance(si: limit / perSiemens)
  }

  /// Energy of one write pulse at a conductance, in the cell and its transistor: as measured, or V I(V) t of the stated
  /// pulse with the current of ``writeCurrent(_:at:)``, which neglects that the conductance moves during it; nil if neither
  /// is stated.
  package func energy(ofPulseUp up: Bool, at conductance: Conductance) -> Cited<Energy>? {
    if let pulseEnergy { return up ? pulseEnergy.set : pulseEnergy.reset }
    guard let pulse = pulse(up: up) else { return nil }
    let voltage = Voltage(si: abs(pulse.voltage.value.si))
    return Cited(
      voltage * writeCurrent(voltage, at: conductance) * pulse.width.value, pulse.voltage.provenance,
      note: "V I(V) t of \(pulse.voltage.value) for \(pulse.width.value), the read law taken beyond its range"
        + (maximumWriteCurrent.map { ", \($0.value) at most" } ?? ""))
  }

  /// Energy in one half-selected cell during a pulse: V/2 I(V/2) t; zero for cells with a transistor, nil where the pulse
  /// is not stated.
  package func energy(ofHalfSelectedPulseUp up: Bool, at conductance: Conductance) -> Energy? {
    guard let pulse = pulse(up: up) else { return nil }
    guard isCrossPoint else { return .zero }
    let half = Voltage(si: 0.5 * abs(pulse.voltage.value.si))
    return half * writeCurrent(half, at: conductance) * pulse.width.value
  }

  /// Lowest to highest conductance; the two must be in order, which every loaded device's are.
  package var conductanceRange: ClosedRange<Conductance> {
    minimumConductance.value...maximumConductance.value
  }
}

/// Measured energy of one write pulse.
package struct PulseEnergy: Sendable, Equatable {
  /// Of a pulse that raises the conductance.
  package var set: Cited<Energy>
  /// Of a pulse that lowers it.
  package var reset: Cited<Energy>
}

/// Threshold write dynamics with smooth thresholds (after VTEAM: Kvatinsky, Ramadan, Friedman, Kolodny,
/// IEEE TCAS-II 62(8), 786 (2015), doi 10.1109/TCSII.2015.2433536), state x in 0…1:
///
/// dx/dt = k_set (d_set/V_set)^a (1 − x) − k_reset (d_reset/|V_reset|)^b x, with the smooth overdrives
/// d_set = δ ln(1 + exp((v − V_set)/δ)) and d_reset = δ ln(1 + exp((V_reset − v)/δ)); g = g_min + (g_max − g_min) x.
///
/// ``MemristorModel`` computes it.
package struct WriteDynamics: Sendable, Equatable {
  /// V_set > 0.
  package var setThreshold: Cited<Voltage>
  /// V_reset < 0.
  package var resetThreshold: Cited<Voltage>
  /// k_set, 1/s.
  package var setRate: Cited<Frequency>
  /// k_reset, 1/s.
  package var resetRate: Cited<Frequency>
  /// a.
  package var setExponent: Cited<Ratio>
  /// b.
  package var resetExponent: Cited<Ratio>
  /// δ, the width of the smooth threshold.
  package var thresholdWidth: Cited<Voltage>
}

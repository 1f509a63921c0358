import Quantities

/// A memristive device: conductance range, read law, write law, size.
public struct SynapseDevice: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
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
  /// Capacitance between its two terminals.
  public var capacitance: Cited<Capacitance>
  /// Cell size along a row (pitch of the columns).
  public var cellWidth: Cited<Length>
  /// Cell size along a column (pitch of the rows).
  public var cellHeight: Cited<Length>
  /// How real devices differ from this nominal one.
  public var variability = DeviceVariability()
  /// Write pulses that a device stands; nil = not stated.
  public var endurance: Cited<Ratio>?
  /// Energy of one pulse, where it was measured; nil = it follows from the pulse and the conductance.
  public var pulseEnergy: PulseEnergy?
  /// Capacitance of the gate of the cell's select transistor to its word line; nil = a cell without a transistor.
  public var accessGateCapacitance: Cited<Capacitance>?

  /// Energy of one write pulse at a conductance: as measured, or g V² t of the stated pulse, which neglects that the
  /// conductance moves during it; nil if neither is stated.
  public func energy(ofPulseUp up: Bool, at conductance: Conductance) -> Cited<Energy>? {
    if let pulseEnergy { return up ? pulseEnergy.set : pulseEnergy.reset }
    guard let pulses = variability.pulses, let pulse = up ? pulses.setPulse : pulses.resetPulse else {
      return nil
    }
    let voltage = pulse.voltage.value
    return Cited(
      voltage * (conductance * voltage) * pulse.width.value, pulse.voltage.provenance,
      note: "g V^2 t of \(voltage) for \(pulse.width.value)")
  }

  /// Lowest to highest conductance; the two must be in order, which every loaded device's are.
  public var conductanceRange: ClosedRange<Conductance> {
    minimumConductance.value...maximumConductance.value
  }
}

/// Measured energy of one write pulse.
public struct PulseEnergy: Sendable, Equatable {
  /// Of a pulse that raises the conductance.
  public var set: Cited<Energy>
  /// Of a pulse that lowers it.
  public var reset: Cited<Energy>
}

/// Threshold write dynamics with smooth thresholds (after VTEAM: Kvatinsky, Ramadan, Friedman, Kolodny,
/// IEEE TCAS-II 62(8), 786 (2015), doi 10.1109/TCSII.2015.2433536), state x in 0…1:
///
/// dx/dt = k_set (d_set/V_set)^a (1 − x) − k_reset (d_reset/|V_reset|)^b x, with the smooth overdrives
/// d_set = δ ln(1 + exp((v − V_set)/δ)) and d_reset = δ ln(1 + exp((V_reset − v)/δ)); g = g_min + (g_max − g_min) x.
///
/// ``MemristorModel`` computes it.
public struct WriteDynamics: Sendable, Equatable {
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

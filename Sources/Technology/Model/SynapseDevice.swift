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

  /// Lowest to highest conductance; the two must be in order, which every loaded device's are.
  public var conductanceRange: ClosedRange<Conductance> {
    minimumConductance.value...maximumConductance.value
  }
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

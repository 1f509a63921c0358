import Expressions
import Quantities

/// The physics of a ``SynapseDevice`` as formulas: what its current is and how its state moves.
///
/// It is written here and nowhere else. Netlists and Verilog-A print these formulas; ``MemristorModel``, the read law of
/// networks and the solvers' kernels compute the same by hand for speed, and tests compare them with these.
package struct MemristorLaw: Sendable, Hashable {
  /// Whether the current is proportional to the voltage.
  package var isLinear: Bool
  /// Whether voltages move the state.
  package var isWritten: Bool

  /// The law of a device.
  package init(_ device: SynapseDevice) {
    self.init(isLinear: device.nonlinearityVoltage == nil, isWritten: device.write != nil)
  }

  /// A law by its kind.
  package init(isLinear: Bool, isWritten: Bool = false) {
    (self.isLinear, self.isWritten) = (isLinear, isWritten)
  }

  // MARK: reading

  /// I/(g v₀) as a function of u = v/v₀: the shape of the read law, from which all else about reading follows.
  private static let shape: Formula = .sinh("u")

  /// Voltages up to which Verilog-A follows the shape, in units of v₀; beyond it goes on as its tangent, so that no step of
  /// Newton's method overflows.
  package static let continuedFrom = 40.0

  /// I/g in volts at the voltage `v`: v₀ sinh(v/v₀), or v.
  package var drive: Formula { isLinear ? "v" : "v0" * Self.shape.replacing(["u": "v" / "v0"]) }

  /// I in amperes of a cell with the conductance `g`.
  package var current: Formula {
    isLinear ? "g" * "v" : "g" * "v0" * Self.shape.replacing(["u": "v" / "v0"])
  }

  /// φ in V², the integral of ``drive`` over the voltage: v₀²(cosh(v/v₀) − 1), or ½v². 2 sinh²(x/2) is cosh x − 1 without
  /// the cancellation at small x.
  package var content: Formula {
    let half: Formula = .sinh(0.5 * "v" / "v0")
    return isLinear ? 0.5 * "v" * "v" : 2 * "v0" * "v0" * half * half
  }

  /// ``drive`` for Newton's method, as the last of some definitions.
  package var boundedDrive: [Definition] {
    guard !isLinear else { return [Definition("drive", drive)] }
    return [
      Definition("u", "v" / "v0"),
      Definition("bounded", .min(.max("u", .number(-Self.continuedFrom)), .number(Self.continuedFrom))),
      Definition("drive", "v0" * Self.shape.continuedLinearly(in: "u", bounded: "bounded")),
    ]
  }

  /// Charge between the electrodes.
  package var charge: Formula { "c" * "v" }

  // MARK: the state

  /// Both ends of a device's range, and the state of the conductance `g` that it was programmed to.
  package let range: [Definition] = [
    Definition("low", "g_min" * "g_min_factor"), Definition("high", "g_max" * "g_max_factor"),
    Definition("programmed", ("g" - "low") / ("high" - "low")),
  ]

  /// Conductance at a state, in a form that is exactly `g` at the programmed one.
  package let conductance: Formula = "g" + ("high" - "low") * ("state" - "programmed")

  /// What pins the state where it does not move: 0 at the programmed one.
  package let pinnedState: Formula = "state" - "programmed"

  /// dx/dt in 1/s (``WriteDynamics``), as the last of some definitions; empty for a device that voltages do not write.
  package var stateRate: [Definition] {
    guard isWritten else { return [] }
    return [
      Definition("us", ("v" - "v_set") / "threshold_width"),
      Definition("ur", ("v_reset" - "v") / "threshold_width"),
      Definition("ds", overdrive("us", threshold: "v_set")),
      Definition("dr", overdrive("ur", threshold: -"v_reset")),
      Definition(
        "rate",
        "rate_factor"
          * ("k_set" * power("ds", "a_set") * (1 - "state") - "k_reset" * power("dr", "a_reset") * "state")),
    ]
  }

  /// κ x and κ dx/dt: the state as the charge of a capacitor and its rate as a current, so that what simulators take for equal
  /// means something. With κ = 1 pF the 1 pA that they usually leave of a current is a rate of 1/s, a millionth of the range in
  /// the microsecond of a write, where a writing of 10⁸/s is 0.1 mA; with κ = 1 F it was 10⁻¹² of a rate that no device has.
  package let stateCharge: Formula = .number(Self.stateCapacitance) * "state"
  package let stateFlow: Formula = .number(Self.stateCapacitance) * "rate"
  /// κ, farads.
  package static let stateCapacitance = 1e-12

  /// δ ln(1 + exp u)/V. ln(1 + exp u) is written as max(u, 0) + ln(1 + exp(−|u|)), which does not overflow; the 1e-30
  /// keeps the logarithm of ``power(_:_:)`` finite where an overdrive underflows to 0.
  private func overdrive(_ u: Formula, threshold: Formula) -> Formula {
    "threshold_width" * (.max(u, 0) + .ln(1 + .exp(-.abs(u)))) / threshold + 1e-30
  }

  private func power(_ base: Formula, _ exponent: Formula) -> Formula { .exp(exponent * .ln(base)) }

  /// Units of all symbols.
  package static let units: [String: Exponents] = [
    "v": Voltage.exponents, "v0": Voltage.exponents, "g": Conductance.exponents, "c": Capacitance.exponents,
    "g_min": Conductance.exponents, "g_max": Conductance.exponents, "g_min_factor": .none,
    "g_max_factor": .none, "rate_factor": .none, "state": .none, "v_set": Voltage.exponents,
    "v_reset": Voltage.exponents, "threshold_width": Voltage.exponents, "k_set": Frequency.exponents,
    "k_reset": Frequency.exponents, "a_set": .none, "a_reset": .none,
  ]
}

import Foundation
import Quantities

/// The current of a synapse: I = g v₀ sinh(v/v₀), or I = g v for a linear device.
///
/// The physics is written in `MemristorLaw`; here it is by hand, with the same operations, because loops over single
/// synapses ask for it. A test compares the two bit by bit.
package struct ReadLaw: Sendable, Hashable {
  /// v₀; nil = linear.
  package var nonlinearityVoltage: Voltage?

  /// Makes a law; nil is Ohm's.
  package init(nonlinearityVoltage: Voltage?) { self.nonlinearityVoltage = nonlinearityVoltage }

  /// I/g in volts for a voltage in volts: v₀ sinh(v/v₀), or v.
  package func currentPerConductance(_ volts: Double) -> Double {
    guard let v0 = nonlinearityVoltage?.si else { return volts }
    return v0 * sinh(volts / v0)
  }

  /// dI/dv over g: cosh(v/v₀), or 1.
  package func slopePerConductance(_ volts: Double) -> Double {
    guard let v0 = nonlinearityVoltage?.si else { return 1 }
    return cosh(volts / v0)
  }

  /// φ in V²: the integral of ``currentPerConductance(_:)`` from 0, v₀²(cosh(v/v₀) − 1) or ½v².
  package func content(_ volts: Double) -> Double {
    guard let v0 = nonlinearityVoltage?.si else { return 0.5 * volts * volts }
    // 2 sinh²(x/2) = cosh x − 1 without the cancellation at small x.
    let half = sinh(0.5 * volts / v0)
    return 2 * v0 * v0 * half * half
  }
}

import Foundation
import Quantities

/// The equations of a ``SynapseDevice``: current, state rate, and their derivatives.
///
/// This is the reference that emitted device models are compared with, point by point. They are printed from the formulas
/// of ``MemristorLaw``; here the same is written by hand, because it is asked for single pulses and voltages, keeps digits
/// that the formulas need not (log1p, expm1), and so that the comparison has two sides. Tests hold it to the formulas.
///
/// ```swift
/// let model = MemristorModel(technology.device)
/// let i = model.current(Voltage(si: 0.2), conductance: model.conductance(state: 0.5))
/// ```
package struct MemristorModel: Sendable {
  /// The device whose equations these are.
  package let device: SynapseDevice

  private let minimum, maximum: Double
  private let v0: Double?
  private let writing: Writing?

  /// Makes the model of a device.
  package init(_ device: SynapseDevice) {
    self.device = device
    minimum = device.minimumConductance.value.si
    maximum = device.maximumConductance.value.si
    v0 = device.nonlinearityVoltage?.value.si
    writing = device.write.map(Writing.init)
  }

  // MARK: Reading

  /// g = g_min + (g_max − g_min) x.
  package func conductance(state x: Double) -> Conductance {
    // Written as a weighted mean so that x = 1 gives g_max exactly.
    Conductance(si: minimum * (1 - x) + maximum * x)
  }

  /// x of a conductance: the inverse of ``conductance(state:)``.
  package func state(conductance g: Conductance) -> Double { (g.si - minimum) / (maximum - minimum) }

  /// I = g v₀ sinh(v/v₀), or g v of a linear device.
  package func current(_ v: Voltage, conductance g: Conductance) -> Current {
    guard let v0 else { return g * v }
    return Current(si: g.si * v0 * sinh(v.si / v0))
  }

  /// dI/dv = g cosh(v/v₀), or g of a linear device.
  package func differentialConductance(_ v: Voltage, conductance g: Conductance) -> Conductance {
    guard let v0 else { return g }
    return Conductance(si: g.si * cosh(v.si / v0))
  }

  /// dI/dx = (g_max − g_min) v₀ sinh(v/v₀), in amperes.
  package func currentByState(_ v: Voltage) -> Current {
    current(v, conductance: Conductance(si: maximum - minimum))
  }

  // MARK: Writing

  /// dx/dt; 0 for a device that is not written by voltage.
  package func stateRate(_ v: Voltage, state x: Double) -> Frequency {
    guard let writing else { return .zero }
    return Frequency(si: writing.set(v.si).rate * (1 - x) - writing.reset(v.si).rate * x)
  }

  /// ∂(dx/dt)/∂v, in 1/(s·V).
  package func stateRateByVoltage(_ v: Voltage, state x: Double) -> Double {
    guard let writing else { return 0 }
    return writing.set(v.si).slope * (1 - x) - writing.reset(v.si).slope * x
  }

  /// ∂(dx/dt)/∂x, which does not depend on x.
  package func stateRateByState(_ v: Voltage) -> Frequency {
    guard let writing else { return .zero }
    return Frequency(si: -writing.set(v.si).rate - writing.reset(v.si).rate)
  }

  /// The state after a pulse of constant voltage, exactly: dx/dt is linear in x.
  package func state(after duration: TimeSpan, at v: Voltage, from x: Double) -> Double {
    guard let writing else { return x }
    let (set, reset) = (writing.set(v.si).rate, writing.reset(v.si).rate)
    let total = set + reset
    guard total > 0 else { return x }
    // expm1 keeps the digits of the tiny steps of a read.
    return x - (set / total - x) * expm1(-total * duration.si)
  }
}

/// The two terms of the write law as plain numbers.
private struct Writing: Sendable {
  let setThreshold, resetThreshold, setRate, resetRate, setExponent, resetExponent, width: Double

  init(_ write: WriteDynamics) {
    setThreshold = write.setThreshold.value.si
    resetThreshold = write.resetThreshold.value.si
    setRate = write.setRate.value.si
    resetRate = write.resetRate.value.si
    setExponent = write.setExponent.value.si
    resetExponent = write.resetExponent.value.si
    width = write.thresholdWidth.value.si
  }

  /// k_set (d_set/V_set)^a and its derivative by v.
  func set(_ v: Double) -> (rate: Double, slope: Double) {
    term(excess: v - setThreshold, threshold: setThreshold, rate: setRate, exponent: setExponent)
  }

  /// k_reset (d_reset/|V_reset|)^b and its derivative by v.
  func reset(_ v: Double) -> (rate: Double, slope: Double) {
    let (rate, slope) = term(
      excess: resetThreshold - v, threshold: -resetThreshold, rate: resetRate, exponent: resetExponent)
    return (rate, -slope)
  }

  /// k (δ softplus(e/δ)/V)^n and its derivative by e.
  private func term(
    excess: Double, threshold: Double, rate: Double, exponent: Double
  ) -> (rate: Double, slope: Double) {
    let u = excess / width
    // ln(1 + exp u) without overflow for large u and without cancellation for small.
    let softplus = max(u, 0) + log1p(exp(-abs(u)))
    guard softplus > 0 else { return (0, 0) }
    let logistic = u >= 0 ? 1 / (1 + exp(-u)) : exp(u) / (1 + exp(u))
    let overdrive = width * softplus / threshold
    let value = rate * pow(overdrive, exponent)
    return (value, value * exponent * logistic / (width * softplus))
  }
}

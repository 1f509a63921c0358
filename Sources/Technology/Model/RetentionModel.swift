import Diagnostics
import Foundation
import Quantities

/// What time and temperature do to the conductances of a device.
///
/// ```swift
/// let age = try model.equivalentAge(TimeSpan(si: 86_400), at: Temperature(si: 358))
/// let nu = model.driftExponent(g, normal: xi)
/// let mean = model.drifted(g, exponent: nu, after: age.si)
/// ```
package struct RetentionModel: Sendable {
  /// Boltzmann's constant, J/K (exact by the SI's definition of the kelvin).
  static let boltzmann = 1.380649e-23

  private let device: SynapseDevice
  private let retention: Retention

  /// Makes the model of a device; nil if it states no retention.
  package init?(_ device: SynapseDevice) {
    guard let retention = device.variability.retention else { return nil }
    (self.device, self.retention) = (device, retention)
  }

  // MARK: Age

  /// The age at the temperature of the measurements that is worth an age at another one.
  ///
  /// Arrhenius: t_ref = t exp(E_a/k_B (1/T_ref − 1/T)).
  /// - Parameter temperature: nil = the temperature of the measurements.
  /// - Throws: `GD0312` if the device states no law to another temperature, `GD0313` for an age beyond its table.
  package func equivalentAge(
    _ age: TimeSpan, at temperature: Temperature? = nil
  ) throws(DiagnosticsError) -> TimeSpan {
    let equivalent = age * (try acceleration(temperature))
    if let last = retention.relaxation?.points.last?.time.value, equivalent.si > last.si * (1 + 1e-9) {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0313",
          "the relaxation of device '\(device.name)' is stated up to \(last), not for an age worth \(equivalent)"
        )
      ])
    }
    return equivalent
  }

  /// How many times faster than at the temperature of the measurements.
  private func acceleration(_ temperature: Temperature?) throws(DiagnosticsError) -> Double {
    guard let temperature else { return 1 }
    let law = retention.temperature
    if let law, temperature == law.reference.value { return 1 }
    guard let law, let energy = law.activationEnergy?.value else {
      let stated = law.map { "is stated at \($0.reference.value) only, without an activation energy" }
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0312",
          "the retention of device '\(device.name)' \(stated ?? "is stated without a temperature"), so it is not "
            + "known at \(temperature)")
      ])
    }
    return exp(energy.si / Self.boltzmann * (1 / law.reference.value.si - 1 / temperature.si))
  }

  // MARK: Drift

  /// ν of a device from its programmed conductance in siemens and a standard normal number; 0 without drift.
  ///
  /// The magnitude of mean + spread ξ, as aihwkit takes it: a conductance does not drift upwards.
  package func driftExponent(_ g: Double, normal: Double) -> Double {
    guard let drift = retention.drift, g > 0 else { return 0 }
    let logarithm = log(g / drift.fullScale.value.si)
    return abs(drift.exponent(logarithm) + drift.exponentSpread(logarithm) * normal)
  }

  /// g (t/t₀)^(−ν), in siemens and seconds; g itself before t₀.
  package func drifted(_ g: Double, exponent: Double, after age: Double) -> Double {
    guard let start = retention.drift?.start.value.si, age > start else { return g }
    return g * pow(age / start, -exponent)
  }

  // MARK: Relaxation

  /// Standard deviation that an age adds, in quadrature, to the programming error of a target, in siemens and seconds.
  ///
  /// The measured deviations are interpolated linearly in ln t; before the first measurement nothing is added, after the
  /// last one what it adds.
  package func relaxation(_ target: Double, after age: Double) -> Double {
    guard let points = retention.relaxation?.points, let first = points.first, let last = points.last,
      age >= first.time.value.si
    else { return 0 }
    let total: Double
    if let next = points.firstIndex(where: { $0.time.value.si > age }) {
      let (before, after) = (points[next - 1], points[next])
      let (t0, t1) = (before.time.value.si, after.time.value.si)
      let share = log(age / t0) / log(t1 / t0)
      total = before.deviation(target) * (1 - share) + after.deviation(target) * share
    } else {
      total = last.deviation(target)
    }
    let programmed = device.variability.programming?.deviation(target) ?? 0
    return max(0, total * total - programmed * programmed).squareRoot()
  }
}

import Diagnostics
import Quantities

/// What the device's write procedure misses its target by.
package struct ProgrammingModel: Sendable {
  private let device: String
  private let error: ProgrammingError

  /// Makes the model of a device; nil if it states no programming error.
  package init?(_ device: SynapseDevice) {
    guard let error = device.variability.programming else { return nil }
    (self.device, self.error) = (device.name, error)
  }

  /// Standard deviation of the conductance around a target.
  /// - Throws: `GD0311` for a target outside of the range that the deviation was measured for.
  package func deviation(_ target: Conductance) throws(DiagnosticsError) -> Conductance {
    try check(target...target)
    return Conductance(si: deviation(target.si))
  }

  /// Whether targets lie in the range that the deviation was measured for.
  /// - Throws: `GD0311`.
  package func check(_ targets: ClosedRange<Conductance>) throws(DiagnosticsError) {
    let valid = error.validity
    // A part in a million absorbs the rounding of shares.
    if targets.lowerBound.si < valid.lowerBound.si * (1 - 1e-6)
      || targets.upperBound.si > valid.upperBound.si * (1 + 1e-6)
    {
      let range =
        targets.lowerBound == targets.upperBound
        ? "\(targets.lowerBound)" : "\(targets.lowerBound) to \(targets.upperBound)"
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0311",
          "the programming error of device '\(device)' is stated from \(valid.lowerBound) to \(valid.upperBound), "
            + "not for a target of \(range)")
      ])
    }
  }

  /// Standard deviation around a target, in siemens; not checked.
  package func deviation(_ target: Double) -> Double { error.deviation(target) }

  /// The nearest conductance that can be aimed at between two bounds, in siemens.
  package func level(_ target: Double, low: Double, high: Double) -> Double {
    guard let levels = error.levels?.value.si, high > low else { return target }
    let step = (high - low) / (levels - 1)
    return low + step * ((min(max(target, low), high) - low) / step).rounded()
  }

  /// Share of writes that end in another level; 0 if not stated.
  package var errorRate: Double { error.errorRate?.value.si ?? 0 }
}

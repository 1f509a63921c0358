import Quantities

/// Device-to-device spread of the two conductance bounds, each as a standard deviation over the nominal range
/// g_max − g_min: a device has g_low = g_min + lower (g_max − g_min) ξ₀ and g_high = g_max + upper (g_max − g_min) ξ₁
/// with standard normal ξ.
package struct RangeSpread: Sendable, Equatable {
  /// Standard deviation of the lower bound over the nominal range.
  package var lower: Cited<Ratio>
  /// Standard deviation of the upper bound over the nominal range.
  package var upper: Cited<Ratio>
}

extension SynapseDevice {
  /// The conductance bounds of one device, in siemens, from two standard normal numbers; the nominal ones if no
  /// spread is stated.
  ///
  /// Cut so that a device is physical: low is not negative, and high is at least 1 % of the nominal range above it.
  package func bounds(_ normals: (Double, Double)) -> (low: Double, high: Double) {
    let (minimum, maximum) = (minimumConductance.value.si, maximumConductance.value.si)
    guard let spread = variability.spread else { return (minimum, maximum) }
    let range = maximum - minimum
    let low = max(0, minimum + spread.lower.value.si * range * normals.0)
    let high = max(low + 0.01 * range, maximum + spread.upper.value.si * range * normals.1)
    return (low, high)
  }
}

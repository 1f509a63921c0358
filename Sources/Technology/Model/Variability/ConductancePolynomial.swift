import Quantities

/// A conductance as a polynomial of x = g / g_full: σ(x) = Σ cₖ xᵏ, at least 0. Measured spreads are published in
/// this form.
package struct ConductancePolynomial: Sendable, Equatable {
  /// c₀, c₁, …
  package var coefficients: Cited<[Conductance]>
  /// g_full, the conductance at which x = 1.
  package var fullScale: Cited<Conductance>

  /// σ of a conductance, both in siemens.
  package func callAsFunction(_ g: Double) -> Double {
    let x = g / fullScale.value.si
    return max(0, coefficients.value.reversed().reduce(0) { $0 * x + $1.si })
  }
}

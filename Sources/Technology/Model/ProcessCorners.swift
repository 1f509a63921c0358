import Foundation
import Quantities

/// How a process differs from its nominal self: between its corners, and when it is warm.
package struct ProcessCorners: Sendable, Equatable {
  /// The factors of one corner; each is 1 at the typical one.
  package struct Factors: Sendable, Equatable {
    /// Supply over the nominal one.
    package var supply: Cited<Ratio>
    /// Delay of a transistor circuit over the nominal one, at the corner's own supply.
    package var delay: Cited<Ratio>
    /// Resistance of wires over the nominal one.
    package var wireResistance: Cited<Ratio>
    /// Leakage over the nominal one, at the same temperature.
    package var leakage: Cited<Ratio>
  }

  /// Slow transistors at a low supply.
  package var slow: Factors
  /// Fast transistors at a high supply.
  package var fast: Factors
  /// Temperature that leakage is stated at.
  package var leakageReference: Cited<Temperature>
  /// Warming that doubles the leakage.
  package var leakageDoubling: Cited<Temperature>

  /// The factors of a corner; nil at the typical one, where all are 1.
  package subscript(corner: Corner) -> Factors? {
    switch corner {
    case .slow: slow
    case .typical: nil
    case .fast: fast
    }
  }

  /// Leakage at a temperature and corner over the stated one: factor · 2^((T − T₀) / ΔT).
  package func leakageFactor(_ corner: Corner, at temperature: Temperature) -> Double {
    (self[corner]?.leakage.value.si ?? 1)
      * exp2((temperature.si - leakageReference.value.si) / leakageDoubling.value.si)
  }
}

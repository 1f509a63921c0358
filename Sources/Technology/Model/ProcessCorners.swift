import Foundation
import Quantities

/// How a process differs from its nominal self: between its corners, and when it is warm.
public struct ProcessCorners: Sendable, Equatable {
  /// The factors of one corner; each is 1 at the typical one.
  public struct Factors: Sendable, Equatable {
    /// Supply over the nominal one.
    public var supply: Cited<Ratio>
    /// Delay of a transistor circuit over the nominal one, at the corner's own supply.
    public var delay: Cited<Ratio>
    /// Resistance of wires over the nominal one.
    public var wireResistance: Cited<Ratio>
    /// Leakage over the nominal one, at the same temperature.
    public var leakage: Cited<Ratio>
  }

  /// Slow transistors at a low supply.
  public var slow: Factors
  /// Fast transistors at a high supply.
  public var fast: Factors
  /// Temperature that leakage is stated at.
  public var leakageReference: Cited<Temperature>
  /// Warming that doubles the leakage.
  public var leakageDoubling: Cited<Temperature>

  /// The factors of a corner; nil at the typical one, where all are 1.
  public subscript(corner: Corner) -> Factors? {
    switch corner {
    case .slow: slow
    case .typical: nil
    case .fast: fast
    }
  }

  /// Leakage at a temperature and corner over the stated one: factor · 2^((T − T₀) / ΔT).
  public func leakageFactor(_ corner: Corner, at temperature: Temperature) -> Double {
    (self[corner]?.leakage.value.si ?? 1)
      * exp2((temperature.si - leakageReference.value.si) / leakageDoubling.value.si)
  }
}

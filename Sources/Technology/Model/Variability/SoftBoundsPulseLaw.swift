import Quantities
import Specification

/// A step that shrinks to nothing at the bound it goes to: shape 2 (1 − x) up and 2 x down. The linear law with k = 1.
///
/// aihwkit's soft bounds move a normalised weight by δ (1 − w/w_max) up and δ (1 − w/w_min) down. With γ = 1 in the
/// conversion of ``LinearPulseLaw``, the steps at x = ½ are δ/(2 w_max) up and δ/(2 |w_min|) down.
struct SoftBoundsPulseLaw: PulseLaw {
  static let name = "soft-bounds"

  static func schema(_ constants: ConstantSchemas) -> Schema<any PulseLaw> {
    .parameterless("soft-bounds", SoftBoundsPulseLaw())
  }

  var facts: [Description.Fact] { [] }

  func shape(_ x: Double, up: Bool) -> Double { up ? 2 * (1 - x) : 2 * x }
}

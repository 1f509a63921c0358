import Foundation
import Quantities
import Specification

/// A step that is a power of the distance to the bound it goes to: shape (2 (1 − x))^p up and (2 x)^p down.
///
/// aihwkit's power step moves a normalised weight by δ ω^γ, ω the distance to that bound over w_max − w_min, which is
/// 1 − x up and x down: p = γ, and the step at x = ½ is (δ/(w_max − w_min)) 2^(−γ).
struct PowerPulseLaw: PulseLaw {
  static let name = "power"

  /// p of pulses up.
  var exponentUp: Cited<Ratio>
  /// p of pulses down.
  var exponentDown: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any PulseLaw> {
    let exponent = constants.constant(RatioDimension.self, in: .nonNegative)
    return .object(
      "power",
      Field("exponent-up", exponent, "p of the step up (2 (1 - x))^p."),
      Field("exponent-down", exponent, "p of the step down (2 x)^p.")
    ) { PowerPulseLaw(exponentUp: $0, exponentDown: $1) }
  }

  var facts: [Description.Fact] { [.init("exponent-up", exponentUp), .init("exponent-down", exponentDown)] }

  func shape(_ x: Double, up: Bool) -> Double {
    pow(2 * max(0, up ? 1 - x : x), up ? exponentUp.value.si : exponentDown.value.si)
  }
}

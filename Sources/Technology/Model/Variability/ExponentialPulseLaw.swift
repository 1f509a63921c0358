import Foundation
import Quantities
import Specification

/// A step that decays exponentially from the bound it comes from to a constant: (1 + a exp(−k x)) up and
/// (1 + a exp(−k (1 − x))) down, at least 0, over its value at x = ½.
///
/// aihwkit's exponential step moves a normalised weight by δ max(0, 1 − A_up exp(γ_up z)) up and
/// δ max(0, 1 − A_down exp(−γ_down z)) down, z = 2 a w/R + b with R = w_max − w_min. With w = w_min + R x, z = 2 a x + z₀,
/// z₀ = 2 a w_min/R + b. So up: amplitude −A_up exp(γ_up z₀), decay −2 a γ_up; down: amplitude
/// −A_down exp(−γ_down (2 a + z₀)), decay −2 a γ_down. The step at x = ½ is (δ/R) (1 + amplitude exp(−decay/2)).
struct ExponentialPulseLaw: PulseLaw {
  static let name = "exponential"

  /// a of pulses up.
  var amplitudeUp: Cited<Ratio>
  /// a of pulses down.
  var amplitudeDown: Cited<Ratio>
  /// k of pulses up.
  var decayUp: Cited<Ratio>
  /// k of pulses down.
  var decayDown: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any PulseLaw> {
    let number = constants.constant(RatioDimension.self, in: .any)
    return Schema<ExponentialPulseLaw>.object(
      "exponential",
      Field("amplitude-up", number, "a of the step up 1 + a exp(-k x)."),
      Field("amplitude-down", number, "a of the step down 1 + a exp(-k (1 - x))."),
      Field("decay-up", number, "k of the step up."),
      Field("decay-down", number, "k of the step down.")
    ) { ExponentialPulseLaw(amplitudeUp: $0, amplitudeDown: $1, decayUp: $2, decayDown: $3) }
    .validated { law, check in
      for (up, key) in [(true, "amplitude-up"), (false, "amplitude-down")] where law.term(0.5, up: up) <= 0 {
        check.error("GD0310", "the step is 0 at x = 1/2, where it is measured", at: key)
      }
    }
    .map { $0 }
  }

  var facts: [Description.Fact] {
    [
      .init("amplitude-up", amplitudeUp), .init("amplitude-down", amplitudeDown),
      .init("decay-up", decayUp), .init("decay-down", decayDown),
    ]
  }

  func shape(_ x: Double, up: Bool) -> Double { term(x, up: up) / term(0.5, up: up) }

  private func term(_ x: Double, up: Bool) -> Double {
    let (amplitude, decay) = up ? (amplitudeUp, decayUp) : (amplitudeDown, decayDown)
    return max(0, 1 + amplitude.value.si * exp(-decay.value.si * (up ? x : 1 - x)))
  }
}

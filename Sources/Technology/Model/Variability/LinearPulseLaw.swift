import Quantities
import Specification

/// A step that is linear in the state: shape 1 − k (2x − 1) up and 1 + k (2x − 1) down, so 1 + k at the bound it
/// comes from and 1 − k at the bound it goes to.
///
/// It holds two published models exactly.
///
/// **aihwkit's linear step** (and constant step, γ = 0) moves a normalised weight w in [w_min, w_max], of range
/// R = w_max − w_min, by Δw = δ (1 − γ w/w_max) up and δ (1 − γ w/w_min) down. With w = w_min + R x the step in x is
/// (δ/R) (1 − γ (w_min + R x)/w_max), which at x = ½ is s = (δ/R) (1 − γ m/w_max) with the middle m = (w_min + w_max)/2;
/// divided by s it is 1 − k (2x − 1) with k = γ R / (2 (w_max − γ m)). Down: s = (δ/R) (1 + γ m/|w_min|) and
/// k = γ R / (2 (|w_min| + γ m)).
///
/// **NeuroSim's exponential curve** G(P) = B (1 − exp(−P/A)) + G_min with B = (G_max − G_min)/(1 − exp(−P_max/A)): one
/// pulse more gives x(P + 1) = b (1 − exp(−1/A)) + exp(−1/A) x(P) with b = 1/(1 − exp(−P_max/A)), so Δx =
/// (1 − exp(−1/A)) (b − x): linear in x. At x = ½ it is s = (1 − exp(−1/A)) (b − ½), and k = 1/(2b − 1) =
/// tanh(P_max/(2A)).
struct LinearPulseLaw: PulseLaw {
  static let name = "linear"

  /// k of pulses up, −1…1.
  var fallUp: Cited<Ratio>
  /// k of pulses down, −1…1.
  var fallDown: Cited<Ratio>

  static func schema(_ constants: ConstantSchemas) -> Schema<any PulseLaw> {
    let share = constants.constant(RatioDimension.self, in: .closed(-1...1))
    return .object(
      "linear",
      Field("fall-up", share, "k of the step up 1 - k (2x - 1): from 1 + k at x = 0 to 1 - k at x = 1."),
      Field("fall-down", share, "k of the step down 1 + k (2x - 1): from 1 + k at x = 1 to 1 - k at x = 0.")
    ) { LinearPulseLaw(fallUp: $0, fallDown: $1) }
  }

  var facts: [Description.Fact] { [.init("fall-up", fallUp), .init("fall-down", fallDown)] }

  func shape(_ x: Double, up: Bool) -> Double {
    up ? 1 - fallUp.value.si * (2 * x - 1) : 1 + fallDown.value.si * (2 * x - 1)
  }
}

import Kernels
import Specification

/// Equilibrium propagation (Scellier & Bengio 2017, doi 10.3389/fncom.2017.00024).
///
/// With F = E + β C and s_β its equilibrium, dC/dθ is the limit for β → 0 of
///
///   1/β [∂E/∂θ(s_β) − ∂E/∂θ(s_0)]          one-sided, error O(β); with −β: one-sided-negative; with a sign that is
///                                           drawn for every minibatch: random-sign, whose errors cancel on average
///   1/(2β) [∂E/∂θ(s_β) − ∂E/∂θ(s_−β)]      centered, error O(β²) (Laborieux et al. 2021,
///                                           doi 10.3389/fnins.2021.633674)
///   1/(Nβ) Σ_n ∂E/∂θ(s_{β e^{2πin/N}}) e^{−2πin/N}   holomorphic, error O(β^N) (Laborieux & Zenke 2022,
///                                           arXiv 2209.00530)
///
/// For a conductance ∂E/∂g = c_k φ(r − v), local to the synapse.
package struct EquilibriumPropagation: LearningRule {
  package static let name = "equilibrium-propagation"
  package static let summary =
    "the gradient of the cost from equilibria with and without a nudge, local to each synapse"
  package static let reference =
    "B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017), doi 10.3389/fncom.2017.00024; "
    + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021), doi 10.3389/fnins.2021.633674; "
    + "A. Laborieux, F. Zenke, NeurIPS (2022), arXiv 2209.00530"
  package static func needs(_ settings: RuleSettings) -> Set<RuleKey> {
    settings.estimator.value == .holomorphic ? [.nudge, .points] : [.nudge]
  }

  /// Which equilibria the gradient is taken from.
  package let estimator: GradientEstimator
  /// Strength of the nudge, in its unit.
  package let nudge: Double
  /// N of the estimator `holomorphic`.
  package let points: Int
  /// Source of the signs of `random-sign`.
  private let philox: Philox

  package init(_ settings: RuleSettings) {
    (estimator, nudge) = (settings.estimator.value, settings.number(.nudge))
    points = estimator == .holomorphic ? Int(settings.number(.points)) : 0
    philox = Philox(seed: settings.seed)
  }

  package func plan(minibatch: Int) -> GradientPlan {
    switch estimator {
    case .oneSided: positive
    case .oneSidedNegative: negative
    case .centered: .contrast(minus: .nudged(-nudge), plus: .nudged(nudge), span: 2 * nudge)
    case .randomSign:
      philox.uniform(purpose: RandomPurpose.nudgeSign, stream: 0, index: UInt64(minibatch)) < 0.5
        ? positive : negative
    case .holomorphic: .circle(radius: nudge, points: points)
    }
  }

  private var positive: GradientPlan { .contrast(minus: .free, plus: .nudged(nudge), span: nudge) }
  private var negative: GradientPlan { .contrast(minus: .nudged(-nudge), plus: .free, span: nudge) }
}

/// Contrastive Hebbian learning (Movellan 1991): down the gradient of J = min E with outputs at their targets − min E
/// without, which is ∂E/∂θ(s_clamped) − ∂E/∂θ(s_free), exact at any distance from the target.
///
/// J is not the squared error: near the target it is ½ (y − o)ᵀ K (y − o), K the stiffness of the free outputs. An
/// energy is a cost times a nudge: divided by `nudge` (1 in the unit of the family if left out) the gradient is K/β
/// times that of the squared error, which makes learning rates comparable.
package struct ContrastiveHebbian: LearningRule {
  package static let name = "contrastive-hebbian"
  package static let summary =
    "the difference between equilibria with outputs held at their targets and free ones"
  package static let reference =
    "J. R. Movellan, Connectionist Models: Proc. 1990 Summer School, 10 (1991), doi 10.1016/B978-1-4832-1448-1.50007-X"
  package static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [] }

  /// What the contrast of energies is divided by.
  package let nudge: Double

  package init(_ settings: RuleSettings) { nudge = settings.numbers[.nudge]?.value ?? 1 }

  package func plan(minibatch: Int) -> GradientPlan {
    .contrast(minus: .free, plus: .clamped(share: 1), span: nudge)
  }
}

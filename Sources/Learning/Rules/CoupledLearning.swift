/// Coupled learning (Stern et al. 2021, PRX 11, 021045): outputs are held a little, η, of the way to their targets,
/// and the difference to the free equilibrium is divided by η:
///
///   1/η [∂E/∂θ(s_clamped) − ∂E/∂θ(s_free)], outputs of s_clamped at o_free + η (y − o_free).
///
/// For η → 0 (error O(η)) this is equilibrium propagation with a nudge current K (y − o), K the stiffness of the free
/// outputs, in place of β (y − o). As in ``ContrastiveHebbian`` it is divided by `nudge`, 1 if left out.
package struct CoupledLearning: LearningRule {
  package static let name = "coupled-learning"
  package static let summary =
    "outputs are held a small share of the way to their targets, the rest is contrasted"
  package static let reference =
    "M. Stern et al., Phys. Rev. X 11, 021045 (2021), doi 10.1103/PhysRevX.11.021045"
  package static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [.clamp] }

  /// η of the paper, in 0…1.
  package let clamp: Double

  /// What the contrast of energies is divided by.
  package let nudge: Double

  package init(_ settings: RuleSettings) {
    clamp = settings.number(.clamp)
    nudge = settings.numbers[.nudge]?.value ?? 1
  }

  package func plan(minibatch: Int) -> GradientPlan {
    .contrast(minus: .free, plus: .clamped(share: clamp), span: clamp * nudge)
  }
}

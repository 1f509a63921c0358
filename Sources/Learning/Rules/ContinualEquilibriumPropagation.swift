/// Equilibrium propagation with updates at every step of the nudged phase (Ernoult et al. 2020, arXiv 2005.04168):
///
///   θ ← θ − (η/β) [∂E/∂θ(s_{t+1}) − ∂E/∂θ(s_t)], s_0 the free equilibrium,
///
/// so that no state has to be remembered. For η → 0 the sum over the phase is the update of one-sided equilibrium
/// propagation. Every update also moves the equilibrium itself, which enters the next one over β: rates must be small
/// for the nudge, or the drift feeds itself.
package struct ContinualEquilibriumPropagation: LearningRule {
  package static let name = "continual-equilibrium-propagation"
  package static let summary =
    "equilibrium propagation whose weights move at every step of the nudged phase; no state is remembered"
  package static let reference = "M. Ernoult et al., arXiv 2005.04168 (2020)"
  package static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [.nudge] }

  /// β in the unit of the network's family.
  package let nudge: Double

  package init(_ settings: RuleSettings) { nudge = settings.number(.nudge) }

  package func plan(minibatch: Int) -> GradientPlan { .continual(nudge: nudge) }
}

/// The exact gradient of the cost at the free equilibrium, the baseline of every other rule: the equations
/// ∂E/∂s = 0 are differentiated, and their adjoint (∂²E/∂s²) λ = ∂C/∂s is relaxed like the state itself (recurrent
/// backpropagation; Almeida 1987, Pineda 1987). dC/dθ = −λᵀ ∂²E/∂s∂θ.
package struct Backpropagation: LearningRule {
  package static let name = "backprop"
  package static let summary = "the exact gradient of the cost at the equilibrium, not local; the baseline"
  package static let reference =
    "L. B. Almeida, IEEE Int. Conf. Neural Networks 2, 609 (1987); "
    + "F. J. Pineda, Phys. Rev. Lett. 59, 2229 (1987), doi 10.1103/PhysRevLett.59.2229"
  package static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [] }

  package init(_ settings: RuleSettings) {}

  package func plan(minibatch: Int) -> GradientPlan { .adjoint }
}

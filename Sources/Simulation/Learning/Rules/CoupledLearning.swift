/// Coupled learning (Stern et al. 2021, PRX 11, 021045): outputs are held a little, η, of the way to their targets,
/// and the difference to the free equilibrium is divided by η:
///
///   1/η [∂E/∂θ(s_clamped) − ∂E/∂θ(s_free)], outputs of s_clamped at o_free + η (y − o_free).
///
/// For η → 0 (error O(η)) this is equilibrium propagation with a nudge current K (y − o), K the stiffness of the free
/// outputs, in place of β (y − o). As in ``ContrastiveHebbian`` it is divided by `nudge`, 1 if left out.
public struct CoupledLearning: LearningRule {
  public static let name = "coupled-learning"
  public static let summary =
    "outputs are held a small share of the way to their targets, the rest is contrasted"
  public static let reference =
    "M. Stern et al., Phys. Rev. X 11, 021045 (2021), doi 10.1103/PhysRevX.11.021045"
  public static func needs(_ settings: RuleSettings) -> Set<RuleKey> { [.clamp] }

  /// η of the paper, in 0…1.
  public let clamp: Double

  /// What the contrast of energies is divided by.
  public let nudge: Double

  public init(_ settings: RuleSettings) {
    clamp = settings.number(.clamp)
    nudge = settings.numbers[.nudge]?.value ?? 1
  }

  public func plan(minibatch: Int) -> GradientPlan {
    .contrast(minus: .free, plus: .clamped(share: clamp), span: clamp * nudge)
  }
}

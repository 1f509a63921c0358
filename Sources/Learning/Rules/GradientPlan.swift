/// A point at which an equilibrium is taken.
package enum NudgePoint: Sendable, Equatable {
  /// No nudge.
  case free
  /// Outputs pulled with a strength of either sign, in the unit of the family's nudge: siemens for springs and volts for
  /// currents on conductances, else 1.
  case nudged(Double)
  /// Outputs held at o_free + share · (y − o_free).
  case clamped(share: Double)
}

/// What an engine has to do for the gradient of a minibatch: a learning rule as data.
///
/// E is the energy in units of the output's scale, so that F = E + β C; s are equilibria of every sample.
package enum GradientPlan: Sendable, Equatable {
  /// [∂E/∂θ(s_plus) − ∂E/∂θ(s_minus)] / span.
  case contrast(minus: NudgePoint, plus: NudgePoint, span: Double)
  /// Springs of complex strength on a circle: (1/(N r)) Σ_n ∂E/∂θ(s_{r e^{2πin/N}}) e^{−2πin/N}, n = 0…N−1.
  case circle(radius: Double, points: Int)
  /// From the free state under a spring of this strength, with an update at every step of the relaxation of
  /// [∂E/∂θ(s_{t+1}) − ∂E/∂θ(s_t)] / β for its gradient.
  case continual(nudge: Double)
  /// The exact gradient of the cost at the free equilibrium, by the adjoint of its equations.
  case adjoint
}

extension GradientPlan {
  /// What the plan asks of an engine, whatever its numbers.
  package typealias Kind = PlanKind

  /// What the plan asks of an engine.
  package var kind: Kind {
    switch self {
    case .contrast(.clamped, _, _), .contrast(_, .clamped, _): .clamps
    case .contrast: .springs
    case .circle: .circle
    case .continual: .continual
    case .adjoint: .adjoint
    }
  }
}

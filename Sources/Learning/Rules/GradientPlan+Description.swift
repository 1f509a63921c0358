extension GradientPlan {
  /// The gradient that is taken, as formulas with their numbers.
  /// - Parameters:
  ///   - derivative: the network's ∂E/∂θ; `outputScale`: the factor of β C in its energy, as "c_2", or empty.
  ///   - nudge: the text of a β in the unit of the network's family.
  package func formulas(
    derivative: String, outputScale: String, nudge: (Double) -> String
  ) -> [Statement] {
    let scale = outputScale.isEmpty ? "" : outputScale + " "
    func name(_ point: NudgePoint) -> String {
      switch point {
      case .free: "s_0"
      case .nudged(let beta): beta < 0 ? "s_−β" : "s_β"
      case .clamped: "s_η"
      }
    }
    let gradient: String
    let states: String
    switch self {
    case .contrast(let minus, let plus, let span):
      switch (minus, plus) {
      case (.nudged(let low), .nudged(let high)):
        gradient = "∂C/∂θ ≈ 1/(2 \(scale)β) [∂E/∂θ(s_β) − ∂E/∂θ(s_−β)], centered; its error is of order β²"
        states = "s_0 free, then s_β and s_−β from it; β = \(nudge(high)) and \(nudge(low))"
      case (_, .clamped(let share)):
        gradient = "Δθ ∝ 1/η [∂E/∂θ(s_η) − ∂E/∂θ(s_0)]"
        states = "s_0 free, then s_η with outputs held at o_0 + η (y − o_0); η = \(share)"
      default:
        gradient =
          "∂C/∂θ ≈ 1/(\(scale)β) [∂E/∂θ(\(name(plus))) − ∂E/∂θ(\(name(minus)))], one-sided; its error is of order β"
        states = "s_0 free, then \(plus == .free ? name(minus) : name(plus)) from it; β = \(nudge(span))"
      }
    case .circle(let radius, let points):
      gradient = "∂C/∂θ ≈ 1/(N \(scale)β) Σ_n ∂E/∂θ(s_n) e^(−2πi n/N), its error is of order β^N"
      states =
        "s_0 free, then s_n under complex springs β e^(2πi n/N) from it; β = \(nudge(radius)), N = \(points)"
    case .continual(let beta):
      gradient =
        "at every step t of the nudged phase 1/(\(scale)β) [∂E/∂θ(s_{t+1}) − ∂E/∂θ(s_t)], with an update each"
      states = "s_0 free, then nudged from it; β = \(nudge(beta))"
    case .adjoint:
      gradient = "∂C/∂θ = pᵀ ∂/∂θ(−∂E/∂s) at s_0, with the adjoint p of the equilibrium: exact"
      states = "s_0 free, then p by the sweeps that made s_0"
    }
    return [
      Statement("gradient", gradient), Statement("local term", derivative), Statement("states", states),
    ]
  }
}

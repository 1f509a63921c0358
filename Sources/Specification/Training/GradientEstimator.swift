/// Which equilibria an EP gradient is taken from.
package enum GradientEstimator: String, Sendable, CaseIterable {
  /// Free and +β: (1/β)[∂E/∂θ(s_β) − ∂E/∂θ(s_0)].
  case oneSided = "one-sided"
  /// −β and free: (1/β)[∂E/∂θ(s_0) − ∂E/∂θ(s_−β)].
  case oneSidedNegative = "one-sided-negative"
  /// +β and −β: (1/2β)[∂E/∂θ(s_β) − ∂E/∂θ(s_−β)].
  case centered
  /// One-sided, with a sign of β that is drawn for every minibatch.
  case randomSign = "random-sign"
  /// Complex nudges on a circle of radius β: (1/Nβ) Σ_n ∂E/∂θ(s_n) e^{−2πi n/N}.
  case holomorphic

  /// Whether training has equilibria under a negative nudge, which must exist.
  package var usesNegativeNudge: Bool {
    switch self {
    case .oneSided, .holomorphic: false
    case .oneSidedNegative, .centered, .randomSign: true
    }
  }
}

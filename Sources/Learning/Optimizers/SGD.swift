import Specification

/// Stochastic gradient descent, with momentum μ and weight decay λ as wanted:
///
///   g ← ∂C/∂θ + λ θ,  m ← μ m + g,  Δθ = −η m   (B. T. Polyak 1964, in the form of Sutskever et al. 2013 without
///                                               dampening).
package struct SGD: Optimizer {
  package static let name = "sgd"
  package static let summary = "gradient descent, with momentum and weight decay as wanted"
  package static let reference =
    "B. T. Polyak, USSR Comput. Math. Math. Phys. 4, 1 (1964), doi 10.1016/0041-5553(64)90137-5"
  package static let options: [OptimizerOption] = [.momentum, .weightDecay]
  package static let neededOptions: [OptimizerOption] = []
  package static let needsSignedWeights = false

  /// μ, in 0..<1.
  package let momentum: Double
  /// λ.
  package let weightDecay: Double

  package init(_ spec: OptimizerSpec) {
    momentum = spec.value(.momentum, default: 0)
    weightDecay = spec.value(.weightDecay, default: 0)
  }

  /// Whether a step is −η times the gradient and nothing else.
  package var isPlain: Bool { momentum == 0 && weightDecay == 0 }
  package var slotCount: Int { momentum == 0 ? 0 : 1 }
  package var stepFormula: String? {
    if isPlain { return nil }
    let slope = "mean_batch ∂C/∂θ" + (weightDecay == 0 ? "" : " + λ θ")
    let decay = weightDecay == 0 ? [] : ["λ = \(weightDecay)"]
    guard momentum != 0 else { return "Δθ = −η (\(slope)); " + decay.joined() }
    return "m ← μ m + \(slope), Δθ = −η m; " + (["μ = \(momentum)"] + decay).joined(separator: ", ")
  }
  package var fingerprintText: String { "sgd \(momentum) \(weightDecay)" }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func step<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutableBufferPointer<Scalar>, parameters: UnsafeBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], rate: Scalar, update: Int
  ) {
    let count = gradient.count
    guard count > 0, let g = gradient.baseAddress, let theta = parameters.baseAddress else { return }
    if weightDecay != 0 {
      let lambda = Scalar(weightDecay)
      for i in 0..<count { g[i] += lambda * theta[i] }
    }
    guard momentum != 0, let m = slots[0].baseAddress else {
      for i in 0..<count { g[i] = -(rate * g[i]) }
      return
    }
    let mu = Scalar(momentum)
    for i in 0..<count {
      let kept = mu * m[i] + g[i]
      m[i] = kept
      g[i] = -(rate * kept)
    }
  }
}

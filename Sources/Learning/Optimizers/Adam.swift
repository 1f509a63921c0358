import Foundation
import Specification

/// Adam (Kingma & Ba 2015, arXiv 1412.6980, Algorithm 1):
///
///   m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
///   Δθ = −η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε),   g = ∂C/∂θ + λ θ.
///
/// The step does not scale with the gradient: η is what a gradient of 1 (for conductances 1 V²/S) would move by
/// plain descent, so η = 1e-7 S²/V² moves a conductance by about 0.1 uS an update.
package struct Adam: Optimizer {
  package static let name = "adam"
  package static let summary =
    "steps of the learning rate's size, by running means of the gradient and its square"
  package static let reference = "D. P. Kingma, J. Ba, ICLR (2015), arXiv 1412.6980"
  package static let options: [OptimizerOption] = [.beta1, .beta2, .epsilon, .weightDecay]
  package static let neededOptions: [OptimizerOption] = []
  package static let needsSignedWeights = false

  /// β₁ and β₂, in 0..<1.
  package let beta1, beta2: Double
  /// ε.
  package let epsilon: Double
  /// λ.
  package let weightDecay: Double

  package init(_ spec: OptimizerSpec) {
    beta1 = spec.value(.beta1, default: 0.9)
    beta2 = spec.value(.beta2, default: 0.999)
    epsilon = spec.value(.epsilon, default: 1e-8)
    weightDecay = spec.value(.weightDecay, default: 0)
  }

  package var slotCount: Int { 2 }
  package var stepFormula: String? {
    "g = mean_batch ∂C/∂θ\(weightDecay == 0 ? "" : " + λ θ"), m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², "
      + "Δθ = −η (m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε); β₁ = \(beta1), β₂ = \(beta2), ε = \(epsilon)"
      + (weightDecay == 0 ? "" : ", λ = \(weightDecay)")
  }
  package var fingerprintText: String { "adam \(beta1) \(beta2) \(epsilon) \(weightDecay)" }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func step<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutableBufferPointer<Scalar>, parameters: UnsafeBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], rate: Scalar, update: Int
  ) {
    guard gradient.count > 0, let g = gradient.baseAddress, let theta = parameters.baseAddress,
      let m = slots[0].baseAddress, let v = slots[1].baseAddress
    else { return }
    // In double: 1 − β₂ᵗ of early updates would lose its digits in float32.
    let first = Scalar(1 / (1 - pow(beta1, Double(update))))
    let second = Scalar(1 / (1 - pow(beta2, Double(update))))
    let (b1, b2, c1, c2) = (Scalar(beta1), Scalar(beta2), Scalar(1 - beta1), Scalar(1 - beta2))
    let (epsilon, lambda) = (Scalar(epsilon), Scalar(weightDecay))
    // Loops of their own: the root, which the compiler does scalar by scalar, would keep the rest from being vector
    // code.
    for i in 0..<gradient.count {
      let slope = g[i] + lambda * theta[i]
      m[i] = b1 * m[i] + c1 * slope
      g[i] = slope
    }
    for i in 0..<gradient.count { v[i] = b2 * v[i] + c2 * g[i] * g[i] }
    for i in 0..<gradient.count {
      g[i] = -(rate * (m[i] * first)) / ((v[i] * second).squareRoot() + epsilon)
    }
  }
}

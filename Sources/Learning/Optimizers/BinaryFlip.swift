import Specification

/// Binary weights ±α that flip when a running mean of the gradient asks for it persistently (Laydevant et al. 2021,
/// arXiv 2103.08953, after Helwegen et al. 2019, arXiv 1906.02107):
///
///   m ← (1 − γ) m + γ ∂C/∂w,  w ← −w where sign(w) m > τ.
///
/// (Laydevant et al. write the gradient of equilibrium propagation with the opposite sign, hence their −sign(w) m.)
/// The learning rate has no effect. On a chip a weight is a pair of binary devices, 2T2R: +α is low resistance on the
/// left and high on the right, −α the other way round, so that a flip writes both devices (M. Bocquet et al., IEDM
/// 2018, arXiv 1902.02528).
package struct BinaryFlip: Optimizer {
  package static let name = "binary-flip"
  package static let summary = "weights of ±α, flipped when the mean gradient against them passes a threshold"
  package static let reference =
    "J. Laydevant et al., arXiv 2103.08953 (2021); K. Helwegen et al., NeurIPS (2019), arXiv 1906.02107"
  package static let options: [OptimizerOption] = [.inertia, .threshold]
  package static let neededOptions: [OptimizerOption] = [.inertia, .threshold]
  package static let needsSignedWeights = true

  /// γ, in 0…1.
  package let inertia: Double
  /// τ ≥ 0, in the unit of the gradient.
  package let threshold: Double

  package init(_ spec: OptimizerSpec) {
    inertia = spec.value(.inertia, default: 1)
    threshold = spec.value(.threshold, default: 0)
  }

  package var slotCount: Int { 2 }
  package var writes: OptimizerWrites? { OptimizerWrites(countSlot: 1, devicesPerChange: 2) }
  package var formula: String? {
    "m ← (1 − γ) m + γ mean_batch ∂C/∂w, w ← −w where sign(w) m > τ; γ = \(inertia), τ = \(threshold)"
  }
  package var fingerprintText: String { "binary-flip \(inertia) \(threshold)" }

  /// Weights between two looks at whether any has flipped.
  private static let block = 256

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func step<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutableBufferPointer<Scalar>, parameters: UnsafeBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], rate: Scalar, update: Int
  ) {
    guard gradient.count > 0, let g = gradient.baseAddress, let w = parameters.baseAddress,
      let m = slots[0].baseAddress, let flips = slots[1].baseAddress
    else { return }
    let (gamma, kept, tau) = (Scalar(inertia), Scalar(1 - inertia), Scalar(threshold))
    for first in stride(from: 0, to: gradient.count, by: Self.block) {
      let block = first..<min(gradient.count, first + Self.block)
      var largest = -Scalar.infinity
      for i in block {
        let mean = kept * m[i] + gamma * g[i]
        m[i] = mean
        let against = w[i] < 0 ? -mean : mean
        g[i] = against > tau ? -2 * w[i] : 0
        largest = against > largest ? against : largest
      }
      // Flips are rare: their counts are touched only where there are some.
      if largest > tau { for i in block where g[i] != 0 { flips[i] += 1 } }
    }
  }
}

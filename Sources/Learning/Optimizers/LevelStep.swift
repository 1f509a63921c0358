import Specification

/// Weights on n evenly spaced levels, moved by a counter in the periphery: each synapse's counter sums its gradients,
/// and when it passes a threshold the weight moves one level against them and the counter starts again:
///
///   m ← (1 − λ) m + ∂C/∂w;   |m| > τ: w ← w − Δ sign(m), m ← 0;   at the end of the range m stays within ±τ.
///
/// The sum is the latent accumulator of Laydevant et al. 2021 (arXiv 2103.08953) for more than two levels: with λ = γ
/// and τ = τ′/γ it passes τ when their running mean passes τ′. Their two-level rule, ``BinaryFlip``, keeps the mean
/// after a flip; this one starts again from 0, as a digital counter does. The learning rate has no effect.
///
/// Levels lie between the ends of the range that the weights have: of a conductance the device's, of other weights R
/// times that of the initial ones. A change writes one device: of a differential pair one of its two.
package struct LevelStep: Optimizer {
  package static let name = "level-step"
  package static let summary =
    "weights on n levels, moved one level when a counter of the gradient passes a threshold"
  package static let reference = "after J. Laydevant et al., arXiv 2103.08953 (2021)"
  package static let options: [OptimizerOption] = [.levels, .threshold, .range, .leak]
  package static let neededOptions: [OptimizerOption] = [.levels, .threshold]
  package static let needsSignedWeights = false

  /// n ≥ 2.
  package let levels: Int
  /// τ ≥ 0, in the unit of the gradient.
  package let threshold: Double
  /// λ, in 0..<1.
  package let leak: Double
  /// R.
  private let headroom: Double
  /// The lowest and the highest level, in the unit of the weights.
  private var range: ClosedRange<Double> = -1...1

  package init(_ spec: OptimizerSpec) {
    levels = max(2, Int(spec.value(.levels, default: 2)))
    threshold = spec.value(.threshold, default: 0)
    leak = spec.value(.leak, default: 0)
    headroom = spec.value(.range, default: 1)
  }

  package func fitted(to weights: WeightRange) -> LevelStep {
    var fitted = self
    switch weights {
    case .device(let range): fitted.range = range
    case .initial(let bound): fitted.range = -headroom * bound...headroom * bound
    }
    return fitted
  }

  /// Δ, in the unit of the weights.
  package var spacing: Double { (range.upperBound - range.lowerBound) / Double(levels - 1) }

  package func nearest(_ weight: Double) -> Double {
    let level = ((weight - range.lowerBound) / spacing).rounded()
    return range.lowerBound + spacing * min(max(level, 0), Double(levels - 1))
  }

  package var slotCount: Int { 2 }
  package var writes: OptimizerWrites? { OptimizerWrites(countSlot: 1, devicesPerChange: 1) }
  package var formula: String? {
    "m ← \(leak == 0 ? "" : "(1 − \(leak)) ")m + mean_batch ∂C/∂w; where |m| > τ: w one of \(levels) levels against m, "
      + "m ← 0; τ = \(threshold)"
  }
  package var fingerprintText: String { "level-step \(levels) \(threshold) \(leak) \(headroom)" }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package func step<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutableBufferPointer<Scalar>, parameters: UnsafeBufferPointer<Scalar>,
    slots: [UnsafeMutableBufferPointer<Scalar>], rate: Scalar, update: Int
  ) {
    guard gradient.count > 0, let g = gradient.baseAddress, let w = parameters.baseAddress,
      let m = slots[0].baseAddress, let changes = slots[1].baseAddress
    else { return }
    let (kept, tau) = (Scalar(1 - leak), Scalar(threshold))
    let (low, delta, top) = (Scalar(range.lowerBound), Scalar(spacing), Scalar(levels - 1))
    for i in 0..<gradient.count {
      let sum = kept * m[i] + g[i]
      m[i] = sum
      g[i] = 0
      guard sum > tau || sum < -tau else { continue }
      let level = ((w[i] - low) / delta).rounded()
      let next = sum > 0 ? level - 1 : level + 1
      guard next >= 0, next <= top else {
        m[i] = sum > 0 ? tau : -tau
        continue
      }
      g[i] = low + delta * next - w[i]
      m[i] = 0
      changes[i] += 1
    }
  }
}

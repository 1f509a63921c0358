import Foundation
import Kernels

// Gradients from equilibria. ∂E/∂w of a coupling is −s_from ⊗ Pᵀ(s_to), of a bias −s. The difference of two states is
//
//   a⁺ ⊗ b⁺ − a⁻ ⊗ b⁻ = a⁻ ⊗ (b⁺ − b⁻) + (a⁺ − a⁻) ⊗ b⁺,
//
// a sum of products with differences, which keeps the digits that the difference of two products would lose.
extension HopfieldWorker {
  /// gradients ← κ Σ_samples [a⁺ ⊗ b⁺ − a⁻ ⊗ b⁻], plus states in phase 0, minus states in phase 1.
  mutating func makeContrast(samples: Int, scale: Scalar) {
    for layer in 1...last {
      let block = samples * memory.layouts[layer].size
      let states = memory.states[layer].base
      Self.combine(
        plus: states, minus: states + block, block: block, scale: scale, memory.lefts[layer].base,
        memory.rights[layer].base, seat)
    }
    copyInputs(samples: samples)
    choosePlaces(rows: 2 * samples)
    makeCouplingGradients(samples: samples, rows: 2 * samples) { op, coupling in
      op.expand(memory.states[coupling.to].base, rows: 2 * samples, into: memory.fullMaps.base, seat)
      seat.wait()
      let block = samples * op.fullSize
      Self.combine(
        plus: memory.fullMaps.base, minus: memory.fullMaps.base + block, block: block, scale: scale, nil,
        memory.fullRights.base, seat)
    }
  }

  /// left ← [minus; plus − minus], right ← κ [plus − minus; plus], each a block after the other.
  private static func combine(
    plus: UnsafePointer<Scalar>, minus: UnsafePointer<Scalar>, block: Int, scale: Scalar,
    _ left: UnsafeMutablePointer<Scalar>?, _ right: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat
  ) {
    let range = Tensor<Scalar>.part(seat.index, of: seat.threads, count: block)
    for i in range {
      right[i] = scale * (plus[i] - minus[i])
      right[block + i] = scale * plus[i]
    }
    guard let left else { return }
    for i in range {
      left[i] = minus[i]
      left[block + i] = plus[i] - minus[i]
    }
  }

  /// gradients ← κ Σ_samples [s ⊗ p + p ⊗ s] with the states s in phase 0 and their adjoints p.
  mutating func makeAdjointGradient(samples: Int, scale: Scalar) {
    func join(
      _ first: UnsafePointer<Scalar>, _ second: UnsafePointer<Scalar>, block: Int, factor: Scalar,
      into out: UnsafeMutablePointer<Scalar>
    ) {
      for i in Tensor<Scalar>.part(seat.index, of: seat.threads, count: block) {
        out[i] = factor * first[i]
        out[block + i] = factor * second[i]
      }
    }
    for layer in 1...last {
      let block = samples * memory.layouts[layer].size
      let (states, adjoints) = (memory.states[layer].base, memory.adjoints[layer].base)
      join(states, adjoints, block: block, factor: 1, into: memory.lefts[layer].base)
      join(adjoints, states, block: block, factor: scale, into: memory.rights[layer].base)
    }
    copyInputs(samples: samples)
    seat.wait()
    makeCouplingGradients(samples: samples, rows: 2 * samples) { op, coupling in
      // Both with the places that the free states chose.
      let right = memory.rights[coupling.to].base
      let (block, full) = (samples * memory.layouts[coupling.to].size, samples * op.fullSize)
      op.expand(right, rows: samples, into: memory.fullRights.base, seat)
      op.expand(right + block, rows: samples, into: memory.fullRights.base + full, seat)
    }
  }

  /// gradients ← κ Σ_samples Re Σ_n c_n a_n ⊗ b_n over N complex states, real parts in phases 0…N−1, imaginary parts
  /// in N…2N−1, the free states in 2N; c_n = e^(−2πi n/N). Since Σ c_n = 0 the free states f may be taken off:
  /// f_a ⊗ Σ Re(c_n d_b) + Σ Re(c_n d_a ⊗ b_n), d = s − f.
  mutating func makeCircleGradient(samples: Int, points: Int, scale: Scalar) {
    let turns = (0..<points).map { n -> (Scalar, Scalar) in
      let angle = 2 * Double.pi * Double(n) / Double(points)
      return (Scalar(cos(angle)), Scalar(-sin(angle)))
    }
    for layer in 1...last {
      let block = samples * memory.layouts[layer].size
      combineCircle(
        memory.states[layer].base, block: block, turns: turns, scale: scale, left: memory.lefts[layer].base,
        right: memory.rights[layer].base)
    }
    copyInputs(samples: samples)
    seat.wait()
    let rows = (2 * points + 1) * samples
    makeCouplingGradients(samples: samples, rows: rows) { op, coupling in
      // Without max-pooling Pᵀ is linear: it may act on the combinations.
      op.expand(memory.rights[coupling.to].base, rows: rows, into: memory.fullRights.base, seat)
    }
  }

  private func combineCircle(
    _ states: UnsafePointer<Scalar>, block: Int, turns: [(Scalar, Scalar)], scale: Scalar,
    left: UnsafeMutablePointer<Scalar>, right: UnsafeMutablePointer<Scalar>
  ) {
    let points = turns.count
    for i in Tensor<Scalar>.part(seat.index, of: seat.threads, count: block) {
      let free = states[2 * points * block + i]
      left[i] = free
      var sum: Scalar = 0
      for (n, (c, s)) in turns.enumerated() {
        let (re, im) = (states[n * block + i], states[(points + n) * block + i])
        let d = re - free
        // c_n d = (c d − s im) + i (c im + s d)
        left[(1 + n) * block + i] = c * d - s * im
        left[(1 + points + n) * block + i] = -(c * im + s * d)
        right[(1 + n) * block + i] = scale * re
        right[(1 + points + n) * block + i] = scale * im
        sum += c * d - s * im
      }
      right[i] = scale * sum
    }
  }

  /// Gradients of all couplings and biases from the left and right rows, which are complete.
  /// - Parameter expand: puts the right rows of a convolution on its full map.
  private func makeCouplingGradients(
    samples: Int, rows: Int, expand: (any CouplingOperator<Scalar>, HopfieldCoupling) -> Void
  ) {
    for (k, coupling) in memory.network.couplings.enumerated() {
      let op = memory.operators[k]
      guard coupling.from > 0 else {
        // The input is the same in all states: only the first block of the right rows counts.
        makeInputGradient(k, samples: samples)
        continue
      }
      var products = GradientRows(
        left: memory.lefts[coupling.from].base, right: memory.rights[coupling.to].base, count: rows)
      if coupling.kind != .dense {
        expand(op, coupling)
        seat.wait()
        products.right = memory.fullRights.base
      }
      op.gradient(products, into: memory.weightGradients[k].base, seat)
      seat.wait()
    }
    makeBiasGradients(rows: samples)
    seat.wait()
  }

  /// The input as the left rows.
  private func copyInputs(samples: Int) {
    let range = valueRange(0, rows: samples)
    (memory.lefts[0].base + range.lowerBound).update(
      from: memory.states[0].base + range.lowerBound, count: range.count)
  }

  /// The gradient of a coupling with the input, which all states share: x ⊗ (first block of the right rows).
  private func makeInputGradient(_ k: Int, samples: Int) {
    let coupling = memory.network.couplings[k]
    let op = memory.operators[k]
    var rows = GradientRows(
      left: memory.lefts[0].base, right: memory.rights[coupling.to].base, count: samples)
    seat.wait()
    if coupling.kind != .dense {
      op.expand(rows.right, rows: samples, into: memory.fullRights.base, seat)
      rows.right = memory.fullRights.base
      seat.wait()
    }
    op.gradient(rows, into: memory.weightGradients[k].base, seat)
    seat.wait()
  }

  /// Sums of the first block of the right rows over samples and pixels.
  private func makeBiasGradients(rows: Int) {
    for layer in 1...last where seat.owns(layer - 1, of: last) {
      let layout = memory.layouts[layer]
      let (sums, values) = (memory.biasGradients[layer - 1].base, memory.rights[layer].base)
      sums.update(repeating: 0, count: layout.stride)
      for pixel in 0..<rows * layout.size / layout.stride {
        let source = values + pixel * layout.stride
        for c in 0..<layout.stride { sums[c] += source[c] }
      }
    }
  }
}

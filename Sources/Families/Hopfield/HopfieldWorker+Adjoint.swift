import Specification

// Backpropagation through the relaxation. At a free equilibrium s = σ(z(s)), z = ∂Φ/∂s, the cost's derivative is
// dC/dθ = pᵀ ∂z/∂θ with the adjoint states
//
//   p = σ′ ⊙ (∂C/∂s + H p),   H = ∂²Φ/∂s²,
//
// found by the sweeps of the relaxation itself, since H p is made by the couplings that make z (Almeida 1987; Pineda
// 1987, doi 10.1103/PhysRevLett.59.2229). K sweeps from p = 0 are backpropagation through the last K steps of a
// relaxation that has come to rest (Ernoult et al. 2019, arXiv 1905.13633).
extension HopfieldWorker {
  /// Relaxes the adjoint states of the first `samples` rows.
  mutating func relaxAdjoint(samples: Int, sweeps: Int) {
    choosePlaces(rows: samples)
    for layer in 1...last {
      let range = valueRange(layer, rows: samples)
      (memory.adjoints[layer].base + range.lowerBound).update(repeating: 0, count: range.count)
    }
    seat.wait()
    let couplings = memory.network.couplings
    func drive(_ layer: Int) {
      for (k, coupling) in couplings.enumerated() where coupling.from > 0 {
        if coupling.to == layer {
          memory.operators[k].forward(
            memory.adjoints[coupling.from].base, rows: samples, .keep, into: memory.forwards[k].base, seat)
        } else if coupling.from == layer {
          memory.operators[k].backward(
            memory.adjoints[coupling.to].base, rows: samples, into: memory.backwards[k].base, seat)
        }
      }
    }
    for _ in 0..<sweeps {
      switch relaxation.order {
      case .asynchronous:
        for layer in order {
          drive(layer)
          seat.wait()
          settleAdjoint(layer, samples: samples)
          seat.wait()
        }
      case .synchronous:
        for layer in 1...last { drive(layer) }
        seat.wait()
        for layer in 1...last { settleAdjoint(layer, samples: samples) }
        seat.wait()
      }
    }
    forgetDrives()
  }

  /// p ← σ′ ⊙ (∂C/∂s + H p), this thread's part of a layer.
  private func settleAdjoint(_ layer: Int, samples: Int) {
    let size = memory.layouts[layer].size
    let range =
      layer == last
      ? rowRange(samples).lowerBound * size..<rowRange(samples).upperBound * size
      : valueRange(layer, rows: samples)
    guard !range.isEmpty else { return }
    let target = memory.adjoints[layer].base
    (target + range.lowerBound).update(repeating: 0, count: range.count)
    for (k, coupling) in memory.network.couplings.enumerated() where coupling.from > 0 {
      let source: UnsafeMutablePointer<Scalar>
      if coupling.to == layer {
        source = memory.forwards[k].base
      } else if coupling.from == layer {
        source = memory.backwards[k].base
      } else {
        continue
      }
      for i in range { target[i] += source[i] }
    }
    if layer == last { addCostDerivative(rowRange(samples), into: target) }
    loops[layer - 1].scaleBySlope(
      memory.states[layer].base + range.lowerBound, count: range.count, target + range.lowerBound)
  }

  /// Adds ∂C/∂s of the last layer, of a read-out from the errors that ``judge(samples:)`` left.
  private func addCostDerivative(_ rows: Range<Int>, into target: UnsafeMutablePointer<Scalar>) {
    let (size, stride) = (memory.layouts[last].size, memory.classStride)
    for row in rows {
      let out = target + row * size
      if let readout = memory.readout {
        let errors = memory.classErrors.base + row * stride
        for i in 0..<size {
          let weights = readout.weights.base + i * stride
          var sum: Scalar = 0
          for c in 0..<stride { sum += weights[c] * errors[c] }
          out[i] += sum
        }
      } else {
        let (states, replicas) = (memory.states[last].base + row * size, memory.network.replicas)
        for i in 0..<memory.network.classes * replicas {
          out[i] += states[i] - (i / replicas == labels[row] ? 1 : 0)
        }
      }
    }
  }
}

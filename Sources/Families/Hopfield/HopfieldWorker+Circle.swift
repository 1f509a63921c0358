import Fabrics
import Foundation
import Specification

// Holomorphic equilibrium propagation (Laborieux & Zenke 2022, arXiv 2209.00530): the states become complex under springs
// of complex strength β_n = r e^(2πi n/N). Couplings are linear, so real and imaginary parts go through them as rows of
// their own; only the activation mixes them.
extension HopfieldWorker {
  /// Relaxes N complex phases from the free states in phase 2N; real parts in phases 0…N−1, imaginary in N…2N−1.
  mutating func relaxCircle(samples: Int, radius: Double, points: Int, sweeps: Int) {
    let springs = (0..<points).map { n -> (Double, Double) in
      let angle = 2 * Double.pi * Double(n) / Double(points)
      return (radius * cos(angle), radius * sin(angle))
    }
    let all = RowGroup(rows: 0..<2 * points * samples, seat: seat)
    forgetDrives()
    for _ in 0..<sweeps {
      switch relaxation.order {
      case .asynchronous:
        for layer in order {
          makeDrives(of: layer, all)
          settleCircle(layer, samples: samples, springs)
          changed(layer)
          seat.wait()
        }
      case .synchronous:
        for layer in 1...last { makeDrives(of: layer, all) }
        for layer in 1...last { settleCircle(layer, samples: samples, springs) }
        for layer in 1...last { changed(layer) }
        seat.wait()
      }
    }
  }

  private func settleCircle(_ layer: Int, samples: Int, _ springs: [(Double, Double)]) {
    let layout = memory.layouts[layer]
    let block = samples * layout.size
    let states = memory.states[layer].base
    let fixed = memory.statics[layer].base
    let curve = memory.network.layers[layer - 1].activation.curve
    let stiffness = loops[layer - 1].stiffness.map(Double.init)
    let (outputs, replicas) = (memory.network.classes * memory.network.replicas, memory.network.replicas)
    let incoming = memory.network.couplings.indices.compactMap { k -> UnsafeMutablePointer<Scalar>? in
      let coupling = memory.network.couplings[k]
      guard coupling.from > 0 else { return nil }
      return coupling.to == layer
        ? memory.forwards[k].base : coupling.from == layer ? memory.backwards[k].base : nil
    }
    for n in springs.indices {
      let (re, im) = (n * block, (springs.count + n) * block)
      for i in valueRange(layer, rows: samples) {
        if i % layout.stride >= layout.shape.channels { continue }
        var z = (Double(fixed[i]), 0.0)
        for source in incoming {
          z.0 += Double(source[re + i])
          z.1 += Double(source[im + i])
        }
        let old = (Double(states[re + i]), Double(states[im + i]))
        if layer == last, i % layout.size < outputs {
          let target: Double = i % layout.size / replicas == labels[i / layout.size] ? 1 : 0
          let beta = springs[n]
          if relaxation.method == .fixedPoint, let k = stiffness {
            // (z + β y) k/(k + β), complex.
            let top = (k * (z.0 + beta.0 * target), k * (z.1 + beta.1 * target))
            let bottom = (k + beta.0, beta.1)
            let norm = bottom.0 * bottom.0 + bottom.1 * bottom.1
            z = (
              (top.0 * bottom.0 + top.1 * bottom.1) / norm, (top.1 * bottom.0 - top.0 * bottom.1) / norm
            )
          } else {
            let d = (target - old.0, -old.1)
            z = (z.0 + beta.0 * d.0 - beta.1 * d.1, z.1 + beta.0 * d.1 + beta.1 * d.0)
          }
        }
        let s = curve.state(drive: z, from: old, step: relaxation.method == .gradient ? relaxation.step : 1)
        states[re + i] = Scalar(s.0)
        states[im + i] = Scalar(s.1)
      }
    }
  }
}

extension Activation.Curve {
  /// σ((1 − ε) σ⁻¹(s) + ε z) of complex numbers, for holomorphic curves.
  fileprivate func state(
    drive z: (Double, Double), from s: (Double, Double), step: Double
  ) -> (Double, Double) {
    func exponential(_ x: (Double, Double)) -> (Double, Double) {
      (exp(x.0) * cos(x.1), exp(x.0) * sin(x.1))
    }
    func logarithm(_ x: (Double, Double)) -> (Double, Double) {
      (0.5 * log(x.0 * x.0 + x.1 * x.1), atan2(x.1, x.0))
    }
    func divide(_ a: (Double, Double), _ b: (Double, Double)) -> (Double, Double) {
      let norm = b.0 * b.0 + b.1 * b.1
      return ((a.0 * b.0 + a.1 * b.1) / norm, (a.1 * b.0 - a.0 * b.1) / norm)
    }
    func mixed(_ old: (Double, Double)) -> (Double, Double) {
      step == 1 ? z : ((1 - step) * old.0 + step * z.0, (1 - step) * old.1 + step * z.1)
    }
    switch self {
    case .clamped(let slope, _, _):
      let m = mixed((s.0 / slope, s.1 / slope))
      return (slope * m.0, slope * m.1)
    case .logistic(let gain, let center):
      let l = step == 1 ? (0, 0) : logarithm(divide(s, (1 - s.0, -s.1)))
      let m = mixed((center + l.0 / gain, l.1 / gain))
      let e = exponential((-gain * (m.0 - center), -gain * m.1))
      return divide((1, 0), (1 + e.0, e.1))
    case .step: preconditionFailure("a step is not holomorphic")
    case .tanh:
      let l = step == 1 ? (0, 0) : logarithm(divide((1 + s.0, s.1), (1 - s.0, -s.1)))
      let m = mixed((l.0 / 2, l.1 / 2))
      let e = exponential((2 * m.0, 2 * m.1))
      let q = divide((2, 0), (1 + e.0, e.1))
      return (1 - q.0, -q.1)
    }
  }
}

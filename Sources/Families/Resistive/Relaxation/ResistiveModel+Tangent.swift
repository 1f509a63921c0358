import Fabrics
import Foundation
import Kernels

// The linearized circuit at an equilibrium: every synapse a conductance W = G cosh((r − v)/v₀) (G for the linear law),
// every conducting rectifier g_on, the amplifiers as they are, and a current −∂C/∂o_c into the outputs. Node j of
// layer k then obeys
//
//   (Σ_i W_k[i,j] + A_k B_k Σ_l W_{k+1}[j,l] + g_on) τ_kj = Σ_i W_k[i,j] A_{k−1} τ_{k−1,i} + B_k Σ_l W_{k+1}[j,l] τ_{k+1,l}
//                                                 − (∂C/∂o)_j.
extension ResistiveModel {
  /// How an equilibrium answers to a weak nudge: τ = dv/dβ, V/S.
  package struct Tangent: Sendable {
    /// The equilibrium, with products that fit it.
    let state: State
    /// The sum on the left side, siemens, one a node.
    let slopes: [Double]
    /// τ, one a node.
    var values: [Double]
    /// Two arrays of factors and two of products, one value a node.
    var scratch: [Double]
  }

  package func restingTangent(at state: State, _ drive: Drive, _ prepared: Prepared) -> Tangent {
    var state = state
    let n = nodeTotal
    var slopes = [Double](repeating: 0, count: n)
    for k in 0..<layerCount {
      // Only for the products that it takes.
      _ = residual(layer: k, of: &state, drive, prepared, nudge: nil)
      state.storage.withUnsafeBufferPointer { s in
        for j in offsets[k]..<offsets[k + 1] {
          guard v0 != nil else {
            slopes[j] = prepared.columnSums[j] + loopGains[j] * prepared.rowSums[j]
            continue
          }
          slopes[j] =
            0.5
            * (s[Field.upPlus * n + j] * s[Field.columnMinus * n + j]
              + s[Field.upMinus * n + j] * s[Field.columnPlus * n + j])
          guard k < layerCount - 1 else { continue }
          slopes[j] +=
            0.5 * loopGains[j]
            * (s[Field.downMinus * n + j] * s[Field.rowPlus * n + j]
              + s[Field.downPlus * n + j] * s[Field.rowMinus * n + j])
        }
        for j in offsets[k]..<offsets[k + 1]
        where network.rectifierCurrent(layer: k, node: j - offsets[k], volts: s[j]) != 0 {
          slopes[j] += network.rectifier.onConductance.si
        }
      }
    }
    return Tangent(
      state: state, slopes: slopes, values: [Double](repeating: 0, count: n),
      scratch: [Double](repeating: 0, count: 4 * n))
  }

  package func relax(tangent: inout Tangent, layer k: Int, pull: [Double], _ prepared: Prepared) -> (
    change: Double, size: Double
  ) {
    let nodes = offsets[k]..<offsets[k + 1]
    var currents = [Double](repeating: 0, count: nodes.count)
    tangent.state.storage.withUnsafeBufferPointer { s in
      if k > 0 {
        let gain = network.gain(k - 1)
        addProducts(
          &currents, s, from: offsets[k - 1]..<offsets[k], factors: (Field.rowPlus, Field.rowMinus),
          to: nodes, own: (Field.columnMinus, Field.columnPlus), scale: gain, &tangent
        ) { g, x, y, p, m in
          let rows = network.signalRowCount(k)
          if let y, let m {
            DenseKernels.addColumnProducts(g, rows: rows, columns: nodes.count, x, y, into: p, m)
          } else {
            DenseKernels.addColumnProduct(g, rows: rows, columns: nodes.count, x, into: p)
          }
        } matrix: {
          prepared.conductances.connections[k]
        }
      }
      if k + 1 < layerCount {
        addProducts(
          &currents, s, from: offsets[k + 1]..<offsets[k + 2], factors: (Field.columnPlus, Field.columnMinus),
          to: nodes, own: (Field.rowMinus, Field.rowPlus), scale: network.reverseGain(k), &tangent
        ) { g, x, y, p, m in
          let columns = network.nodeCount(k + 1)
          if let y, let m {
            DenseKernels.rowProducts(g, rows: nodes.count, columns: columns, x, y, into: p, m)
          } else {
            DenseKernels.rowProduct(g, rows: nodes.count, columns: columns, x, into: p)
          }
        } matrix: {
          prepared.conductances.connections[k + 1]
        }
      } else {
        for c in 0..<network.output.classes {
          let pair = network.output.nodes(ofClass: c)
          currents[pair.positive] += pull[c]
          if let negative = pair.negative { currents[negative] -= pull[c] }
        }
      }
    }
    var (change, size) = (0.0, 0.0)
    for j in nodes {
      // A floating node answers to nothing.
      let value = tangent.slopes[j] > 0 ? currents[j - nodes.lowerBound] / tangent.slopes[j] : 0
      change = max(change, abs(value - tangent.values[j]))
      size = max(size, abs(value))
      tangent.values[j] = value
    }
    return (change, size)
  }

  /// Adds scale · Σ W τ of the nodes `from` to the currents of the nodes `to`: with e^{±} of both ends,
  /// W = ½ G (e^{r} e^{−v} + e^{−r} e^{v}), so two products of G with e^{±} τ do.
  private func addProducts(
    _ currents: inout [Double], _ s: UnsafeBufferPointer<Double>, from: Range<Int>,
    factors: (plus: Int, minus: Int), to: Range<Int>, own: (plus: Int, minus: Int), scale: Double,
    _ tangent: inout Tangent,
    multiply: (
      UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>?, UnsafeMutablePointer<Double>,
      UnsafeMutablePointer<Double>?
    ) -> Void, matrix: () -> ConductanceMatrix
  ) {
    let n = nodeTotal
    let isLinear = v0 == nil
    let values = tangent.values
    tangent.scratch.withUnsafeMutableBufferPointer { scratch in
      matrix().siemens.withUnsafeBufferPointer { g in
        guard let base = scratch.baseAddress, let g = g.baseAddress else { return }
        let (x, y, p, m) = (base, base + n, base + 2 * n, base + 3 * n)
        for (i, node) in from.enumerated() {
          x[i] = isLinear ? values[node] : values[node] * s[factors.plus * n + node]
          y[i] = isLinear ? 0 : values[node] * s[factors.minus * n + node]
        }
        for i in 0..<to.count { (p[i], m[i]) = (0, 0) }
        multiply(g, x, isLinear ? nil : y, p, isLinear ? nil : m)
        for (i, node) in to.enumerated() {
          currents[i] +=
            isLinear
            ? scale * p[i] : 0.5 * scale * (p[i] * s[own.plus * n + node] + m[i] * s[own.minus * n + node])
        }
      }
    }
  }
}

import Fabrics
import Foundation
import Kernels

// One layer given its neighbours: products, residual, exact step.
extension ResistiveModel {
  package func residual(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) -> Double {
    let isOutput = k == layerCount - 1
    let source = network.largestSource.si
    return withProducts(layer: k, of: &state, drive, prepared) { s in
      if isOutput, let nudge, nudge.isHolding { return heldResidual(s, prepared, nudge) }
      fillCurrents(layer: k, s, prepared, nudge: isOutput ? nudge : nil)
      var largest = 0.0
      let stiffness = isOutput ? abs(nudge?.siemens ?? 0) : 0
      for j in offsets[k]..<offsets[k + 1] {
        let current = abs(s[Field.current * nodeTotal + j])
        var total = prepared.columnSums[j] + loopGains[j] * prepared.rowSums[j]
        // A stiff rectifier that conducts off 0 V answers to the last digit of its node's voltage.
        if network.mismatch != nil, network.rectifierCurrent(layer: k, node: j - offsets[k], volts: s[j]) != 0
        {
          total += network.rectifier.onConductance.si
        }
        // A floating node (no conductance at all) is at rest when no current flows into it.
        let scale = (total > 0 ? total : stiffness + network.rectifier.onConductance.si) * source
        let ratio = current == 0 ? 0 : current / scale
        // A NaN must not pass for convergence, and max() would drop it.
        largest = ratio > largest || ratio.isNaN ? ratio : largest
        if largest.isNaN { return .infinity }
      }
      return largest
    }
  }

  package func relax(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared, nudge: Nudge?
  ) {
    withProducts(layer: k, of: &state, drive, prepared) { s in
      if k < layerCount - 1 {
        relaxHidden(layer: k, s, prepared)
      } else if let nudge, nudge.isHolding {
        holdOutput(s, prepared, nudge)
      } else if let nudge, nudge.isPulling {
        relaxNudgedOutput(s, prepared, nudge)
      } else {
        for j in offsets[k]..<offsets[k + 1] {
          let p = s[Field.upPlus * nodeTotal + j]
          if v0 != nil {
            let m = s[Field.upMinus * nodeTotal + j]
            if p > 0, m > 0 { s[j] = 0.5 * log(p / m) * (v0 ?? 1) }
          } else if prepared.columnSums[j] > 0 {
            s[j] = p / prepared.columnSums[j]
          }
        }
      }
      refreshTransforms(layer: k, s)
    }
    if k > 0 { state.downFresh[k - 1] = false }
    if k + 1 < layerCount { state.upFresh[k + 1] = false }
  }

  /// The exact step of a hidden layer.
  private func relaxHidden(layer k: Int, _ s: UnsafeMutablePointer<Double>, _ prepared: Prepared) {
    let hidden = network.hidden[k]
    let n = nodeTotal
    let on = network.rectifier.onConductance.si
    guard let v0 else {
      for j in offsets[k]..<offsets[k + 1] {
        let sign = hidden.isExcitatory(j - offsets[k]) ? 1.0 : -1.0
        let threshold = thresholds[j]
        let below = s[Field.downPlus * n + j] - prepared.rowSums[j] * rowOffsets[j]
        let pull = sign * (s[Field.upPlus * n + j] + reverseGains[j] * below)
        let total = prepared.columnSums[j] + loopGains[j] * prepared.rowSums[j]
        // Off, the node is at pull/total; if that is beyond the threshold, the rectifier conducts.
        if pull >= -threshold * total {
          if total > 0 { s[j] = sign * pull / total } else { s[j] = sign * max(sign * s[j], -threshold) }
        } else {
          s[j] = sign * (pull - on * threshold) / (total + on)
        }
      }
      return
    }
    let isUniform = network.mismatch == nil
    var equation = NodeEquation(
      gain: network.gain(k), reverseGain: network.reverseGain(k), onConductance: on,
      threshold: network.rectifier.forwardVoltage.si / v0)
    for j in offsets[k]..<offsets[k + 1] {
      let (p, m) = (s[Field.upPlus * n + j], s[Field.upMinus * n + j])
      var (q, l) = (s[Field.downPlus * n + j], s[Field.downMinus * n + j])
      var (amplified, mirrored) = (s[Field.rowPlus * n + j], s[Field.rowMinus * n + j])
      if !isUniform {
        equation = NodeEquation(
          gain: gains[j], reverseGain: reverseGains[j], onConductance: on, threshold: thresholds[j] / v0)
        // The row is at e^{Au + o}: the offset goes into the sums, so that the equation keeps its form.
        let shift = exp(rowOffsets[j] / v0)
        (q, l) = (q / shift, l * shift)
        (amplified, mirrored) = (amplified / shift, mirrored * shift)
      }
      if hidden.isExcitatory(j - offsets[k]) {
        s[j] =
          v0
          * equation.root(
            p, m, q, l, from: s[j] / v0, exponential: s[Field.columnPlus * n + j],
            amplified: amplified)
      } else {
        // An inhibitory node is an excitatory one seen in the mirror.
        s[j] =
          -v0
          * equation.root(
            m, p, l, q, from: -s[j] / v0, exponential: s[Field.columnMinus * n + j],
            amplified: mirrored)
      }
    }
  }

  /// Writes the net current into every node of a layer (amperes) into the scratch field; `nudge` holds nothing.
  func fillCurrents(
    layer k: Int, _ s: UnsafeMutablePointer<Double>, _ prepared: Prepared, nudge: Nudge?
  ) {
    let n = nodeTotal
    let hasRectifier = k < layerCount - 1
    for j in offsets[k]..<offsets[k + 1] {
      var current: Double
      if let v0 {
        current =
          0.5
          * (s[Field.upPlus * n + j] * s[Field.columnMinus * n + j]
            - s[Field.upMinus * n + j] * s[Field.columnPlus * n + j])
        if hasRectifier {
          current -=
            0.5 * reverseGains[j]
            * (s[Field.downMinus * n + j] * s[Field.rowPlus * n + j]
              - s[Field.downPlus * n + j] * s[Field.rowMinus * n + j])
        }
        current *= v0
      } else {
        current =
          s[Field.upPlus * n + j]
          + (s[Field.downPlus * n + j] - prepared.rowSums[j] * rowOffsets[j]) * reverseGains[j]
          - (prepared.columnSums[j] + loopGains[j] * prepared.rowSums[j]) * s[j]
      }
      if hasRectifier {
        current += network.rectifierCurrent(layer: k, node: j - offsets[k], volts: s[j])
      }
      s[Field.current * n + j] = current
    }
    guard let nudge else { return }
    let current = s + Field.current * n + offsets[k]
    let output = network.output
    for c in 0..<output.classes {
      let pair = output.nodes(ofClass: c)
      let value = s[offsets[k] + pair.positive] - (pair.negative.map { s[offsets[k] + $0] } ?? 0)
      let flow = nudge.current(c, at: value)
      current[pair.positive] += flow
      if let negative = pair.negative { current[negative] -= flow }
    }
  }

  /// Runs `body` on the state's storage once the layer's products fit its neighbours.
  private func withProducts<T>(
    layer k: Int, of state: inout State, _ drive: Drive, _ prepared: Prepared,
    _ body: (UnsafeMutablePointer<Double>) -> T
  ) -> T {
    let (needUp, needDown) = (!state.upFresh[k], !state.downFresh[k])
    (state.upFresh[k], state.downFresh[k]) = (true, true)
    return state.storage.withUnsafeMutableBufferPointer { buffer in
      // A network has at least one output node, so the buffer is never empty.
      let s = buffer.baseAddress!
      if needUp { productAbove(layer: k, s, drive, prepared) }
      if needDown, k + 1 < layerCount { productBelow(layer: k, s, prepared) }
      return body(s)
    }
  }

  private func productAbove(
    layer k: Int, _ s: UnsafeMutablePointer<Double>, _ drive: Drive, _ prepared: Prepared
  ) {
    let n = nodeTotal
    let (plus, minus) = (s + Field.upPlus * n + offsets[k], s + Field.upMinus * n + offsets[k])
    let columns = network.nodeCount(k)
    guard k > 0 else {
      for j in 0..<columns { (plus[j], minus[j]) = (drive.plus[j], drive.minus[j]) }
      return
    }
    for j in 0..<columns {
      plus[j] = prepared.biasPlus[offsets[k] + j]
      minus[j] = prepared.biasMinus[offsets[k] + j]
    }
    let rows = network.signalRowCount(k)
    prepared.conductances.connections[k].siemens.withUnsafeBufferPointer { g in
      guard let g = g.baseAddress else { return }
      let rowPlus = s + Field.rowPlus * n + offsets[k - 1]
      let rowMinus = s + Field.rowMinus * n + offsets[k - 1]
      if v0 == nil {
        DenseKernels.addColumnProduct(g, rows: rows, columns: columns, rowPlus, into: plus)
      } else {
        DenseKernels.addColumnProducts(g, rows: rows, columns: columns, rowPlus, rowMinus, into: plus, minus)
      }
    }
  }

  private func productBelow(layer k: Int, _ s: UnsafeMutablePointer<Double>, _ prepared: Prepared) {
    let n = nodeTotal
    let (plus, minus) = (s + Field.downPlus * n + offsets[k], s + Field.downMinus * n + offsets[k])
    let (rows, columns) = (network.nodeCount(k), network.nodeCount(k + 1))
    prepared.conductances.connections[k + 1].siemens.withUnsafeBufferPointer { g in
      guard let g = g.baseAddress else { return }
      let columnPlus = s + Field.columnPlus * n + offsets[k + 1]
      let columnMinus = s + Field.columnMinus * n + offsets[k + 1]
      if v0 == nil {
        DenseKernels.rowProduct(g, rows: rows, columns: columns, columnPlus, into: plus)
      } else {
        DenseKernels.rowProducts(g, rows: rows, columns: columns, columnPlus, columnMinus, into: plus, minus)
      }
    }
  }

  /// Recomputes e^{±v/v₀} and e^{±Av/v₀} (v and A v for the linear law) of a layer.
  func refreshTransforms(layer k: Int, _ s: UnsafeMutablePointer<Double>) {
    let n = nodeTotal
    for j in offsets[k]..<offsets[k + 1] {
      let (gain, offset) = (gains[j], rowOffsets[j])
      guard let v0 else {
        s[Field.columnPlus * n + j] = s[j]
        s[Field.rowPlus * n + j] = gain * s[j] + offset
        continue
      }
      let e = exp(s[j] / v0)
      s[Field.columnPlus * n + j] = e
      s[Field.columnMinus * n + j] = 1 / e
      let a = gain == 1 && offset == 0 ? e : exp((gain * s[j] + offset) / v0)
      s[Field.rowPlus * n + j] = a
      s[Field.rowMinus * n + j] = 1 / a
    }
  }
}

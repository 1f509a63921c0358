import COpenBLAS

extension LoopCircuit {
  /// (K + σ M)⁻¹ for a σ > 0.
  ///
  /// The amplifiers' states follow from the nodes, node by node; the nodes of the first layer, which do not couple to each
  /// other, from those behind them. What is left is a dense matrix of all layers but the first.
  struct Factors: Sendable {
    let circuit: LoopCircuit
    let shift: Double
    /// Of the first layer: its diagonal.
    private let first: [Double]
    /// Of the others: LU, column-major, with its pivots.
    private let lu: [Double]
    private let pivots: [Int32]

    /// Factorizes; nil for a singular matrix.
    init?(_ circuit: LoopCircuit, shift: Double) {
      (self.circuit, self.shift) = (circuit, shift)
      let head = circuit.layers[0].count
      let rest = circuit.nodeCount - head
      first = (0..<head).map { circuit.diagonal(0, $0, shift) }
      var matrix = [Double](repeating: 0, count: rest * rest)
      for k in 1..<circuit.layers.count {
        let base = circuit.offsets[k] - head
        for j in 0..<circuit.layers[k].count {
          matrix[(base + j) * (rest + 1)] = circuit.diagonal(k, j, shift)
        }
        guard k + 1 < circuit.layers.count else { continue }
        let next = circuit.offsets[k + 1] - head
        let (forward, backward) = circuit.gains(k, shift)
        for (l, i, weight) in circuit.weights(k, shift) {
          matrix[(base + i) * rest + next + l] = -forward * weight
          matrix[(next + l) * rest + base + i] = -backward * weight
        }
      }
      // Minus Σ_i f b w_il w_im/d_i of the first layer.
      let columns = circuit.layers[1].count
      let (forward, backward) = circuit.gains(0, shift)
      var left = [Double](repeating: 0, count: head * columns)
      var right = left
      for (l, i, weight) in circuit.weights(0, shift) {
        left[i * columns + l] = weight
        right[i * columns + l] = forward * backward * weight / first[i]
      }
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasTrans, Int32(columns), Int32(columns), Int32(head), -1, left,
        Int32(columns), right, Int32(columns), 1, &matrix, Int32(rest))
      var (n, info) = (Int32(rest), Int32(0))
      var pivots = [Int32](repeating: 0, count: rest)
      dgetrf_(&n, &n, &matrix, &n, &pivots, &info)
      guard info == 0 else { return nil }
      (lu, self.pivots) = (matrix, pivots)
    }

    /// The solution for a right side.
    func solve(_ b: [Double]) -> [Double] {
      var nodes = Array(b[0..<circuit.nodeCount])
      // What the amplifiers' own right sides do to the nodes.
      for (k, layer) in circuit.layers.enumerated() {
        guard let amplifier = layer.amplifier, let row = circuit.outputs[k] else { continue }
        let (up, down) = (1 + shift * amplifier.lag, 1 + shift * amplifier.reverseLag)
        for i in 0..<layer.count {
          let load = amplifier.conductances[i] + shift * amplifier.capacitance
          let lead = b[row + i] / up
          nodes[circuit.offsets[k] + i] -=
            (b[row + circuit.amplifierCount + i] + amplifier.reverseGain * load * lead) / down
        }
        for (l, i, weight) in circuit.weights(k, shift) {
          nodes[circuit.offsets[k + 1] + l] += weight * b[row + i] / up
        }
      }
      let head = circuit.layers[0].count
      let (forward, backward) = circuit.gains(0, shift)
      for (l, i, weight) in circuit.weights(0, shift) {
        nodes[head + l] += forward * weight * nodes[i] / first[i]
      }
      var tail = Array(nodes[head...])
      var (n, one, info) = (Int32(tail.count), Int32(1), Int32(0))
      dgetrs_("N", &n, &one, lu, &n, pivots, &tail, &n, &info)
      nodes.replaceSubrange(head..., with: tail)
      for (l, i, weight) in circuit.weights(0, shift) { nodes[i] += backward * weight * tail[l] }
      for i in 0..<head { nodes[i] /= first[i] }
      return nodes + amplifiers(nodes, b)
    }

    /// Outputs and currents of the amplifiers behind some node voltages.
    private func amplifiers(_ nodes: [Double], _ b: [Double]) -> [Double] {
      var (outputs, currents): ([Double], [Double]) = ([], [])
      for (k, layer) in circuit.layers.enumerated() {
        guard let amplifier = layer.amplifier, let row = circuit.outputs[k] else { continue }
        var drawn = [Double](repeating: 0, count: layer.count)
        for (l, i, weight) in circuit.weights(k, shift) {
          drawn[i] += weight * nodes[circuit.offsets[k + 1] + l]
        }
        for i in 0..<layer.count {
          let u =
            (amplifier.gain * nodes[circuit.offsets[k] + i] + b[row + i]) / (1 + shift * amplifier.lag)
          let load = amplifier.conductances[i] + shift * amplifier.capacitance
          outputs.append(u)
          currents.append(
            (amplifier.reverseGain * (load * u - drawn[i]) + b[row + circuit.amplifierCount + i])
              / (1 + shift * amplifier.reverseLag))
        }
      }
      return outputs + currents
    }
  }

  /// A and B as they are at σ, with their delays.
  private func gains(_ k: Int, _ shift: Double) -> (forward: Double, backward: Double) {
    layers[k].amplifier.map {
      ($0.gain / (1 + shift * $0.lag), $0.reverseGain / (1 + shift * $0.reverseLag))
    } ?? (1, 1)
  }

  /// What a node needs of its own current a volt.
  private func diagonal(_ k: Int, _ j: Int, _ shift: Double) -> Double {
    let layer = layers[k]
    let (forward, backward) = gains(k, shift)
    let load = layer.amplifier.map { $0.conductances[j] + shift * $0.capacitance } ?? 0
    return layer.conductances[j] + shift * layer.capacitance + forward * backward * load
  }

  /// g + σ c of every cell behind layer k, with its column and its row.
  private func weights(_ k: Int, _ shift: Double) -> LazyMapSequence<Range<Int>, (Int, Int, Double)> {
    let (columns, couplings, charge) = (layers[k + 1].count, layers[k].couplings, shift * cell)
    return couplings.indices.lazy.map { ($0 % columns, $0 / columns, couplings[$0] + charge) }
  }
}

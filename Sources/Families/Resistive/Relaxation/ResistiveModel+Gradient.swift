import Fabrics
import Foundation
import Kernels

// The EP gradient in a form without differences of large squares.
//
// With x = r − v over a synapse, φ(x₊) − φ(x₋) = 2 s(x̄) s(δ), x̄ = (x₊ + x₋)/2, δ = (x₊ − x₋)/2, where s(x) is
// v₀ sinh(x/v₀) (cosh a − cosh b = 2 sinh((a+b)/2) sinh((a−b)/2)), or x for the linear law (½(a² − b²)). Both
// factors split by sinh(a − b) = sinh a cosh b − cosh a sinh b into row and column parts. The derivative along a
// tangent τ is the same with δ = τ/2 to first order.
extension ResistiveModel {
  /// Row and column parts of one sample: eight values a node and four an input row.
  private struct Factors: Sendable {
    /// Nodes as columns: cosh v̄, sinh v̄, cosh δ, sinh δ, each `nodeTotal` long.
    var columns: [Double]
    /// Nodes as rows (amplified), same order.
    var rows: [Double]
    /// Input rows (bias included): sinh r, then cosh r − 1.
    var inputs: [Double]
    /// −cosh v̄ sinh δ, then sinh v̄ sinh δ of the first layer: the input connection's columns.
    var first: [Double]
  }

  package func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [Drive], scale: Double, threads: Int
  ) -> Conductances {
    let factors = Parallel.map(count: drives.count, threads: threads) { s in
      makeFactors(drives[s], isTangent: false) { j in
        let (a, b) = (plus[s].storage[j], minus[s].storage[j])
        return (0.5 * (a + b), 0.5 * (a - b))
      }
    }
    return accumulate(factors, scale: scale, threads: threads)
  }

  package func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?, _ drives: [Drive],
    scale: Double, threads: Int
  ) -> Conductances {
    let factors = Parallel.map(count: drives.count, threads: threads) { s in
      func pair(_ voltages: KeyPath<NodeReadings, [Double]>, _ j: Int) -> (mean: Double, delta: Double) {
        let (a, b) = (plus[s][keyPath: voltages][j], minus[s][keyPath: voltages][j])
        return (centers?[s][keyPath: voltages][j] ?? 0.5 * (a + b), 0.5 * (a - b))
      }
      return makeFactors(drives[s], isTangent: false, row: { pair(\.rows, $0) }) { pair(\.nodes, $0) }
    }
    return accumulate(factors, scale: scale, threads: threads)
  }

  package func derivative(along tangents: [Tangent], _ drives: [Drive], scale: Double, threads: Int)
    -> Conductances
  {
    let factors = Parallel.map(count: drives.count, threads: threads) { s in
      makeFactors(drives[s], isTangent: true) { j in
        (tangents[s].state.storage[j], 0.5 * tangents[s].values[j])
      }
    }
    return accumulate(factors, scale: scale, threads: threads)
  }

  private func accumulate(_ factors: [Factors], scale: Double, threads: Int) -> Conductances {
    let unit = (v0 ?? 1) * (v0 ?? 1)
    return Conductances(
      connections: (0..<layerCount).map { k in
        let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
        let weight = 2 * unit * scale * network.energyScale(k) / network.outputEnergyScale
        var matrix = [Double](repeating: 0, count: rows * columns)
        // A block of rows belongs to one thread and sums the samples in order.
        let block = max(1, 8192 / max(1, columns))
        let blocks = (rows + block - 1) / block
        let work = rows * columns * factors.count
        matrix.withUnsafeMutableBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          nonisolated(unsafe) let target = base
          // Waking a thread costs about as much as 20,000 multiply-adds.
          Parallel.forEach(count: blocks, threads: work > 40_000 ? threads : 1) { b in
            let range = b * block..<min(rows, (b + 1) * block)
            if k == 0 {
              accumulateInputRows(range, factors, into: target)
            } else {
              accumulateRows(range, of: k, factors, into: target)
            }
            for i in range.lowerBound * columns..<range.upperBound * columns { target[i] *= weight }
          }
        }
        return ConductanceMatrix(rows: rows, columns: columns, siemens: matrix)
      })
  }

  /// - Parameters:
  ///   - isTangent: whether δ is small of first order, so that cosh δ = 1 and sinh δ = δ.
  ///   - row: v̄ and δ of the row that a node drives, volts; nil: what the node and its amplifier make.
  ///   - node: v̄ and δ of a node, volts.
  private func makeFactors(
    _ drive: Drive, isTangent: Bool, row: ((Int) -> (mean: Double, delta: Double))? = nil,
    node: (Int) -> (mean: Double, delta: Double)
  ) -> Factors {
    let n = nodeTotal
    var columns = [Double](repeating: 1, count: 4 * n)
    var rows = columns
    for k in 0..<layerCount {
      for j in offsets[k]..<offsets[k + 1] {
        let (mean, delta) = node(j)
        let (gain, offset) = (gains[j], rowOffsets[j])
        fill(&columns, j, mean, delta, isTangent)
        if let row = row?(j) {
          fill(&rows, j, row.mean, row.delta, isTangent)
        } else if gain == 1, offset == 0 {
          for f in 0..<4 { rows[f * n + j] = columns[f * n + j] }
        } else {
          fill(&rows, j, gain * mean + offset, gain * delta, isTangent)
        }
      }
    }
    let inputCount = drive.rowPlus.count
    var inputs = [Double](repeating: 0, count: 2 * inputCount)
    for i in 0..<inputCount {
      guard v0 != nil else {
        inputs[i] = drive.rowPlus[i]
        continue
      }
      inputs[i] = 0.5 * (drive.rowPlus[i] - drive.rowMinus[i])
      inputs[inputCount + i] = 0.5 * (drive.rowPlus[i] + drive.rowMinus[i]) - 1
    }
    let m = network.nodeCount(0)
    var first = [Double](repeating: 0, count: 2 * m)
    for j in 0..<m {
      first[j] = -columns[j] * columns[3 * n + j]
      first[m + j] = columns[n + j] * columns[3 * n + j]
    }
    return Factors(columns: columns, rows: rows, inputs: inputs, first: first)
  }

  /// cosh, sinh of the mean and of half the difference; (1, value) for the linear law.
  private func fill(
    _ array: inout [Double], _ j: Int, _ mean: Double, _ delta: Double, _ isTangent: Bool
  ) {
    let n = nodeTotal
    guard let v0 else {
      array[n + j] = mean
      array[3 * n + j] = delta
      return
    }
    array[j] = cosh(mean / v0)
    array[n + j] = sinh(mean / v0)
    array[2 * n + j] = isTangent ? 1 : cosh(delta / v0)
    array[3 * n + j] = isTangent ? delta / v0 : sinh(delta / v0)
  }

  /// Rows of connection 0: the rows do not move, so s(x̄) s(δ) = −(sinh r cosh v̄ − cosh r sinh v̄) sinh δ. The
  /// part of cosh r = 1 is the same for every row and is summed once; rows at 0 V then cost nothing more.
  private func accumulateInputRows(
    _ range: Range<Int>, _ factors: [Factors], into matrix: UnsafeMutablePointer<Double>
  ) {
    let columns = network.nodeCount(0)
    let rows = network.rowCount(0)
    var constant = [Double](repeating: 0, count: columns)
    for factor in factors {
      for j in 0..<columns { constant[j] += factor.first[columns + j] }
    }
    for i in range {
      let row = matrix + i * columns
      for j in 0..<columns { row[j] = constant[j] }
      for factor in factors where factor.inputs[i] != 0 {
        factor.first.withUnsafeBufferPointer { first in
          guard let first = first.baseAddress else { return }
          DenseKernels.addCombination(
            factor.inputs[i], first, factor.inputs[rows + i], first + columns, count: columns, into: row)
        }
      }
    }
  }

  private func accumulateRows(
    _ range: Range<Int>, of k: Int, _ factors: [Factors], into matrix: UnsafeMutablePointer<Double>
  ) {
    let n = nodeTotal
    let columns = network.nodeCount(k)
    let signals = network.signalRowCount(k)
    let bias = network.bias?.si ?? 0
    let (biasSinh, biasCosh) = v0.map { (sinh(bias / $0), cosh(bias / $0)) } ?? (bias, 1)
    for i in range {
      for factor in factors {
        let r = offsets[k - 1] + i
        let (s, c, t, u) =
          i < signals
          ? (factor.rows[n + r], factor.rows[r], factor.rows[3 * n + r], factor.rows[2 * n + r])
          : (i == signals ? biasSinh : -biasSinh, biasCosh, 0, 1)
        factor.columns.withUnsafeBufferPointer { column in
          guard let base = column.baseAddress else { return }
          let v = base + offsets[k]
          DenseKernels.addDifferenceProduct(
            s, c, t, u, v, v + n, v + 2 * n, v + 3 * n, count: columns, into: matrix + i * columns)
        }
      }
    }
  }
}

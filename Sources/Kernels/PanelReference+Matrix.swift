// The kernels that read a matrix.
extension PanelReference {
  /// `gd_dot`.
  package static func dot(_ matrix: [Float], stride: Int, rows: Int, _ v: Panel) -> Panel {
    var result = Panel(nodes: (rows + 15) / 16 * 16, states: v.states)
    for i in 0..<rows {
      for s in 0..<v.states {
        result[i, s] = Float(
          (0..<v.nodes).reduce(0.0) { $0 + Double(matrix[i * stride + $1]) * Double(v[$1, s]) })
      }
    }
    return result
  }

  /// `gd_accumulate`.
  package static func accumulate(
    _ matrix: [Float], stride: Int, list: [UInt32], _ u: Panel, into sums: Panel
  ) -> Panel {
    var result = sums
    for j in 0..<sums.nodes {
      for s in 0..<sums.states {
        result[j, s] = Float(
          list.reduce(Double(sums[j, s])) {
            $0 + Double(matrix[Int($1) * stride + j]) * Double(u[Int($1), s])
          })
      }
    }
    return result
  }

  /// What an update leaves.
  package struct Updated {
    /// The matrix.
    package var matrix: [Float]
    /// Sums over a row's columns, and over a column's rows.
    package var rowSums, columnSums: [Float]
  }

  /// `gd_update`, with column sums from 0.
  package static func update(
    _ matrix: [Float], stride: Int, rows: Int, scale: [Float], _ u: Panel, _ v: Panel, row: [Float],
    column: [Float], least: [Float], most: Float
  ) -> Updated {
    let batch = scale.count
    var matrix = matrix
    var rowSums = [Double](repeating: 0, count: rows)
    var columnSums = [Double](repeating: 0, count: v.nodes)
    for i in 0..<rows {
      for j in 0..<v.nodes {
        var step = -Double(row[i]) - Double(column[j])
        for s in 0..<batch {
          step +=
            Double(scale[s])
            * (Double(u[i, s]) * Double(v[j, batch + s]) + Double(u[i, batch + s]) * Double(v[j, s]))
        }
        let value = min(
          max(Double(matrix[i * stride + j]) + step, Double(least[j])), Double(most))
        matrix[i * stride + j] = Float(value)
        rowSums[i] += value
        columnSums[j] += value
      }
    }
    return Updated(matrix: matrix, rowSums: rowSums.map(Float.init), columnSums: columnSums.map(Float.init))
  }

  /// What a step of a block of the input matrix leaves.
  package struct InputStep {
    /// The block.
    package var block: [Float]
    /// Product with the next inputs, 32 nodes.
    package var product: Panel
    /// Column sums of the block.
    package var sums: [Float]
  }

  /// `gd_input_step`; `xu` and `xn` are [pixel][batch].
  package static func inputStep(
    _ block: [Float], pixels: Int, batch: Int, xu: [Float], d: Panel, q: [Float], xn: [Float],
    least: [Float], most: Float
  ) -> InputStep {
    var block = block
    var product = [Double](repeating: 0, count: 32 * batch)
    var sums = [Double](repeating: 0, count: 32)
    func clamped(_ value: Double, _ j: Int) -> Double { min(max(value, Double(least[j])), Double(most)) }
    for p in 0..<pixels {
      for j in 0..<32 {
        let t = (0..<batch).reduce(0.0) { $0 + Double(xu[p * batch + $1]) * Double(d[j, $1]) }
        let plus = clamped(Double(block[p * 64 + j]) + t - Double(q[j]), j)
        let minus = clamped(Double(block[p * 64 + 32 + j]) - t - Double(q[j]), j)
        (block[p * 64 + j], block[p * 64 + 32 + j]) = (Float(plus), Float(minus))
        sums[j] += plus + minus
        for s in 0..<batch { product[j * batch + s] += Double(xn[p * batch + s]) * (plus - minus) }
      }
    }
    var panel = Panel(nodes: 32, states: batch)
    for j in 0..<32 { for s in 0..<batch { panel[j, s] = Float(product[j * batch + s]) } }
    return InputStep(block: block, product: panel, sums: sums.map(Float.init))
  }
}

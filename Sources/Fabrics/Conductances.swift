import Quantities

/// A dense matrix of conductances: `rows` × `columns`, row-major, siemens.
package struct ConductanceMatrix: Sendable, Equatable {
  /// Number of rows (row wires, driven).
  package let rows: Int
  /// Number of columns (node wires, free).
  package let columns: Int
  /// Siemens, row-major.
  package var siemens: [Double]

  /// Makes a matrix of one value, or of the values given.
  package init(rows: Int, columns: Int, siemens: [Double]) {
    precondition(siemens.count == rows * columns, "a \(rows)×\(columns) matrix has \(rows * columns) values")
    (self.rows, self.columns, self.siemens) = (rows, columns, siemens)
  }

  /// One conductance.
  package subscript(row: Int, column: Int) -> Conductance {
    get { Conductance(si: siemens[row * columns + column]) }
    set { siemens[row * columns + column] = newValue.si }
  }
}

/// What the devices of a fabric are set to: one matrix an array, shaped ``Fabric/rowCount(_:)-(Int)`` × ``Fabric/columnCount(_:)``.
package struct Conductances: Sendable, Equatable {
  /// First array first.
  package var connections: [ConductanceMatrix]

  /// Wraps matrices.
  package init(connections: [ConductanceMatrix]) { self.connections = connections }
}

extension Conductances {
  /// The largest sum of a column's conductances, of all arrays, siemens.
  package var largestColumnSum: Double {
    connections.reduce(0) { largest, matrix in
      var sums = [Double](repeating: 0, count: matrix.columns)
      for i in 0..<matrix.rows { for j in sums.indices { sums[j] += matrix.siemens[i * matrix.columns + j] } }
      return max(largest, sums.max() ?? 0)
    }
  }
}

extension Conductances {
  /// Siemens, row-major, one array a connection.
  package var values: [[Double]] {
    get { connections.map(\.siemens) }
    set {
      precondition(newValue.count == connections.count, "one array a connection")
      for k in connections.indices {
        connections[k] = ConductanceMatrix(
          rows: connections[k].rows, columns: connections[k].columns, siemens: newValue[k])
      }
    }
  }
}

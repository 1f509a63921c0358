import Quantities

/// A dense matrix of conductances: `rows` × `columns`, row-major, siemens.
public struct ConductanceMatrix: Sendable, Equatable {
  /// Number of rows (row wires, driven).
  public let rows: Int
  /// Number of columns (node wires, free).
  public let columns: Int
  /// Siemens, row-major.
  public var siemens: [Double]

  /// Makes a matrix of one value, or of the values given.
  public init(rows: Int, columns: Int, siemens: [Double]) {
    precondition(siemens.count == rows * columns, "a \(rows)×\(columns) matrix has \(rows * columns) values")
    (self.rows, self.columns, self.siemens) = (rows, columns, siemens)
  }

  /// One conductance.
  public subscript(row: Int, column: Int) -> Conductance {
    get { Conductance(si: siemens[row * columns + column]) }
    set { siemens[row * columns + column] = newValue.si }
  }
}

/// The parameters of a network: one matrix a connection, shaped
/// ``ResistiveNetwork/rowCount(_:)`` × ``ResistiveNetwork/nodeCount(_:)``.
public struct Conductances: Sendable, Equatable {
  /// First connection first.
  public var connections: [ConductanceMatrix]

  /// Wraps matrices.
  public init(connections: [ConductanceMatrix]) { self.connections = connections }
}

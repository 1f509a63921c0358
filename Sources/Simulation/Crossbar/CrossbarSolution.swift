/// The voltages of a tile's terminals in volts, one a line; an empty array stands for 0 V everywhere.
public struct CrossbarVoltages: Sendable, Hashable {
  /// Of row lines, before column 0.
  public var left: [Double]
  /// Of row lines, after the last column.
  public var right: [Double]
  /// Of column lines, before row 0.
  public var top: [Double]
  /// Of column lines, after the last row.
  public var bottom: [Double]

  /// Makes voltages; ends that are not named are at 0 V.
  public init(left: [Double] = [], right: [Double] = [], top: [Double] = [], bottom: [Double] = []) {
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
  }

  /// In the order left, right, top, bottom.
  var ends: [[Double]] { [left, right, top, bottom] }
}

/// The currents from a tile's terminals into its lines in amperes, one a line; an empty array where the ends are open.
public struct CrossbarCurrents: Sendable, Hashable {
  /// Into row lines, before column 0.
  public var left: [Double]
  /// Into row lines, after the last column.
  public var right: [Double]
  /// Into column lines, before row 0.
  public var top: [Double]
  /// Into column lines, after the last row; what a grounded column delivers is the negative of this.
  public var bottom: [Double]

  /// All of them: left, right, top, bottom.
  public var all: [Double] { left + right + top + bottom }
}

/// The voltages of all nodes of a tile, as a result and as the start of another solution.
public struct CrossbarNodes: Sendable {
  let geometry: CrossbarGeometry
  /// Row nodes (lanes) and column nodes (tiles).
  let rows, columns: DoubleMemory

  /// Voltages on the row lines at the cells in volts, row by row.
  public func rowVolts() -> [Double] { geometry.rowMajor(lanes: rows) }
  /// Voltages on the column lines at the cells in volts, row by row.
  public func columnVolts() -> [Double] { geometry.rowMajor(tiles: columns) }
}

/// What a tile does at some terminal voltages.
public struct CrossbarSolution: Sendable {
  /// Currents at the connected ends.
  public let currents: CrossbarCurrents
  /// Voltages of all nodes; nil unless they were asked for.
  public let nodes: CrossbarNodes?
  /// Iterations of conjugate gradients, all Newton steps together.
  public let iterations: Int
  /// Newton steps; 0 for ohmic cells.
  public let newtonSteps: Int
  /// How far Kirchhoff's current law is missed at the nodes, in the energy norm and relative to the drive.
  public let relativeResidual: Double
  /// Whether what is missed is rounding of the nodes' voltages.
  let isRounding: Bool
}

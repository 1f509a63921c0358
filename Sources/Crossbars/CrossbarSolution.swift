import Kernels

/// The voltages of a tile's terminals in volts, one a line; an empty array stands for 0 V everywhere.
package struct CrossbarVoltages: Sendable, Hashable {
  /// Of row lines, before column 0.
  package var left: [Double]
  /// Of row lines, after the last column.
  package var right: [Double]
  /// Of column lines, before row 0.
  package var top: [Double]
  /// Of column lines, after the last row.
  package var bottom: [Double]

  /// Makes voltages; ends that are not named are at 0 V.
  package init(left: [Double] = [], right: [Double] = [], top: [Double] = [], bottom: [Double] = []) {
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
  }

  /// In the order left, right, top, bottom.
  var ends: [[Double]] { [left, right, top, bottom] }
}

/// The currents from a tile's terminals into its lines in amperes, one a line; an empty array where the ends are open.
package struct CrossbarCurrents: Sendable, Hashable {
  /// Into row lines, before column 0.
  package var left: [Double]
  /// Into row lines, after the last column.
  package var right: [Double]
  /// Into column lines, before row 0.
  package var top: [Double]
  /// Into column lines, after the last row; what a grounded column delivers is the negative of this.
  package var bottom: [Double]

  /// All of them: left, right, top, bottom.
  package var all: [Double] { left + right + top + bottom }
}

/// The voltages of all nodes of a tile, as a result and as the start of another solution.
package struct CrossbarNodes: Sendable {
  let geometry: CrossbarGeometry
  /// Row nodes (lanes) and column nodes (tiles).
  let rows, columns: DoubleMemory

  /// Voltages on the row lines at the cells in volts, row by row.
  package func rowVolts() -> [Double] { geometry.rowMajor(lanes: rows) }
  /// Voltages on the column lines at the cells in volts, row by row.
  package func columnVolts() -> [Double] { geometry.rowMajor(tiles: columns) }
}

/// What a tile does at some terminal voltages.
package struct CrossbarSolution: Sendable {
  /// Currents at the connected ends.
  package let currents: CrossbarCurrents
  /// Voltages of all nodes; nil unless they were asked for.
  package let nodes: CrossbarNodes?
  /// Iterations of conjugate gradients, all Newton steps together.
  package let iterations: Int
  /// Newton steps; 0 for ohmic cells.
  package let newtonSteps: Int
  /// How far Kirchhoff's current law is missed at the nodes, in the energy norm and relative to the drive.
  package let relativeResidual: Double
  /// Whether what is missed is rounding of the nodes' voltages.
  let isRounding: Bool
}

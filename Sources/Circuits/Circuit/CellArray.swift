/// A crossbar of two-terminal cells between row nets and column nets; cell (i, j) is named `c<i>_<j>`.
package struct CellArray: Sendable {
  /// How the two nets of cell (i, j) are named.
  package enum Nets: Sendable, Hashable {
    /// One net a line: `<row><i>` and `<column><j>`.
    case lines(row: String, column: String)
    /// A net a crossing: `<row><i>_<j>` and `<column><i>_<j>`, as a ``WireMesh`` names them.
    case crossings(row: String, column: String)
  }

  /// Number of rows.
  package var rows: Int
  /// Number of columns.
  package var columns: Int
  /// Leaf module that stands at each crossing, with ports (row, column).
  package var module: String
  /// The module's parameter that is the conductance.
  package var parameter: String
  /// Net names.
  package var nets: Nets
  /// Conductance of cell (i, j), siemens.
  package var siemens: @Sendable (Int, Int) -> Double

  /// Makes an array.
  package init(
    rows: Int, columns: Int, module: String, parameter: String, nets: Nets,
    siemens: @escaping @Sendable (Int, Int) -> Double
  ) {
    (self.rows, self.columns, self.module, self.parameter) = (rows, columns, module, parameter)
    (self.nets, self.siemens) = (nets, siemens)
  }
}

/// The wires of a crossbar, one segment a cell.
///
/// Row i runs from port `<rowPort><i>` through crossings (i, 0), (i, 1), …; column j runs from crossing (0, j)
/// down to the last row and then to port `<columnPort><j>`. Every segment has a resistance; every crossing a
/// capacitance to ground on each of its two wires.
package struct WireMesh: Sendable {
  /// Number of rows.
  package var rows: Int
  /// Number of columns.
  package var columns: Int
  /// Prefix of the row ports and column ports.
  package var rowPort, columnPort: String
  /// Prefix of the nets at crossings.
  package var rowNet, columnNet: String
  /// Ohms of a segment of a row (one cell width) and of a column (one cell height).
  package var rowOhms, columnOhms: Double
  /// Farads of a segment of a row and of a column.
  package var rowFarads, columnFarads: Double

  /// Makes a mesh.
  package init(
    rows: Int, columns: Int, rowPort: String, columnPort: String, rowNet: String, columnNet: String,
    rowOhms: Double, columnOhms: Double, rowFarads: Double, columnFarads: Double
  ) {
    (self.rows, self.columns, self.rowPort, self.columnPort) = (rows, columns, rowPort, columnPort)
    (self.rowNet, self.columnNet, self.rowOhms, self.columnOhms) = (rowNet, columnNet, rowOhms, columnOhms)
    (self.rowFarads, self.columnFarads) = (rowFarads, columnFarads)
  }
}

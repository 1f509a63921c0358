/// A crossbar of two-terminal cells between row nets and column nets; cell (i, j) is named `c<i>_<j>`.
public struct CellArray: Sendable {
  /// How the two nets of cell (i, j) are named.
  public enum Nets: Sendable, Hashable {
    /// One net a line: `<row><i>` and `<column><j>`.
    case lines(row: String, column: String)
    /// A net a crossing: `<row><i>_<j>` and `<column><i>_<j>`, as a ``WireMesh`` names them.
    case crossings(row: String, column: String)
  }

  /// Number of rows.
  public var rows: Int
  /// Number of columns.
  public var columns: Int
  /// Leaf module that stands at each crossing, with ports (row, column).
  public var module: String
  /// The module's parameter that is the conductance.
  public var parameter: String
  /// Net names.
  public var nets: Nets
  /// Conductance of cell (i, j), siemens.
  public var siemens: @Sendable (Int, Int) -> Double

  /// Makes an array.
  public init(
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
public struct WireMesh: Sendable {
  /// Number of rows.
  public var rows: Int
  /// Number of columns.
  public var columns: Int
  /// Prefix of the row ports and column ports.
  public var rowPort, columnPort: String
  /// Prefix of the nets at crossings.
  public var rowNet, columnNet: String
  /// Ohms of a segment of a row (one cell width) and of a column (one cell height).
  public var rowOhms, columnOhms: Double
  /// Farads of a segment of a row and of a column.
  public var rowFarads, columnFarads: Double

  /// Makes a mesh.
  public init(
    rows: Int, columns: Int, rowPort: String, columnPort: String, rowNet: String, columnNet: String,
    rowOhms: Double, columnOhms: Double, rowFarads: Double, columnFarads: Double
  ) {
    (self.rows, self.columns, self.rowPort, self.columnPort) = (rows, columns, rowPort, columnPort)
    (self.rowNet, self.columnNet, self.rowOhms, self.columnOhms) = (rowNet, columnNet, rowOhms, columnOhms)
    (self.rowFarads, self.columnFarads) = (rowFarads, columnFarads)
  }
}

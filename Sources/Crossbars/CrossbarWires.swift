import Diagnostics
import Quantities

/// What one end of every row line, or of every column line, of a tile is connected to.
package enum LineEnd: Sendable, Hashable {
  /// Nothing: the line ends at its last cell.
  case open
  /// A terminal, through everything between it and the line's last cell: the wire segment and a driver's or a sense
  /// circuit's resistance. With 0 Ohm the node of the last cell is at the terminal's voltage.
  case connected(Resistance)

  /// Whether there is a terminal.
  package var isConnected: Bool { self != .open }
  /// Whether the node of the last cell is held at the terminal's voltage.
  var isHeld: Bool { self == .connected(.zero) }
  /// Siemens between the last cell's node and a terminal that does not hold it.
  var siemens: Double {
    guard case .connected(let resistance) = self, resistance.si > 0 else { return 0 }
    return 1 / resistance.si
  }
}

/// The wires of a crossbar tile.
///
/// Row lines run from left to right over the columns, column lines from top to bottom over the rows:
/// ```swift
/// // Rows driven at the left, columns grounded at the bottom, one Ohm from cell to cell and at the ends.
/// let wires = CrossbarWires(
///   rowSegment: Resistance(si: 1), columnSegment: Resistance(si: 1),
///   left: .connected(Resistance(si: 1)), bottom: .connected(Resistance(si: 1)))
/// ```
package struct CrossbarWires: Sendable, Hashable {
  /// Resistance of a row line between two neighbouring cells; more than 0.
  package var rowSegment: Resistance
  /// Resistance of a column line between two neighbouring cells; more than 0.
  package var columnSegment: Resistance
  /// The end of row lines before column 0.
  package var left: LineEnd
  /// The end of row lines after the last column.
  package var right: LineEnd
  /// The end of column lines before row 0.
  package var top: LineEnd
  /// The end of column lines after the last row.
  package var bottom: LineEnd

  /// Makes wires; ends that are not named are open.
  package init(
    rowSegment: Resistance, columnSegment: Resistance, left: LineEnd = .open, right: LineEnd = .open,
    top: LineEnd = .open, bottom: LineEnd = .open
  ) {
    (self.rowSegment, self.columnSegment) = (rowSegment, columnSegment)
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
  }

  /// What is wrong with the resistances.
  func diagnostics() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (name, value) in [("row", rowSegment), ("column", columnSegment)]
    where !(value.si > 0 && value.si.isFinite) {
      found.append(
        Diagnostic(
          .error, "GD0460",
          "The resistance of a \(name) segment of a crossbar tile is \(value); expected a finite value above 0 Ohm.",
          advice: "for wires without resistance, multiply by the conductances: no solver is needed"))
    }
    for (name, end) in [("left", left), ("right", right), ("top", top), ("bottom", bottom)] {
      guard case .connected(let value) = end, !(value.si >= 0 && value.si.isFinite) else { continue }
      found.append(
        Diagnostic(
          .error, "GD0460",
          "The resistance of the \(name) end of a crossbar tile is \(value); expected a finite value from 0 Ohm.",
          advice: "an end without connection is open"))
    }
    return found
  }
}

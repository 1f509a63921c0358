import Diagnostics
import Fabrics

/// A crossbar tile as a circuit: cells between row lines and column lines whose wires have resistance.
package struct CrossbarTile: Sendable {
  /// Number of row lines.
  package let rows: Int
  /// Number of column lines.
  package let columns: Int
  /// Conductances in siemens, row by row; 0 is an open cell, a large one a shorted cell.
  package var siemens: [Double]
  /// The current of a cell.
  package var law: CellLaw
  /// The wires.
  package var wires: CrossbarWires

  /// Makes a tile; ``CrossbarSolver/init(_:)`` checks it.
  package init(rows: Int, columns: Int, siemens: [Double], law: CellLaw = .ohmic, wires: CrossbarWires) {
    (self.rows, self.columns, self.siemens) = (rows, columns, siemens)
    (self.law, self.wires) = (law, wires)
  }

  /// Makes a tile of synapse devices.
  package init(_ matrix: ConductanceMatrix, law: ReadLaw, wires: CrossbarWires) {
    self.init(
      rows: matrix.rows, columns: matrix.columns, siemens: matrix.siemens, law: CellLaw(law), wires: wires)
  }

  /// Everything that makes the tile unsolvable.
  func diagnostics() -> [Diagnostic] {
    guard rows > 0, columns > 0, siemens.count == rows * columns else {
      return [
        Diagnostic(
          .error, "GD0460",
          "A crossbar tile of \(rows) × \(columns) has \(siemens.count) conductances; expected rows × columns, at least one."
        )
      ]
    }
    var found = wires.diagnostics()
    if let bad = siemens.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      found.append(
        Diagnostic(
          .error, "GD0460",
          "The cell in row \(bad / columns), column \(bad % columns) of a crossbar tile has the conductance "
            + "\(siemens[bad]) S; expected a finite value from 0 S.",
          advice: "a shorted cell is one of a few kS"))
    }
    if let scale = law.scale, !(scale.si > 0 && scale.si.isFinite) {
      found.append(
        Diagnostic(
          .error, "GD0460",
          "The law of a crossbar tile's cells has v₀ = \(scale); expected a finite value above 0 V."))
    }
    return found.isEmpty ? floatingLines() : found
  }

  /// Lines whose voltage nothing determines, or that two terminals determine at once.
  private func floatingLines() -> [Diagnostic] {
    let rowsAreOpen = !wires.left.isConnected && !wires.right.isConnected
    let columnsAreOpen = !wires.top.isConnected && !wires.bottom.isConnected
    if rowsAreOpen && columnsAreOpen {
      return [
        Diagnostic(
          .error, "GD0461", "All four ends of a crossbar tile are open, so that no voltage is determined.",
          advice: "connect the rows' left end or the columns' bottom end")
      ]
    }
    var found: [Diagnostic] = []
    func floating(_ name: String, _ line: Int) {
      found.append(
        Diagnostic(
          .error, "GD0461",
          "\(name) \(line) of a crossbar tile floats: both its ends are open and so are all its cells.",
          advice: "connect one end of the lines, or give open cells their leakage conductance"))
    }
    if rowsAreOpen {
      for i in 0..<rows where (0..<columns).allSatisfy({ siemens[i * columns + $0] == 0 }) {
        floating("Row", i)
      }
    }
    if columnsAreOpen {
      for j in 0..<columns where (0..<rows).allSatisfy({ siemens[$0 * columns + j] == 0 }) {
        floating("Column", j)
      }
    }
    for (name, isOne, first, second) in [
      ("row", columns == 1, wires.left, wires.right), ("column", rows == 1, wires.top, wires.bottom),
    ] where isOne && first.isHeld && second.isHeld {
      found.append(
        Diagnostic(
          .error, "GD0461",
          "Both ends of a one-cell \(name) line of a crossbar tile have 0 Ohm, which connects two terminals directly.",
          advice: "give one of them a resistance"))
    }
    return found
  }
}

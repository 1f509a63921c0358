import Technology

/// Rows and columns of cross points with a pin a line: rows `row0`, `row1`, … from the top with their pins at the left, columns
/// `col0`, … from the left with their pins at the lower edge.
package struct CrossPointArray: Generator, Hashable {
  package var name: String
  /// The cell.
  package var cell: CrossPoint
  /// Number of rows and columns.
  package var rows, columns: Int

  /// An array of a name.
  package init(_ name: String, _ cell: CrossPoint, rows: Int, columns: Int) {
    (self.name, self.cell, self.rows, self.columns) = (name, cell, rows, columns)
  }

  package func faults(_ rules: LayoutRules) -> [String] {
    cell.faults(rules) + (rows < 1 || columns < 1 ? ["an array has a row and a column at least"] : [])
  }

  /// How far lines go on past the array to their pins.
  var stub: Spot { Spot(cell.pitch.x / 2, cell.pitch.y / 2) }

  /// What the array takes with its pins.
  package var box: Box { Box(-stub.x, -stub.y, columns * cell.pitch.x, rows * cell.pitch.y) }

  /// The pins, without what is drawn.
  package func pins(_ rules: LayoutRules) -> [Pin] {
    guard let stack = rules.memristor else { return [] }
    let rowPins = (0..<rows).map { row in
      let y = (rows - 1 - row) * cell.pitch.y + cell.pitch.y / 2
      return Pin("row\(row)", stack.bottom, Box(-stub.x, y - cell.rowWidth / 2, 0, y + cell.rowWidth / 2))
    }
    let columnPins = (0..<columns).map { column in
      let x = column * cell.pitch.x + cell.pitch.x / 2
      return Pin(
        "col\(column)", stack.top, Box(x - cell.columnWidth / 2, -stub.y, x + cell.columnWidth / 2, 0))
    }
    return rowPins + columnPins
  }

  package func cells(_ rules: LayoutRules) -> [Cell] { cell.cells(rules) + [ownCell(rules)] }

  /// The array alone, without the cell that it holds.
  func ownCell(_ rules: LayoutRules) -> Cell {
    var array = Cell(name, box: box)
    for pin in pins(rules) { array.draw(pin) }
    array.references = [
      Reference(cell.name, at: Spot(0, 0), columns: columns, rows: rows, pitch: cell.pitch)
    ]
    return array
  }
}

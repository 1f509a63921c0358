import Technology

/// Cells, each after those that it holds, with the layers that they are drawn on.
///
/// A layout is a value that does not grow with the number of copies of a cell: a tile of a million memristors is one reference.
package struct Layout: Sendable {
  /// The layers, and what may be drawn on them.
  package let rules: LayoutRules
  /// The cells, each after those that it holds; the last one is the whole.
  package let cells: [Cell]

  /// A layout of cells, in the order of ``cells``.
  package init(rules: LayoutRules, cells: [Cell]) {
    precondition(!cells.isEmpty, "a layout has a cell")
    (self.rules, self.cells) = (rules, cells)
  }

  /// The whole.
  package var top: Cell { cells[cells.count - 1] }

  /// The smallest rectangle around all that is drawn in each cell, by name.
  package var bounds: [String: Box] {
    var result: [String: Box] = [:]
    for cell in cells {
      var boxes = cell.shapes.map(\.shape.bounds) + cell.pins.map(\.box)
      for reference in cell.references {
        guard let box = result[reference.cell]?.moved(reference.origin) else { continue }
        let last = Spot((reference.columns - 1) * reference.pitch.x, (reference.rows - 1) * reference.pitch.y)
        boxes.append(box.union(box.moved(last)))
      }
      guard let first = boxes.first else { continue }
      result[cell.name] = boxes.dropFirst().reduce(first) { $0.union($1) }
    }
    return result
  }

  /// How often each cell is in the whole, itself once.
  package var counts: [String: Int] {
    var result = [top.name: 1]
    for cell in cells.reversed() {
      guard let count = result[cell.name] else { continue }
      for reference in cell.references { result[reference.cell, default: 0] += count * reference.count }
    }
    return result
  }
}

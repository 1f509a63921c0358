import Technology

/// A memristor at the crossing of two wires, without a transistor: the row's wire on the metal below runs across, the column's on
/// the metal above runs up, and the memristor lies between them with one contact in its middle.
package struct CrossPoint: Generator, Hashable {
  /// From cell to cell, across and up, in nanometres.
  package var pitch: Spot
  /// Widths of the wires, in nanometres.
  package var rowWidth, columnWidth: Int
  /// Edge of the square that marks the memristor, in nanometres.
  package var side: Int

  package var name: String { "cross_point" }

  /// A cell of any size.
  package init(pitch: Spot, rowWidth: Int, columnWidth: Int, side: Int) {
    (self.pitch, self.rowWidth, self.columnWidth, self.side) = (pitch, rowWidth, columnWidth, side)
  }

  /// The smallest cell that the rules allow; nil for a process without memristors.
  package init?(smallest rules: LayoutRules) {
    guard let stack = rules.memristor else { return nil }
    let side = rules.nanometres(.width, stack.layer)
    func width(_ metal: String) -> Int {
      max(
        rules.nanometres(.width, metal),
        rules.nanometres(.square, stack.via) + 2 * rules.nanometres(.enclosure, stack.via, metal))
    }
    let (row, column) = (width(stack.bottom), width(stack.top))
    // Both halves of a cell lie on the grid.
    let step = 2 * rules.gridStep
    func pitch(_ width: Int, _ metal: String) -> Int {
      let least = max(
        width + rules.nanometres(.spacing, metal), side + rules.nanometres(.spacing, stack.layer))
      return (least + step - 1) / step * step
    }
    self.init(
      pitch: Spot(pitch(column, stack.top), pitch(row, stack.bottom)), rowWidth: row, columnWidth: column,
      side: side)
  }

  package func faults(_ rules: LayoutRules) -> [String] {
    guard let stack = rules.memristor else { return ["the process has no memristor between two metals"] }
    var faults: [String] = []
    func need(_ value: Int, _ least: Int, _ what: String) {
      if value < least { faults.append("\(what) is \(value) nm, and the rules ask \(least) nm") }
    }
    let contact = rules.nanometres(.square, stack.via)
    for (metal, width, pitch, line) in [
      (stack.bottom, rowWidth, self.pitch.y, "row"), (stack.top, columnWidth, self.pitch.x, "column"),
    ] {
      need(
        width,
        max(rules.nanometres(.width, metal), contact + 2 * rules.nanometres(.enclosure, stack.via, metal)),
        "the width of a \(line) on \(metal)")
      need(pitch - width, rules.nanometres(.spacing, metal), "the space between two \(line)s on \(metal)")
      need(width, side, "the width of a \(line) that covers the memristor")
      need(
        (pitch - contact) / 2, rules.nanometres(.sideEnclosure, stack.via, metal),
        "what a \(line)'s neighbouring cell leaves past the contact")
    }
    need(side, rules.nanometres(.width, stack.layer), "the side of a memristor")
    need(
      min(pitch.x, pitch.y) - side, rules.nanometres(.spacing, stack.layer),
      "the space between two memristors")
    for (value, what) in [
      (pitch.x, "the pitch of columns"), (pitch.y, "the pitch of rows"), (rowWidth, "the width of rows"),
      (columnWidth, "the width of columns"), (side, "the side of a memristor"),
    ] where value % (2 * rules.gridStep) != 0 {
      faults.append("\(what), \(value) nm, is no even multiple of the grid, \(rules.gridStep) nm")
    }
    return faults
  }

  package func cells(_ rules: LayoutRules) -> [Cell] {
    guard let stack = rules.memristor else { return [] }
    let box = Box(0, 0, pitch.x, pitch.y)
    let contact = rules.nanometres(.square, stack.via)
    var cell = Cell(name, box: box)
    let middle = Spot(pitch.x / 2, pitch.y / 2)
    cell.draw(stack.bottom, Box(0, middle.y - rowWidth / 2, pitch.x, middle.y + rowWidth / 2))
    cell.draw(stack.layer, Box(around: middle, width: side, height: side))
    // 75 nm on both sides of the middle: a square's half is rounded to whole nanometres, not to the grid.
    cell.draw(stack.via, Box(around: middle, width: contact, height: contact))
    cell.draw(stack.top, Box(middle.x - columnWidth / 2, 0, middle.x + columnWidth / 2, pitch.y))
    return [cell]
  }
}

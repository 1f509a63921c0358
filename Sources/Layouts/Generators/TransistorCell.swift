import Technology

/// A memristor over the drain of its own 5 V transistor: gates run across on polysilicon, sources across on metal 1 with the
/// local interconnect below, the memristor's upper wire runs up on metal 2.
///
/// All lengths follow from the rules and the transistor's size; its layers are those of SKY130 by name.
package struct TransistorCell: Generator, Hashable {
  /// Width and length of the channel, in nanometres.
  package var width, length: Int

  package var name: String { "transistor_cell" }

  /// A cell with a transistor of so much.
  package init(width: Int = 1500, length: Int = 500) { (self.width, self.length) = (width, length) }

  static let layers = [
    "diff", "tap", "hvi", "hvntm", "poly", "nsdm", "psdm", "npc", "licon", "li1", "mcon", "met1", "via",
    "met2",
  ]

  package func faults(_ rules: LayoutRules) -> [String] {
    let missing = Self.layers.filter { rules.layer($0) == nil }
    guard missing.isEmpty, rules.memristor != nil else {
      return [
        "the process lacks \((missing + (rules.memristor == nil ? ["a memristor"] : [])).joined(separator: ", "))"
      ]
    }
    let plan = Plan(self, rules)
    var faults: [String] = []
    if length < rules.nanometres(.width, "hvgate") {
      faults.append(
        "the channel is \(length) nm long, and the rules ask \(rules.nanometres(.width, "hvgate")) nm of a 5 V transistor"
      )
    }
    if width < plan.narrowest {
      faults.append("the channel is \(width) nm wide, and gate and contacts take \(plan.narrowest) nm")
    }
    for (value, what) in [(width, "width"), (length, "length")] where value % (2 * rules.gridStep) != 0 {
      faults.append(
        "the channel's \(what), \(value) nm, is no even multiple of the grid, \(rules.gridStep) nm")
    }
    return faults
  }

  package func cells(_ rules: LayoutRules) -> [Cell] { [Plan(self, rules).cell] }

  /// Where everything lies; the transistor's diffusion has its lower left corner at the origin.
  struct Plan {
    let rules: LayoutRules
    let name: String
    let width, length: Int
    /// Of a contact to the diffusion, of one to metal 1, of the memristor's.
    let contact, metalContact, via: Int
    /// Of the diffusion past the gate, and of the gate past the diffusion.
    let end: Int
    /// From diffusion edge to contact.
    let margin: Int

    init(_ cell: TransistorCell, _ rules: LayoutRules) {
      self.rules = rules
      (name, width, length) = (cell.name, cell.width, cell.length)
      contact = rules.nanometres(.square, "licon")
      metalContact = rules.nanometres(.square, "mcon")
      via = rules.nanometres(.square, rules.memristor?.via ?? "via")
      margin = rules.onGrid(
        max(
          rules.nanometres(.sideEnclosure, "diff-licon", "diff"),
          rules.nanometres(.separation, "diff-licon", "gate")))
      end = max(2 * margin + contact, rules.nanometres(.overhang, "diff", "poly"))
    }

    /// Of the diffusion.
    var height: Int { 2 * end + length }
    var diffusion: Box { Box(0, 0, width, height) }
    /// From cell to cell: the spaces between diffusions, and between the metals over them.
    var pitch: Spot {
      let space = max(rules.nanometres(.spacing, "hvdiff"), rules.nanometres(.spacing, "diff"))
      return Spot(
        width + space,
        max(height + space, sourceLine.height + drainPad.height + 2 * rules.nanometres(.spacing, "met1")))
    }
    /// The cell's share of an array.
    var box: Box {
      let (across, up) = ((pitch.x - width) / 2, (pitch.y - height) / 2)
      return Box(-across, -up, pitch.x - across, pitch.y - up)
    }
    var gate: Box { Box(box.left, end, box.right, end + length) }
    /// What the contacts take, and what the rules ask of a gate in any direction.
    var narrowest: Int { max(contact + 2 * margin, drainPad.width, rules.nanometres(.width, "hvgate")) }

    /// Contacts side by side in a strip of the diffusion.
    func contacts(_ layer: String, at y: Int, size: Int) -> [Box] {
      let space = rules.nanometres(.spacing, layer)
      let count = max(1, (width - 2 * margin + space) / (size + space))
      // On even multiples of the grid: magic reads cuts on odd ones as wider by a step.
      let first =
        (width - count * size - (count - 1) * space) / 2 / (2 * rules.gridStep) * (2 * rules.gridStep)
      return (0..<count).map { index in
        let x = first + index * (size + space)
        return Box(x, y, x + size, y + size)
      }
    }
    /// Heights of the contacts of source and drain.
    var sourceContact: Int { margin }
    var drainContact: Int { height - margin - contact }
    /// Metal 1 of the sources, from end to end of the cell.
    var sourceLine: Box {
      let reach = max(
        rules.nanometres(.enclosure, "mcon", "met1"), rules.nanometres(.sideEnclosure, "mcon", "met1"))
      return Box(box0.left, sourceContact - reach, box0.right, sourceContact + metalContact + reach)
    }
    private var box0: Box { Box(-1, 0, width + 1, height) }
    /// Metal 1 below the memristor.
    var drainPad: Box {
      let memristor = rules.memristor.map { rules.nanometres(.width, $0.layer) } ?? 0
      let reach = max(
        rules.nanometres(.sideEnclosure, "via", "met1"), rules.nanometres(.enclosure, "via", "met1"))
      let over = rules.memristor.map { rules.nanometres(.sideEnclosure, $0.layer, $0.bottom) } ?? 0
      let size = rules.onGrid(max(via + 2 * reach, memristor + 2 * over, 300))
      let side = (size + 2 * rules.gridStep - 1) / (2 * rules.gridStep) * (2 * rules.gridStep)
      return Box(around: memristorPlace, width: side, height: side)
    }
    var memristorPlace: Spot { Spot(width / 2, drainContact + contact / 2) }
    var bitLine: Box {
      let half = drainPad.width / 2
      return Box(memristorPlace.x - half, box.bottom, memristorPlace.x + half, box.top)
    }

    var cell: Cell {
      var cell = Cell(name, box: box)
      cell.draw("diff", diffusion)
      cell.draw("hvi", box.grown(rules.nanometres(.enclosure, "hvdiff", "hvi")))
      cell.draw(
        "hvntm",
        box.grown(
          rules.onGrid(max(0, rules.nanometres(.enclosure, "hvndiff", "hvntm") - (pitch.x - width) / 2))))
      cell.draw("nsdm", box)
      cell.draw("poly", gate)
      for y in [sourceContact, drainContact] {
        let row = contacts("licon", at: y, size: contact)
        for box in row { cell.draw("licon", box) }
        let reach = rules.nanometres(.sideEnclosure, "licon", "li1")
        if let first = row.first, let last = row.last {
          cell.draw("li1", Box(first.left - reach, y, last.right + reach, y + contact))
        }
      }
      for box in contacts("mcon", at: sourceContact, size: metalContact) { cell.draw("mcon", box) }
      cell.draw(
        "mcon", Box(around: memristorPlace, width: metalContact, height: metalContact).snapped(rules.gridStep)
      )
      cell.draw("met1", Box(box.left, sourceLine.bottom, box.right, sourceLine.top))
      cell.draw("met1", drainPad.snapped(rules.gridStep))
      if let stack = rules.memristor {
        let side = rules.nanometres(.width, stack.layer)
        cell.draw(stack.layer, Box(around: memristorPlace, width: side, height: side).snapped(rules.gridStep))
        cell.draw(stack.via, Box(around: memristorPlace, width: via, height: via).snapped(rules.gridStep))
        cell.draw(stack.top, bitLine.snapped(rules.gridStep))
      }
      return cell
    }
  }
}

extension Box {
  /// Moved to the grid to the left and down, its size kept.
  func snapped(_ grid: Int) -> Box {
    func down(_ value: Int) -> Int { Int((Double(value) / Double(grid)).rounded(.down)) * grid }
    return moved(Spot(down(left) - left, down(bottom) - bottom))
  }
}

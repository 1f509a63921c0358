import Technology

/// Rows and columns of cells with a transistor each, strapped and tapped: gates `word0`, … from the top with a contact at the
/// left, sources `source0`, … at the right, memristors `bit0`, … at the lower edge, and rows of substrate taps, `vgnd`, below,
/// above and after every so many rows of cells.
package struct TransistorArray: Generator, Hashable {
  package var name: String
  /// The cell.
  package var cell: TransistorCell
  /// Number of rows and columns.
  package var rows, columns: Int
  /// Rows of cells between two rows of taps.
  package static let rowsPerTap = 8

  /// An array of a name.
  package init(_ name: String, _ cell: TransistorCell = TransistorCell(), rows: Int, columns: Int) {
    (self.name, self.cell, self.rows, self.columns) = (name, cell, rows, columns)
  }

  package func faults(_ rules: LayoutRules) -> [String] {
    cell.faults(rules) + (rows < 1 || columns < 1 ? ["an array has a row and a column at least"] : [])
  }

  package func cells(_ rules: LayoutRules) -> [Cell] {
    let plan = TransistorCell.Plan(cell, rules)
    let tap = TapRow(plan, columns: columns)
    let pitch = plan.pitch
    var array = Cell(name, box: plan.box)
    let right = plan.box.left + columns * pitch.x
    let wordEdge = plan.box.left - WordContact.reach
    // From the bottom: a row of taps, up to eight rows of cells, a row of taps, and so on.
    var y = 0
    func addTaps() {
      array.references.append(Reference(tap.name, at: Spot(0, y + tap.height / 2 + plan.box.bottom)))
      array.draw(
        Pin("vgnd", "met1", tap.metal.moved(Spot(0, y + tap.height / 2 + plan.box.bottom)), use: .ground))
      y += tap.height
    }
    addTaps()
    var row = rows
    while row > 0 {
      let count = min(Self.rowsPerTap, row)
      array.references.append(
        Reference(cell.name, at: Spot(0, y), columns: columns, rows: count, pitch: pitch))
      for index in 0..<count {
        let name = row - 1 - index
        let origin = Spot(0, y + index * pitch.y)
        WordContact(plan).draw(in: &array, at: origin, name: "word\(name)")
        let line = plan.sourceLine.moved(origin)
        array.draw(Pin("source\(name)", "met1", Box(right, line.bottom, right + 300, line.top)))
      }
      y += count * pitch.y
      row -= count
      addTaps()
    }
    let bottom = plan.box.bottom
    for column in 0..<columns {
      let line = plan.bitLine.snapped(rules.gridStep).moved(Spot(column * pitch.x, 0))
      array.draw("met2", Box(line.left, bottom, line.right, bottom + y))
      array.draw(Pin("bit\(column)", "met2", Box(line.left, bottom - 300, line.right, bottom)))
    }
    array.box = Box(wordEdge, bottom - 300, right + 300, bottom + y)
    return cell.cells(rules) + [tap.cell, array]
  }
}

/// A row of contacts to the substrate across an array, as high as it must be.
private struct TapRow {
  let plan: TransistorCell.Plan
  let columns: Int
  let name = "tap_row"

  init(_ plan: TransistorCell.Plan, columns: Int) { (self.plan, self.columns) = (plan, columns) }

  private var rules: LayoutRules { plan.rules }
  private var strip: Int { plan.contact + 2 * plan.margin }
  /// Room on both sides: what the transistors' layers need past the cells.
  var height: Int {
    let space = max(
      rules.nanometres(.separation, "hvndiff", "ptap"),
      rules.nanometres(.enclosure, "hvndiff", "hvntm") + rules.nanometres(.separation, "ptap", "hvntm"))
    let half = rules.onGrid(strip / 2 + space)
    return 2 * half
  }
  private var left: Int { plan.box.left }
  private var right: Int { plan.box.left + columns * plan.pitch.x }
  private var bottom: Int { -plan.contact / 2 / rules.gridStep * rules.gridStep }
  private var tap: Box { Box(left, bottom - plan.margin, right, bottom + plan.contact + plan.margin) }
  /// The line of metal 1.
  var metal: Box {
    let reach = rules.nanometres(.sideEnclosure, "mcon", "met1")
    return Box(left, bottom - reach, right, bottom + plan.metalContact + reach)
  }

  var cell: Cell {
    var cell = Cell(name, box: Box(left, -height / 2, right, height / 2))
    cell.draw("tap", tap)
    cell.draw(
      "hvi", Box(left, -height / 2, right, height / 2).grown(rules.nanometres(.enclosure, "hvtap", "hvi")))
    cell.draw("psdm", tap.grown(rules.onGrid(rules.nanometres(.enclosure, "ptap", "psdm"))))
    cell.draw("li1", Box(left, bottom, right, bottom + plan.contact))
    cell.draw("met1", metal)
    // A contact at the middle of every cell, far from the edges.
    for column in 0..<columns {
      let x = plan.box.center.x / rules.gridStep * rules.gridStep + column * plan.pitch.x
      cell.draw("licon", Box(x, bottom, x + plan.contact, bottom + plan.contact))
      cell.draw("mcon", Box(x, bottom, x + plan.metalContact, bottom + plan.metalContact))
    }
    return cell
  }
}

/// Brings a row's gates to metal 1 at the left of an array.
private struct WordContact {
  /// How far it goes past the array.
  static let reach = 1000
  let plan: TransistorCell.Plan

  init(_ plan: TransistorCell.Plan) { self.plan = plan }

  func draw(in array: inout Cell, at origin: Spot, name: String) {
    let rules = plan.rules
    let middle = Spot(plan.box.left - 600, plan.gate.center.y)
    func around(_ width: Int, _ height: Int) -> Box {
      Box(around: middle, width: width, height: height).snapped(rules.gridStep).moved(origin)
    }
    array.draw("poly", Box(middle.x - 250, plan.gate.bottom, plan.box.left, plan.gate.top).moved(origin))
    let contact = around(plan.contact, plan.contact)
    array.draw("licon", contact)
    array.draw("npc", contact.grown(rules.nanometres(.enclosure, "poly-licon", "npc")))
    array.draw("li1", contact.grown(rules.nanometres(.sideEnclosure, "licon", "li1")))
    array.draw("mcon", around(plan.metalContact, plan.metalContact))
    let pad = around(plan.metalContact, plan.metalContact).grown(65)
    array.draw(Pin(name, "met1", Box(plan.box.left - Self.reach + origin.x, pad.bottom, pad.right, pad.top)))
  }
}

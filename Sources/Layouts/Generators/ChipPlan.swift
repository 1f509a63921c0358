import Diagnostics
import Mapping
import Technology

/// A chip's tiles as a layout: each a cell of the name that its circuit has in the netlist, side by side in shelves so that the
/// whole is nearly a square, with a pin for each end of a line and the boundary of the macro.
///
/// What is not drawn is said by ``notDrawn``: everything but the arrays.
package struct ChipPlan: Sendable {
  /// What of a chip has no layout yet.
  package static let notDrawn = [
    "wires between tiles", "neurons", "row drivers", "sense and nudge circuits", "converters",
    "write circuits", "control", "pads",
    "power", "fill",
  ]

  /// The chip.
  package let chip: Chip
  /// The rules that it is drawn by.
  package let rules: LayoutRules
  /// The cell of all tiles.
  package let cell: CrossPoint
  /// Where the arrays lie, in the order of the chip's tiles.
  package let places: [(tile: Tile, box: Box)]
  /// The boundary of the macro.
  package let boundary: Box

  /// Room between two tiles and at the edge: two of the widest spaces that a metal asks.
  static let gap = 1000

  /// Places the tiles of a chip.
  /// - Throws: `GD1200` for what the rules forbid, `GD1201` for a chip whose cells are none that can be drawn.
  package init(_ chip: Chip, rules: LayoutRules) throws(DiagnosticsError) {
    (self.chip, self.rules) = (chip, rules)
    cell = try Self.cell(chip, rules)
    let tiles = chip.blocks.flatMap(\.tiles)
    let cell = cell
    let sizes = tiles.map { CrossPointArray("", cell, rows: $0.rows.count, columns: $0.columns.count).box }
    (places, boundary) = Self.packed(tiles, sizes)
  }

  private static func cell(_ chip: Chip, _ rules: LayoutRules) throws(DiagnosticsError) -> CrossPoint {
    let technology = chip.technology
    guard let stack = rules.memristor else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1201",
          "\(rules.name) has no memristor, so that no array of \(technology.device.name) can be drawn in it")
      ])
    }
    var faults: [String] = []
    for (wire, metal, line) in [
      (technology.process.rowWire, stack.bottom, "rows"),
      (technology.process.columnWire, stack.top, "columns"),
    ] where wire.layer != metal {
      faults.append(
        "\(line) run on \(wire.layer), and the memristor lies between \(stack.bottom) (rows) and \(stack.top) (columns)"
      )
    }
    if !technology.device.isCrossPoint {
      faults.append(
        "the cells of \(technology.device.name) have a transistor each, and arrays of a chip are drawn of cross points alone"
      )
    }
    guard faults.isEmpty else {
      throw DiagnosticsError(
        faults.map { Diagnostic(.error, "GD1201", "\(chip.name) cannot be drawn in \(rules.name): \($0)") })
    }
    func nanometres(_ length: Double) -> Int { Int((length / LayoutRules.unit).rounded()) }
    let cell = CrossPoint(
      pitch: Spot(
        nanometres(technology.device.cellWidth.value.si), nanometres(technology.device.cellHeight.value.si)),
      rowWidth: nanometres(technology.process.rowWire.width.value.si),
      columnWidth: nanometres(technology.process.columnWire.width.value.si),
      side: rules.nanometres(.width, stack.layer))
    let broken = cell.faults(rules)
    guard broken.isEmpty else {
      throw DiagnosticsError(
        broken.map {
          Diagnostic(
            .error, "GD1200", "the cell of \(technology.name) cannot be drawn in \(rules.name): \($0)")
        })
    }
    return cell
  }

  /// Tiles in shelves, the highest first, by the width of a shelf that gives the smallest of the boxes that are nearly square.
  private static func packed(_ tiles: [Tile], _ sizes: [Box]) -> (
    places: [(tile: Tile, box: Box)], boundary: Box
  ) {
    let order = tiles.indices.sorted { (sizes[$0].height, $1) > (sizes[$1].height, $0) }
    let total = sizes.reduce(gap) { $0 + $1.width + gap }
    let widest = (sizes.map(\.width).max() ?? 0) + 2 * gap
    var best: (boxes: [Box], whole: Box)?
    for shelves in 1...max(1, min(tiles.count, 512)) {
      let trial = shelved(order, sizes, width: max(widest, (total + shelves - 1) / shelves))
      guard let known = best else {
        best = trial
        continue
      }
      if score(trial.whole) < score(known.whole) { best = trial }
    }
    guard let best else { return ([], Box(0, 0, 2 * gap, 2 * gap)) }
    return (zip(tiles, best.boxes).map { ($0, $1) }, best.whole)
  }

  /// Area, of a box that is longer than twice its height as if it had to be filled up to that.
  private static func score(_ box: Box) -> Double {
    Double(box.area) * max(1, box.aspectRatio / 2)
  }

  private static func shelved(_ order: [Int], _ sizes: [Box], width: Int) -> (boxes: [Box], whole: Box) {
    var boxes = sizes
    var (x, y, shelf, right) = (gap, gap, 0, 0)
    for index in order {
      if x > gap, x + sizes[index].width + gap > width {
        (x, y) = (gap, y + shelf + gap)
        shelf = 0
      }
      boxes[index] = Box(x, y, x + sizes[index].width, y + sizes[index].height)
      x += sizes[index].width + gap
      right = max(right, x)
      shelf = max(shelf, sizes[index].height)
    }
    return (boxes, Box(0, 0, right, y + shelf + gap))
  }

  /// The layout: the cell, an array for each size of tile, a cell for each tile, and the chip.
  package var layout: Layout {
    var cells = cell.cells(rules)
    var known: Set<String> = []
    var top = Cell(Self.name(chip), box: boundary)
    top.draw("boundary", boundary)
    for (tile, box) in places {
      let array = CrossPointArray(
        "array_\(tile.rows.count)x\(tile.columns.count)", cell, rows: tile.rows.count,
        columns: tile.columns.count)
      if known.insert(array.name).inserted { cells.append(array.ownCell(rules)) }
      var own = Cell(tile.name, box: array.box)
      own.references = [Reference(array.name, at: Spot(0, 0))]
      own.pins = array.pins(rules)
      cells.append(own)
      let origin = Spot(box.left - array.box.left, box.bottom - array.box.bottom)
      top.references.append(Reference(tile.name, at: origin))
      top.pins += own.pins.map { Pin("\(tile.name)_\($0.name)", $0.layer, $0.box.moved(origin), use: $0.use) }
    }
    return Layout(rules: rules, cells: cells + [top])
  }

  /// The chip's name as streams and LEF take it.
  package static func name(_ chip: Chip) -> String {
    String(chip.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// Share of the macro that its arrays take.
  package var utilization: Double {
    Double(places.reduce(0) { $0 + $1.box.area }) / Double(boundary.area)
  }
}

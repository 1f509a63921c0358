import Mapping
import Quantities

/// Draws a chip's floorplan to scale: tiles coloured by their share of a full tile or by what their rows lose in the
/// wires, banks, and a scale bar.
package struct FloorplanSVG: Plot {
  private let chip: Chip
  private let losses: [Tile: Double]
  private static let (margin, header, legendPitch) = (12.0, 52.0, 22.0)
  /// A chip that is taller than this is drawn smaller.
  private static let largestHeight = 420.0
  /// Rows of the table; of larger chips it has a row a connection.
  private static let rowLimit = 64

  /// The drawing of a chip.
  /// - Parameter losses: share of its voltage that a row has lost at the far end of a tile, the worst row of each; tiles
  ///   without a figure are not coloured by it.
  package init(_ chip: Chip, losses: [Tile: Double] = [:]) { (self.chip, self.losses) = (chip, losses) }

  /// The drawing.
  package var drawing: Drawing {
    let plan = chip.floorplan
    let room = Drawing.width - 2 * Self.margin
    let scale = min(room / plan.boundary.width.si, Self.largestHeight / plan.boundary.height.si)
    let (width, height) = (plan.boundary.width.si * scale, plan.boundary.height.si * scale)
    func place(_ rectangle: Rectangle) -> Frame {
      Frame(
        x: Self.margin + rectangle.origin.x.si * scale, y: Self.header + height - rectangle.top.si * scale,
        width: rectangle.width.si * scale, height: rectangle.height.si * scale)
    }
    let map = TileMap(chip, x: Self.margin, y: Self.header + height + 62, width: room)
    let legend = map.bottom + 30
    let tiles = chip.blocks.flatMap(\.tiles).flatMap { tile in
      ([plan.rectangle(of: tile).map(place)].compactMap { $0 } + [map.frame(of: tile)]).map { (tile, $0) }
    }
    var lines = [
      Drawing.label(Self.margin, 20, deviceText),
      Drawing.label(Self.margin, 40, coreText, attributes: " class=\"quiet\""),
      Drawing.rectangle("box", Self.margin, Self.header, width, height),
    ]
    for placement in plan.placements {
      guard let style = Self.style(placement.kind) else { continue }
      lines.append(place(placement.rectangle).element("\(style) edge", title: label(placement.kind)))
    }
    lines.append(
      Drawing.label(
        Self.margin, map.top - 26, "The tiles of each connection, enlarged", attributes: " class=\"quiet\""))
    lines += map.outlines
    lines.append("<g class=\"by-utilization\">")
    lines += tiles.map { tile, frame in
      frame.element("afill edge", title: label(.tile(tile)), attributes: Self.opacity(utilization(tile)))
    }
    lines += Self.scale("afill", at: legend, [("full tile", 1), ("half", 0.5), ("empty", 0)])
    lines.append("</g>")
    if !losses.isEmpty {
      lines.append("<g class=\"by-loss\">")
      for (tile, frame) in tiles {
        guard let loss = losses[tile] else { continue }
        lines.append(
          frame.element(
            "efill edge", title: "\(tile.name): \(Figure.percent(loss)) lost",
            attributes: Self.opacity(loss / lossScale)))
      }
      lines += Self.scale(
        "efill", at: legend,
        [1, 0.5, 0].map { (Figure.percent($0 * lossScale) + ($0 == 1 ? " lost" : ""), $0) })
      lines.append("</g>")
    }
    for (index, entry) in [("bfill", "drivers"), ("cfill", "neurons"), ("dfill", "sense and nudge")]
      .enumerated()
    {
      lines += Self.key(
        entry.0, entry.1, x: Self.margin + 130 * Double(index), y: legend + Self.legendPitch)
    }
    lines += scaleBar(scale: scale, at: Self.header + height + 12)
    return Drawing(
      title: "Floorplan of \(chip.name)", description: "\(deviceText), \(coreText)",
      height: legend + Self.legendPitch + 14, lines)
  }

  /// What is drawn.
  package var table: DataTable {
    let columns: [DataTable.Column] =
      [.text("tile"), .number("rows"), .number("columns"), .number("used in %")]
      + (losses.isEmpty ? [] : [.number("lost in row wires in %")])
    func row(_ name: String, _ rows: String, _ columns: String, _ tiles: [Tile]) -> [String] {
      let used = tiles.reduce(0) { $0 + utilization($1) } / Double(max(1, tiles.count))
      let loss = tiles.compactMap { losses[$0] }.max()
      return [name, rows, columns, Drawing.number((1000 * used).rounded() / 10)]
        + (losses.isEmpty ? [] : [loss.map { Ratio(si: 100 * $0).formatted(digits: 3) } ?? ""])
    }
    guard chip.tileCount > Self.rowLimit else {
      return DataTable(
        columns,
        chip.blocks.flatMap(\.tiles).map {
          row(
            $0.name, "\($0.rows.lowerBound)–\($0.rows.upperBound - 1)",
            "\($0.columns.lowerBound)–\($0.columns.upperBound - 1)", [$0])
        })
    }
    return DataTable(
      columns,
      chip.blocks.map {
        row(
          "connection \($0.connection + 1), \($0.tiles.count) tiles", "\($0.rowCount)", "\($0.columnCount)",
          $0.tiles)
      })
  }

  private var deviceText: String {
    let tiles = chip.tileCount == 1 ? "1 tile" : "\(chip.tileCount) tiles"
    return "\(chip.deviceCount) devices on \(tiles) of \(chip.tileShape.rows) × \(chip.tileShape.columns)"
  }

  private var coreText: String {
    let boundary = chip.floorplan.boundary
    return
      "core \(boundary.width.typeset(digits: 3)) × \(boundary.height.typeset(digits: 3)), \(chip.technology.name)"
  }

  private func utilization(_ tile: Tile) -> Double {
    Double(tile.rows.count * tile.columns.count) / Double(chip.tileShape.rows * chip.tileShape.columns)
  }

  /// What the deepest colour means: a round share.
  private var lossScale: Double {
    let largest = losses.values.max() ?? 0
    let rounds = (-4...0).flatMap { exponent in [1.0, 2.0, 5.0].compactMap { Double("\($0)e\(exponent)") } }
    return rounds.first { $0 >= largest } ?? 1
  }

  private func label(_ kind: Floorplan.Kind) -> String {
    switch kind {
    case .tile(let tile): "\(tile.name): \(tile.rows.count) × \(tile.columns.count)"
    case .drivers: "row drivers"
    case .neurons(let layer): "neurons of layer \(layer + 1)"
    case .outputs: "sense and nudge circuits"
    }
  }

  /// The colour of a bank; nil for a tile.
  private static func style(_ kind: Floorplan.Kind) -> String? {
    switch kind {
    case .tile: nil
    case .drivers: "bfill"
    case .neurons: "cfill"
    case .outputs: "dfill"
    }
  }

  /// From the paper's colour to the full one, in light and dark.
  private static func opacity(_ share: Double) -> String {
    " fill-opacity=\"\(Drawing.number(((0.08 + 0.92 * share) * 1000).rounded() / 1000))\""
  }

  private static func scale(_ style: String, at y: Double, _ steps: [(name: String, share: Double)])
    -> [String]
  {
    steps.enumerated().flatMap { index, step in
      key(style, step.name, x: margin + 130 * Double(index), y: y, opacity(step.share))
    }
  }

  private static func key(
    _ style: String, _ name: String, x: Double, y: Double, _ attributes: String = ""
  ) -> [String] {
    [
      Drawing.rectangle("\(style) edge", x, y - 11, 14, 14, attributes: attributes),
      Drawing.label(x + 20, y, name),
    ]
  }

  private func scaleBar(scale: Double, at y: Double) -> [String] {
    let bar = roundLength
    let (x, end) = (Drawing.number(Self.margin), Self.margin + bar.si * scale)
    return [
      "<path class=\"whisker\" d=\"M\(x) \(Drawing.number(y))H\(Drawing.number(end))m0 -5v10M\(x) "
        + "\(Drawing.number(y - 5))v10\"/>",
      Drawing.label(end + 8, y + 4, bar.typeset(digits: 3)),
    ]
  }

  /// A round length of about a fifth of the width.
  private var roundLength: Length {
    let goal = chip.floorplan.boundary.width.si / 5
    let rounds = (-9...1).flatMap { exponent in
      [1.0, 2.0, 5.0].compactMap { Double("\($0)e\(exponent)") }
    }
    return Length(si: rounds.last { $0 <= goal } ?? goal)
  }
}

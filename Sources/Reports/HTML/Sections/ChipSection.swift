import Mapping
import Quantities

/// The chip: tiles and floorplan.
enum ChipSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let chip = content.chip else { return nil }
    let losses = RowLosses(chip, conductances: content.conductances).byTile
    let isKnown = losses.values.contains { $0 > 0 }
    let load =
      content.conductances == nil ? "every device at its highest conductance" : "the trained conductances"
    let figure = ReportFigure(
      FloorplanSVG(chip, losses: isKnown ? losses : [:]), id: "floorplan",
      caption: isKnown
        ? "IR drop: share of its voltage that a tile's worst row has lost in the wires at the tile's far end, with "
          + "\(load) and all columns at 0 V, the largest load a row can have."
        : "The technology's wires have no resistance: there is no IR drop.",
      choices: isKnown ? [("utilization", "utilization"), ("loss", "IR drop")] : [])
    let summary = MappingSummary(chip)
    let table = DataTable(
      [.text("connection"), .number("rows"), .number("columns"), .text("tiles"), .number("used in %")],
      zip(chip.blocks, summary.connections).map { block, connection in
        let cells = block.tiles.count * chip.tileShape.rows * chip.tileShape.columns
        let share = Double(connection.rows * connection.columns) / Double(cells)
        return [
          "\(block.connection + 1)", "\(connection.rows)", "\(connection.columns)",
          "\(connection.tilesDown) × \(connection.tilesAcross)", Ratio(si: 100 * share).typeset(digits: 3),
        ]
      })
    let boundary = chip.floorplan.boundary
    return ReportSection(
      id: "the-chip", title: "Chip",
      blocks: [
        .facts([
          ReportFact("technology", chip.technology.name),
          ReportFact(
            "core", "\(boundary.width.typeset(digits: 4)) × \(boundary.height.typeset(digits: 4))"),
          ReportFact("utilization of the tiles", Figure.percent(chip.utilization)),
          ReportFact("wires between tiles", Length(si: summary.trunkLength.value).typeset(digits: 4)),
        ]),
        .figures([figure]), .table("Connections on tiles", table),
      ])
  }
}

import Diagnostics
import Quantities
import Specification

extension MappingCheck {
  /// Voltage that a row loses in its wires on the way from its bank to the farthest cell of all tiles it passes,
  /// trunk links included, with the columns at 0 V and the devices at their conductance for small voltages.
  static let rowWireLoss = MappingCheck("GD0505") { chip, mapping in
    chip.blocks.compactMap { block in
      let ladder = LineLadder(row: block, of: chip)
      return lossDiagnostic("GD0505", ladder, chip, at: mapping.tileColumns.location) {
        "a row of connection \(block.connection + 1) (\(block.columnCount) cells) loses \($0) of its voltage in "
          + "its wires"
      }
    }
  }

  /// Weight that the farthest cell of a column loses in the column's wires, beside a cell at the column's foot.
  ///
  /// By reciprocity the current into the node's end from a volt on a row is the current into that row from a volt
  /// on the node's end: g times the voltage that arrives at the cell when the column is driven from its foot and
  /// all rows are at 0 V. A node's voltage is the mean of its rows' voltages weighted so; what the farthest cell
  /// lacks of the foot's voltage is therefore the error of its weight. All links from tile to tile count. The last
  /// one, from the foot through the channel, is common to all cells: the steady current through it is what the
  /// node's circuits take, none for an output and a free neuron, so it shifts no weight.
  static let columnWireLoss = MappingCheck("GD0506") { chip, mapping in
    chip.blocks.compactMap { block in
      let ladder = LineLadder(column: block, of: chip)
      return lossDiagnostic("GD0506", ladder, chip, at: mapping.tileRows.location) {
        "the farthest cell of a column of connection \(block.connection + 1) (\(block.rowCount) cells) loses \($0)"
          + " of its weight in the column's wires"
      }
    }
  }

  /// A warning above a tenth with all cells at their highest conductance, an error above a half with all at their
  /// lowest.
  private static func lossDiagnostic(
    _ code: String, _ ladder: LineLadder, _ chip: Chip, at location: SourceLocation,
    message: (_ share: String) -> String
  ) -> Diagnostic? {
    let range = chip.fabric.conductanceRange
    let lowest = ladder.loss(siemens: range.lowerBound.si)
    let highest = ladder.loss(siemens: range.upperBound.si)
    guard
      let severity = severity(lowest: lowest, highest: highest, warningAbove: 0.1, errorAbove: 0.5)
    else { return nil }
    let isError = severity == .error
    return Diagnostic(
      severity, code,
      message(isError ? "at least \(percent(lowest))" : "up to \(percent(highest))")
        + (isError ? "" : " (\(percent(lowest)) with every cell at its lowest conductance)")
        + "; at most \(isError ? "50 %" : "10 %") is sound",
      at: location, advice: isError ? "fewer cells on a line" : nil)
  }

  private static func percent(_ share: Double) -> String {
    "\(Ratio(si: 100 * share).formatted(digits: 2)) %"
  }
}

extension LineLadder {
  /// A row of a block: from the bank through all tiles of a row of tiles.
  init(row block: TileBlock, of chip: Chip) {
    let process = chip.technology.process
    taps = block.tiles.prefix(block.tilesAcross).map {
      let length = chip.floorplan.rowLinkLength(to: $0, in: block)
      return Tap(link: (process.trunkWire.resistancePerLength * length).si, cells: $0.columns.count)
    }
    segment = (process.rowWire.resistancePerLength * chip.technology.device.cellWidth.value).si
  }

  /// A column of a block: from its foot, at the last tile, up through all tiles of a column of tiles. All columns
  /// of a block are alike, for they differ in the link from the foot to the node alone.
  init(column block: TileBlock, of chip: Chip) {
    let process = chip.technology.process
    taps = (0..<block.tilesDown).reversed().map { down in
      let tile = block.tile(down: down, across: 0)
      let isFoot = down + 1 == block.tilesDown
      let length =
        isFoot
        ? .zero : chip.floorplan.columnLinkLength(from: tile, column: tile.columns.lowerBound, in: block)
      return Tap(link: (process.trunkWire.resistancePerLength * length).si, cells: tile.rows.count)
    }
    segment = (process.columnWire.resistancePerLength * chip.technology.device.cellHeight.value).si
  }
}

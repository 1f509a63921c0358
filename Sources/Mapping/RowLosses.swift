import Networks

/// What the rows of a chip lose in their wires with given conductances.
///
/// A row is driven from its bank; all columns are at 0 V, which is the largest load that the row can have. The voltages
/// along it then follow exactly, as in any ladder, from the admittances summed up from the far end.
public struct RowLosses: Sendable {
  /// Share of its driven voltage that the worst row of a tile has lost at the tile's last column.
  public let byTile: [Tile: Double]

  /// The losses of a chip's rows.
  /// - Parameter conductances: nil for every device at its highest conductance, which bounds those of any programming.
  public init(_ chip: Chip, conductances: Conductances?) {
    let process = chip.technology.process
    let segment =
      process.rowWire.resistancePerLength.si * chip.technology.device.cellWidth.value.si
    let highest = chip.network.conductanceRange.upperBound.si
    var found: [Tile: Double] = [:]
    for block in chip.blocks {
      let links = block.tiles.prefix(block.tilesAcross).map {
        process.trunkWire.resistancePerLength.si * chip.floorplan.rowLinkLength(to: $0, in: block).si
      }
      let matrix = conductances?.connections[block.connection]
      // All rows are alike when no conductances are given.
      for row in 0..<(matrix == nil ? min(1, block.rowCount) : block.rowCount) {
        let tiles = block.tiles(ofRow: row)
        let losses = Self.losses(tiles, links: links, segment: segment) { column in
          matrix.map { $0.siemens[block.rowOrder[row] * $0.columns + column] } ?? highest
        }
        for (tile, loss) in zip(
          matrix == nil ? block.tiles : tiles, losses.repeated(matrix == nil ? block.tilesDown : 1))
        { found[tile] = max(found[tile] ?? 0, loss) }
      }
    }
    byTile = found
  }

  /// The losses at the last columns of the tiles that a row passes.
  private static func losses(
    _ tiles: [Tile], links: [Double], segment: Double, siemens: (_ column: Int) -> Double
  ) -> [Double] {
    // Admittance at each cell, all that is farther included; and at each tap, from which a tile's line begins.
    var cells = tiles.map { [Double](repeating: 0, count: $0.columns.count) }
    var taps = [Double](repeating: 0, count: tiles.count)
    var beyond = 0.0
    for index in tiles.indices.reversed() {
      var line = 0.0
      for cell in cells[index].indices.reversed() {
        line = line / (1 + segment * line) + siemens(tiles[index].columns.lowerBound + cell)
        cells[index][cell] = line
      }
      taps[index] = beyond + line / (1 + segment * line)
      beyond = taps[index] / (1 + links[index] * taps[index])
    }
    var tap = 1.0
    return tiles.indices.map { index in
      tap /= 1 + links[index] * taps[index]
      return 1 - cells[index].reduce(tap) { $0 / (1 + segment * $1) }
    }
  }
}

extension TileBlock {
  /// The tiles that a physical row passes, from its bank on.
  func tiles(ofRow row: Int) -> [Tile] {
    let down = row / max(1, tiles.first?.rows.count ?? 1)
    return (0..<tilesAcross).map { tile(down: down, across: $0) }
  }
}

extension [Double] {
  fileprivate func repeated(_ count: Int) -> [Double] { (0..<count).flatMap { _ in self } }
}

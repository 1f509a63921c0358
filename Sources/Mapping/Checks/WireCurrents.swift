import Diagnostics
import Quantities
import Specification

// Largest currents that wires bear without electromigration. Within a tile a line carries the cells of the tile;
// the trunks carry those of all tiles: a row's first link brings the current of the whole row, a column's last one
// takes that of the whole column to the node.
extension MappingCheck {
  /// Row wires, within a tile.
  static let rowWireCurrent = MappingCheck("GD0504") { chip, mapping in
    guard let limit = chip.technology.process.rowWire.maximumCurrent?.value else { return [] }
    return chip.blocks.compactMap { block in
      LineCurrent.largestRow(
        cells: block.tiles.map(\.columns.count).max() ?? 0, connection: block.connection, of: chip)?
        .diagnostic(
          "GD0504", limit: limit, what: "a row wire of connection \(block.connection + 1)",
          at: mapping.tileColumns.location)
    }
  }

  /// Column wires, within a tile.
  static let columnWireCurrent = MappingCheck("GD0507") { chip, mapping in
    guard let limit = chip.technology.process.columnWire.maximumCurrent?.value else { return [] }
    return chip.blocks.compactMap { block in
      // The tiles of one column of tiles hold all rows. One over the limit is enough to know; the worst is shown.
      stride(from: 0, to: block.tiles.count, by: block.tilesAcross).map {
        LineCurrent(column: block.tiles[$0].rows, of: block, on: chip)
      }.max { ($0.lowest.si, $0.highest.si) < ($1.lowest.si, $1.highest.si) }?
      .diagnostic(
        "GD0507", limit: limit, what: "a column wire of connection \(block.connection + 1)",
        at: mapping.tileRows.location)
    }
  }

  /// Trunk wires: the first link of a row and the last of a column.
  static let trunkWireCurrent = MappingCheck("GD0508") { chip, _ in
    guard let limit = chip.technology.process.trunkWire.maximumCurrent?.value else { return [] }
    return chip.blocks.flatMap { block -> [Diagnostic] in
      let k = block.connection
      let row = LineCurrent.largestRow(cells: block.columnCount, connection: k, of: chip)
      let column = LineCurrent(column: 0..<block.rowCount, of: block, on: chip)
      let place = k == 0 ? chip.fabric.input.place : chip.fabric.layers[k - 1].place
      return [
        row?.diagnostic(
          "GD0508", limit: limit, what: "the trunk wire of a row of connection \(k + 1)",
          at: chip.fabric.layers[k].place),
        column.diagnostic(
          "GD0508", limit: limit, what: "the trunk wire of a column of connection \(k + 1)", at: place),
      ].compactMap { $0 }
    }
  }
}

import Quantities

extension Floorplan {
  /// Height of the wire of a physical row of a connection, which is where the row leaves its bank.
  package func rowHeight(_ row: Int, connection: Int) -> Length {
    let tilesAbove = row / pitches.tileRows[connection]
    return banks[connection].top - (Double(row) + 0.5) * pitches.row - Double(tilesAbove) * pitches.gap
  }

  /// Where the column of a node ends: at the left edge of the bank that holds the node's circuit, which stands
  /// where the node's own row leaves it (bias drivers stand below the neurons, at their rows). Output nodes have
  /// no row: they share their bank's height evenly, the first at the top.
  package func place(ofNode node: Int, layer: Int) -> Point {
    let bank = banks[layer + 1]
    guard layer + 1 < pitches.tileRows.count else {
      let share = (Double(node) + 0.5) / Double(pitches.outputNodes)
      return Point(x: bank.origin.x, y: bank.top - share * bank.height)
    }
    return Point(x: bank.origin.x, y: rowHeight(node, connection: layer + 1))
  }

  /// Depth below the tiles of the track in which a column crosses the channel.
  ///
  /// The first column of a connection has the deepest of its tracks and the last the uppermost, so that no column
  /// crosses another's track on its way down.
  package func trackDepth(column: Int, in block: TileBlock) -> Length {
    (Double(block.columnCount - 1 - column) + 0.5) * pitches.track
  }

  /// Length of the wire that brings a row to the left edge of a tile: from the bank for the first tile of a row
  /// of tiles, else from the left edge of the tile on the left (trunk wires run above the tiles).
  package func rowLinkLength(to tile: Tile, in block: TileBlock) -> Length {
    guard let rectangle = tiles[tile] else { return .zero }
    guard tile.across > 0 else { return rectangle.origin.x - banks[tile.connection].right }
    guard let left = tiles[block.tile(down: tile.down, across: tile.across - 1)] else { return .zero }
    return rectangle.origin.x - left.origin.x
  }

  /// Length of the wire that takes the partial sum of a column on from the lower edge of a tile: to the lower
  /// edge of the tile below, where the two columns join, or from the last tile down to the column's track in the
  /// channel, along it to the next bank, and up again to the node's place there.
  ///
  /// - Parameters:
  ///   - column: physical column of the connection.
  ///   - block: the block of the tile.
  package func columnLinkLength(from tile: Tile, column: Int, in block: TileBlock) -> Length {
    guard let rectangle = tiles[tile] else { return .zero }
    if tile.down + 1 < block.tilesDown {
      guard let below = tiles[block.tile(down: tile.down + 1, across: tile.across)] else { return .zero }
      return rectangle.origin.y - below.origin.y
    }
    let pitch = rectangle.width / Double(tile.columns.count)
    let start = Point(
      x: rectangle.origin.x + (Double(column - tile.columns.lowerBound) + 0.5) * pitch, y: rectangle.origin.y)
    let node = place(ofNode: column, layer: block.connection)
    return start.manhattanDistance(to: node) + 2 * trackDepth(column: column, in: block)
  }

  /// Length of all trunk links of a row, from the bank to the last tile it passes.
  package func rowTrunkLength(_ block: TileBlock) -> Length {
    block.tiles.prefix(block.tilesAcross).reduce(.zero) { $0 + rowLinkLength(to: $1, in: block) }
  }

  /// Length of all trunk links of a column, from the first tile to the node.
  package func columnTrunkLength(_ column: Int, in block: TileBlock) -> Length {
    guard let first = block.tiles.first else { return .zero }
    let across = column / first.columns.count
    return (0..<block.tilesDown).reduce(.zero) {
      $0 + columnLinkLength(from: block.tile(down: $1, across: across), column: column, in: block)
    }
  }

  /// Sum of the lengths of all wires between tiles and banks.
  package func totalTrunkLength(of blocks: [TileBlock]) -> Length {
    blocks.reduce(.zero) { total, block in
      let rows = Double(block.rowCount) * rowTrunkLength(block)
      return (0..<block.columnCount).reduce(total + rows) { $0 + columnTrunkLength($1, in: block) }
    }
  }
}

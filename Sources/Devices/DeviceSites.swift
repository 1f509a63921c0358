import Fabrics
import Mapping

/// Consecutive columns of a row of a connection that share a tile.
package struct DeviceSpan: Sendable, Hashable {
  /// Linear number of the tile in the chip.
  package let tile: UInt32
  /// Row in the tile.
  package let row: Int
  /// Column of the first device in the tile.
  package let column: Int
  /// Row of the network's conductance matrix.
  package let networkRow: Int
  /// Columns of the network's conductance matrix.
  package let networkColumns: Range<Int>

  /// Number of devices.
  package var count: Int { networkColumns.count }

  /// The counter of a number that the first device of the span draws; the others follow in the first word.
  package func counter(purpose: UInt32, draw: UInt32 = 0) -> SIMD4<UInt32> {
    SIMD4(UInt32(row) << 16 | UInt32(column), tile, draw, purpose)
  }
}

/// Where the devices of a connection are on the chip: what names them in the random streams of a ``ChipInstance``.
package struct DeviceSites: Sendable {
  /// Rows and columns of the connection's conductance matrix.
  package let rows, columns: Int
  private let tileShape: TileShape
  private let firstTile: Int
  /// Physical row of each network row.
  private let physicalRow: [Int]

  /// The sites of a connection of a chip; tiles are numbered connection by connection, as ``TileBlock/tiles`` lists
  /// them.
  package init(_ chip: Chip, connection: Int) {
    self.init(chip.blocks, connection: connection, tileShape: chip.tileShape)
  }

  /// The sites of a fabric on tiles of a shape, without the rest of the chip.
  package init(_ fabric: Fabric, connection: Int, tileShape: TileShape) {
    self.init(
      (0...connection).map { TileBlock(connection: $0, of: fabric, shape: tileShape) },
      connection: connection,
      tileShape: tileShape)
  }

  private init(_ blocks: [TileBlock], connection: Int, tileShape: TileShape) {
    let block = blocks[connection]
    (rows, columns, self.tileShape) = (block.rowCount, block.columnCount, tileShape)
    firstTile = blocks.prefix(connection).reduce(0) { $0 + $1.tiles.count }
    var physical = [Int](repeating: 0, count: rows)
    for (place, row) in block.rowOrder.enumerated() { physical[row] = place }
    physicalRow = physical
  }

  /// The devices of a network row in order.
  package func spans(row: Int) -> [DeviceSpan] {
    let place = physicalRow[row]
    let across = (columns + tileShape.columns - 1) / tileShape.columns
    let (down, rowInTile) = place.quotientAndRemainder(dividingBy: tileShape.rows)
    return (0..<across).map { k in
      let first = k * tileShape.columns
      return DeviceSpan(
        tile: UInt32(firstTile + down * across + k), row: rowInTile, column: 0, networkRow: row,
        networkColumns: first..<min(first + tileShape.columns, columns))
    }
  }
}

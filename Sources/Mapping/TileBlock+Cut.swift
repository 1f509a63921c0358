import Fabrics

extension TileBlock {
  /// Cuts an array of a fabric into tiles; the last row and column of tiles may be smaller.
  package init(connection: Int, of fabric: Fabric, shape: TileShape) {
    let rows = fabric.rowCount(connection)
    let columns = fabric.columnCount(connection)
    let downs = Self.cut(rows, into: shape.rows)
    let acrosses = Self.cut(columns, into: shape.columns)
    self.init(
      connection: connection, rowCount: rows, columnCount: columns,
      rowOrder: fabric.physicalRowOrder(connection),
      tiles: downs.enumerated().flatMap { down, rowRange in
        acrosses.enumerated().map { across, columnRange in
          Tile(connection: connection, down: down, across: across, rows: rowRange, columns: columnRange)
        }
      },
      tilesAcross: acrosses.count)
  }

  /// 0..<count in pieces of at most `size`.
  private static func cut(_ count: Int, into size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}

import Networks
import Specification

extension TileBlock {
  /// Cuts connection `connection` of a network into tiles; the last row and column of tiles may be smaller.
  package init(connection: Int, of network: ResistiveNetwork, shape: TileShape) {
    let rows = network.rowCount(connection)
    let columns = network.nodeCount(connection)
    let downs = Self.cut(rows, into: shape.rows)
    let acrosses = Self.cut(columns, into: shape.columns)
    self.init(
      connection: connection, rowCount: rows, columnCount: columns,
      rowOrder: Self.physicalOrder(connection: connection, of: network),
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

  /// The network keeps all +x rows before all −x rows; on the chip each pair is adjacent, bias rows stay last.
  private static func physicalOrder(connection: Int, of network: ResistiveNetwork) -> [Int] {
    let rows = network.rowCount(connection)
    guard connection == 0, network.input.encoding == .complementary else { return Array(0..<rows) }
    let values = network.input.valueCount
    return (0..<values).flatMap { [$0, values + $0] } + Array(2 * values..<rows)
  }
}

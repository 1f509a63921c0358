import Fabrics
import Quantities
import Technology

/// A fabric laid out on crossbar tiles: everything a netlist, a layout or an estimate needs.
///
/// A chip is a value; its circuit, floorplan and figures are pure functions of it. Physical rows and columns
/// are numbered from 0 within a connection (an array of the fabric) and cut into tiles; a complementary pair of input rows is adjacent,
/// so that it shares a tile.
package struct Chip: Sendable {
  /// Name of the top cell.
  package let name: String
  /// What is mapped.
  package let fabric: Fabric
  /// What it is made of.
  package let technology: Technology
  /// Rows and columns of a full tile.
  package let tileShape: TileShape
  /// One block of tiles a connection, first connection first.
  package let blocks: [TileBlock]
  /// Where everything is.
  package let floorplan: Floorplan

  /// Number of synapse devices.
  package var deviceCount: Int { blocks.reduce(0) { $0 + $1.rowCount * $1.columnCount } }
  /// Number of tiles.
  package var tileCount: Int { blocks.reduce(0) { $0 + $1.tiles.count } }
  /// Share of the cells of all full-size tiles that hold a device.
  package var utilization: Double {
    Double(deviceCount) / Double(tileCount * tileShape.rows * tileShape.columns)
  }
}

/// Size of a full tile.
package struct TileShape: Sendable, Hashable {
  /// Row wires.
  package var rows: Int
  /// Column wires.
  package var columns: Int

  /// Makes a shape.
  package init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }
}

/// The tiles of one connection.
package struct TileBlock: Sendable {
  /// Which connection, from 0.
  package let connection: Int
  /// Number of physical rows, bias rows included.
  package let rowCount: Int
  /// Number of physical columns: free nodes.
  package let columnCount: Int
  /// Row of the fabric's array on each physical row: the order that puts complementary rows side by side.
  package let rowOrder: [Int]
  /// Tiles, row of tiles by row of tiles.
  package let tiles: [Tile]
  /// Number of tiles in a row of tiles.
  package let tilesAcross: Int
  /// Number of rows of tiles.
  package var tilesDown: Int { tiles.count / tilesAcross }

  /// The tile in a row and a column of tiles.
  package func tile(down: Int, across: Int) -> Tile { tiles[down * tilesAcross + across] }
}

/// One crossbar tile: a rectangle of a connection's physical rows and columns.
package struct Tile: Sendable, Hashable {
  /// Which connection, from 0.
  package let connection: Int
  /// Row of tiles, from the top.
  package let down: Int
  /// Column of tiles, from the left.
  package let across: Int
  /// Physical rows of the connection.
  package let rows: Range<Int>
  /// Physical columns of the connection.
  package let columns: Range<Int>

  /// Stable name of the tile's cell: `tile_<connection>_<down>_<across>`.
  package var name: String { "tile_\(connection)_\(down)_\(across)" }
}

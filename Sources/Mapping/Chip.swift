import Networks
import Quantities
import Technology

/// A network laid out on crossbar tiles: everything a netlist, a layout or an estimate needs.
///
/// A chip is a value; its circuit, floorplan and figures are pure functions of it. Physical rows and columns
/// are numbered from 0 within a connection and cut into tiles; a complementary pair of input rows is adjacent,
/// so that it shares a tile.
public struct Chip: Sendable {
  /// Name of the top cell.
  public let name: String
  /// The network that is mapped.
  public let network: ResistiveNetwork
  /// What it is made of.
  public let technology: Technology
  /// Rows and columns of a full tile.
  public let tileShape: TileShape
  /// One block of tiles a connection, first connection first.
  public let blocks: [TileBlock]
  /// Where everything is.
  public let floorplan: Floorplan

  /// Number of synapse devices.
  public var deviceCount: Int { blocks.reduce(0) { $0 + $1.rowCount * $1.columnCount } }
  /// Number of tiles.
  public var tileCount: Int { blocks.reduce(0) { $0 + $1.tiles.count } }
  /// Share of the cells of all full-size tiles that hold a device.
  public var utilization: Double {
    Double(deviceCount) / Double(tileCount * tileShape.rows * tileShape.columns)
  }
}

/// Size of a full tile.
public struct TileShape: Sendable, Hashable {
  /// Row wires.
  public var rows: Int
  /// Column wires.
  public var columns: Int

  /// Makes a shape.
  public init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }
}

/// The tiles of one connection.
public struct TileBlock: Sendable {
  /// Which connection, from 0.
  public let connection: Int
  /// Number of physical rows, bias rows included.
  public let rowCount: Int
  /// Number of physical columns: free nodes.
  public let columnCount: Int
  /// Network row on each physical row: the order that puts complementary rows side by side.
  public let rowOrder: [Int]
  /// Tiles, row of tiles by row of tiles.
  public let tiles: [Tile]
  /// Number of tiles in a row of tiles.
  public let tilesAcross: Int
  /// Number of rows of tiles.
  public var tilesDown: Int { tiles.count / tilesAcross }

  /// The tile in a row and a column of tiles.
  public func tile(down: Int, across: Int) -> Tile { tiles[down * tilesAcross + across] }
}

/// One crossbar tile: a rectangle of a connection's physical rows and columns.
public struct Tile: Sendable, Hashable {
  /// Which connection, from 0.
  public let connection: Int
  /// Row of tiles, from the top.
  public let down: Int
  /// Column of tiles, from the left.
  public let across: Int
  /// Physical rows of the connection.
  public let rows: Range<Int>
  /// Physical columns of the connection.
  public let columns: Range<Int>

  /// Stable name of the tile's cell: `tile_<connection>_<down>_<across>`.
  public var name: String { "tile_\(connection)_\(down)_\(across)" }
}

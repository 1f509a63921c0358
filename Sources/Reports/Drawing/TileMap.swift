import Mapping

/// A place in a drawing.
struct Frame: Sendable {
  var x, y, width, height: Double

  /// A rectangle there.
  func element(_ kind: String, title: String, attributes: String = "") -> String {
    Drawing.rectangle(kind, x, y, width, height, attributes: attributes, title: title)
  }
}

/// The tiles of a chip as grids, one a connection, side by side and as large as there is room, since on a floorplan to
/// scale the circuits around them may leave little to be seen.
struct TileMap: Sendable {
  /// Edge of a full tile at most, height of a grid at most, and gap between grids.
  private static let (largestTile, largestHeight, gap) = (30.0, 240.0, 18.0)
  private let chip: Chip
  private let x, unit: Double
  let top: Double
  /// Where the grids and their numbers end.
  let bottom: Double

  /// A map in a width.
  init(_ chip: Chip, x: Double, y: Double, width: Double) {
    (self.chip, self.x, top) = (chip, x, y)
    let across = chip.blocks.reduce(0) { $0 + $1.tilesAcross }
    let down = chip.blocks.map(\.tilesDown).max() ?? 1
    let room = width - Self.gap * Double(chip.blocks.count - 1)
    unit = min(Self.largestTile, room / Double(max(1, across)), Self.largestHeight / Double(down))
    bottom = y + unit * Double(down) + 18
  }

  /// Where a tile is drawn: as much of its place as it is of a full tile.
  func frame(of tile: Tile) -> Frame {
    let place = corner(tile)
    return Frame(
      x: place.x, y: place.y, width: unit * Double(tile.columns.count) / Double(chip.tileShape.columns),
      height: unit * Double(tile.rows.count) / Double(chip.tileShape.rows))
  }

  /// The grids with the numbers of their connections.
  var outlines: [String] {
    chip.blocks.flatMap { block -> [String] in
      guard let first = block.tiles.first else { return [] }
      let place = corner(first)
      let (width, height) = (unit * Double(block.tilesAcross), unit * Double(block.tilesDown))
      return [
        Drawing.rectangle("box", place.x, place.y, width, height),
        Drawing.label(
          place.x + width / 2, place.y + height + 16, "\(block.connection + 1)", anchor: "middle"),
      ]
    }
  }

  private func corner(_ tile: Tile) -> (x: Double, y: Double) {
    let before = chip.blocks.prefix(tile.connection).reduce(0.0) {
      $0 + unit * Double($1.tilesAcross) + Self.gap
    }
    return (x + before + unit * Double(tile.across), top + unit * Double(tile.down))
  }
}

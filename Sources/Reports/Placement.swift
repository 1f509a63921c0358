import Mapping

/// Where on the chip every weight is: what `mapping.json` of an output folder adds to the figures of the mapping.
struct Placement: Encodable, Sendable {
  /// A tile, and what of the weights it holds.
  struct Tile: Encodable, Sendable {
    /// Its subcircuit; its instance in the chip has the same name.
    var name: String
    /// The row of the weights on each of its rows, and the column of the weights on each of its columns, from 0.
    var rows, columns: [Int]
  }
  /// A connection.
  struct Connection: Encodable, Sendable {
    /// The array of the weight files: `weights/NAME.npy`.
    var weights: String
    /// Its tiles, row of tiles by row of tiles.
    var tiles: [Tile]
  }

  /// How to read the rest.
  var rule =
    "weights[rows[r]][columns[c]] is the conductance of the device c<r>_<c> (SPICE: xc<r>_<c>) in the subcircuit of the tile, "
    + "r and c from 0"
  /// First to last.
  var connections: [Connection]

  /// Of a chip.
  init(_ chip: Chip) {
    connections = chip.blocks.map { block in
      Connection(
        weights: "connection_\(block.connection + 1)",
        tiles: block.tiles.map {
          Tile(name: $0.name, rows: Array(block.rowOrder[$0.rows]), columns: Array($0.columns))
        })
    }
  }
}

/// `mapping.json`.
struct MappingFile: Encodable {
  let chip: Chip
  private enum Key: String, CodingKey { case placement }

  func encode(to encoder: any Encoder) throws {
    try MappingSummary(chip).encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Placement(chip), forKey: .placement)
  }
}

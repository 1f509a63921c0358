import Mapping

/// The memristors of a chip's tiles and the lines that they join, as a netlist that a drawing is compared with. It is made of the
/// chip, not of the drawing.
///
/// Every memristor is a resistor of 1 Ω of a model of its own: what is written into it is not drawn. Wires between tiles are not
/// drawn either, so that each end of a line is a pin of the whole.
package struct ConnectionNetlist {
  /// Name of the model.
  package static let model = "MEMRISTOR"

  private let chip: Chip

  /// The netlist of a chip.
  package init(_ chip: Chip) { self.chip = chip }

  /// The text of the file.
  package var text: String {
    let tiles = chip.blocks.flatMap(\.tiles)
    let pins = tiles.flatMap { tile in Self.lines(tile).map { "\(tile.name)_\($0)" } }
    var text = "* Memristors of \(chip.name) and their lines, written by grenadyn\n"
    for tile in tiles { text += Self.array(tile.name, rows: tile.rows.count, columns: tile.columns.count) }
    text += Self.head(ChipPlan.name(chip), pins)
    for tile in tiles {
      text += Self.wrapped(["X\(tile.name)"] + Self.lines(tile).map { "\(tile.name)_\($0)" } + [tile.name])
    }
    return text + ".ends\n.end\n"
  }

  /// A cell with a memristor at each crossing.
  static func array(_ name: String, rows: Int, columns: Int) -> String {
    var text = head(name, (0..<rows).map { "row\($0)" } + (0..<columns).map { "col\($0)" })
    for row in 0..<rows {
      for column in 0..<columns { text += "R\(row)_\(column) row\(row) col\(column) 1 \(model)\n" }
    }
    return text + ".ends\n"
  }

  private static func lines(_ tile: Tile) -> [String] {
    tile.rows.indices.map { "row\($0 - tile.rows.lowerBound)" }
      + tile.columns.indices.map { "col\($0 - tile.columns.lowerBound)" }
  }

  private static func head(_ name: String, _ pins: [String]) -> String { wrapped([".subckt", name] + pins) }

  /// Words on lines of some length, gone on with by a plus sign.
  private static func wrapped(_ words: [String]) -> String {
    var (text, length) = ("", 0)
    for word in words {
      if length + word.count > 100 { (text, length) = (text + "\n+", 1) }
      text += (text.isEmpty ? "" : " ") + word
      length += word.count + 1
    }
    return text + "\n"
  }
}

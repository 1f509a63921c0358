import Quantities
import Resistive
import Specification
import Technology
import Testing

@testable import Mapping

@Suite("Tiles")
struct TileTests {
  let technology: Technology

  init() throws { technology = try TechnologyLibrary().load("leti-hfo2-130") }

  private func chip(_ network: ResistiveNetwork, _ rows: Int, _ columns: Int) -> Chip {
    Chip(
      name: "t", fabric: network.fabric, technology: technology,
      tileShape: TileShape(rows: rows, columns: columns))
  }

  @Test(
    "every device of every connection is on exactly one tile",
    arguments: [(1, 1), (4, 4), (7, 3), (64, 64), (200, 200)])
  func everyDeviceOnce(_ shape: (Int, Int)) {
    let chip = chip(
      network(inputs: 9, hidden: [11, 6], classes: 3, technology: technology), shape.0, shape.1)
    for block in chip.blocks {
      var seen = [Int](repeating: 0, count: block.rowCount * block.columnCount)
      for tile in block.tiles {
        #expect(tile.rows.count <= shape.0 && tile.columns.count <= shape.1)
        for row in tile.rows {
          for column in tile.columns { seen[block.rowOrder[row] * block.columnCount + column] += 1 }
        }
      }
      #expect(seen.allSatisfy { $0 == 1 })
    }
  }

  @Test("edge tiles have the rest of the rows and columns")
  func edgeTiles() {
    let chip = chip(network(inputs: 9, hidden: [11], classes: 3, technology: technology), 8, 4)
    let block = chip.blocks[0]
    #expect(block.rowCount == 20 && block.columnCount == 11)
    #expect(block.tilesDown == 3 && block.tilesAcross == 3)
    #expect(block.tile(down: 2, across: 2).rows == 16..<20)
    #expect(block.tile(down: 2, across: 2).columns == 8..<11)
    #expect(chip.deviceCount == 20 * 11 + 13 * 3)
    #expect(chip.utilization == Double(chip.deviceCount) / Double(chip.tileCount * 32))
  }

  @Test("a complementary pair is adjacent and shares a tile; bias rows come last")
  func complementaryOrder() {
    let block = chip(network(inputs: 5, hidden: [4], classes: 2, technology: technology), 4, 4).blocks[0]
    #expect(block.rowOrder == [0, 5, 1, 6, 2, 7, 3, 8, 4, 9, 10, 11])
    for pair in stride(from: 0, to: 10, by: 2) {
      #expect(block.tiles.contains { $0.rows.contains(pair) && $0.rows.contains(pair + 1) })
    }
  }

  @Test("output encodings take one, two, or one and a shared column a class")
  func outputColumns() {
    let counts = OutputEncoding.allCases.map {
      chip(network(inputs: 3, hidden: [4], classes: 5, output: $0, technology: technology), 8, 8)
        .blocks[1].columnCount
    }
    #expect(counts == [5, 10, 6])
  }

  @Test("tile names are distinct")
  func names() {
    let chip = chip(network(inputs: 9, hidden: [11, 6], classes: 3, technology: technology), 3, 3)
    let names = chip.blocks.flatMap { $0.tiles.map(\.name) }
    #expect(Set(names).count == names.count)
  }
}

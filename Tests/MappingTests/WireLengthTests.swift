import Quantities
import Specification
import Technology
import Testing

@testable import Mapping

@Suite("Wire lengths")
struct WireLengthTests {
  private func chip(inputs: Int, hidden: [Int], classes: Int, tile: Int) throws -> Chip {
    var technology = try TechnologyLibrary().load("leti-hfo2-130")
    // Trunks 0.25 um wide, the width that the lengths by hand assume.
    technology.process.trunkWire = technology.process.rowWire
    return Chip(
      name: "t",
      fabric: network(inputs: inputs, hidden: hidden, classes: classes, technology: technology).fabric,
      technology: technology, tileShape: TileShape(rows: tile, columns: tile))
  }

  @Test("the place of a node is the height of its own row's wire")
  func places() throws {
    let chip = try chip(inputs: 9, hidden: [30, 12], classes: 10, tile: 8)
    let cell = chip.technology.device.cellHeight.value
    for block in chip.blocks.dropFirst() {
      let bank = chip.floorplan.bank(block.connection)
      for tile in block.tiles where tile.across == 0 {
        let rectangle = try #require(chip.floorplan.rectangle(of: tile))
        for row in tile.rows {
          let wire = rectangle.top - (Double(row - tile.rows.lowerBound) + 0.5) * cell
          #expect(abs(chip.floorplan.rowHeight(row, connection: block.connection).si - wire.si) < 1e-12)
          guard row < chip.fabric.signalRowCount(block.connection) else { continue }
          let place = chip.floorplan.place(ofNode: block.rowOrder[row], layer: block.connection - 1)
          #expect(abs(place.y.si - wire.si) < 1e-12 && place.x == bank.origin.x)
          #expect(place.y > bank.origin.y && place.y < bank.top)
        }
      }
    }
  }

  @Test("output nodes stand from top to bottom of their bank")
  func outputPlaces() throws {
    let chip = try chip(inputs: 9, hidden: [30, 12], classes: 10, tile: 8)
    let bank = chip.floorplan.bank(3)
    let places = (0..<10).map { chip.floorplan.place(ofNode: $0, layer: 2).y }
    #expect(abs(places[0].si - (bank.top - 0.05 * bank.height).si) < 1e-12)
    #expect(abs(places[9].si - (bank.origin.y + 0.05 * bank.height).si) < 1e-12)
    for (a, b) in zip(places, places.dropFirst()) { #expect(a > b) }
  }

  /// Cells of 1.458 um, gaps of ten tracks of 0.5 um. Two inputs: 6 rows on tiles of 4 and 2, three columns, so
  /// the channel is 1.5 um deep. Connection 2: 3 + 2 rows on tiles of 4 and 1, 5 × 1.458 + 5 = 12.29 um high.
  @Test("a tiny chip by hand")
  func byHand() throws {
    let chip = try chip(inputs: 2, hidden: [3], classes: 2, tile: 4)
    func microns(_ length: Length) -> Double { length.si * 1e6 }
    let (first, second) = (chip.blocks[0], chip.blocks[1])
    let plan = chip.floorplan
    func column(_ block: TileBlock, _ down: Int, _ column: Int) -> Double {
      microns(plan.columnLinkLength(from: block.tile(down: down, across: 0), column: column, in: block))
    }
    #expect(abs(microns(plan.rowLinkLength(to: first.tile(down: 1, across: 0), in: first)) - 5) < 1e-9)
    // Over the tile below and the gap: 2 × 1.458 + 5.
    #expect(abs(column(first, 0, 1) - 7.916) < 1e-9)
    // Along 2.5 × 1.458 + 5, up 12.29 − 0.729, and twice 1.25 into the deepest track.
    #expect(abs(column(first, 1, 0) - (8.645 + 11.561 + 2.5)) < 1e-9)
    // Along 0.5 × 1.458 + 5, up 12.29 − 2.5 × 1.458, and twice 0.25.
    #expect(abs(column(first, 1, 2) - (5.729 + 8.645 + 0.5)) < 1e-9)
    // The output bank is as high as the first block, 6 × 1.458 + 5; its first node at three quarters.
    #expect(abs(column(second, 1, 0) - (7.187 + 0.75 * 13.748 + 1.5)) < 1e-9)
    #expect(abs(microns(plan.rowTrunkLength(second)) - 5) < 1e-9)
    #expect(abs(microns(plan.columnTrunkLength(0, in: first)) - (7.916 + 22.706)) < 1e-9)
  }

  @Test("the farther left a column, the longer its way to its node")
  func monotonic() throws {
    let chip = try chip(inputs: 9, hidden: [30, 12], classes: 10, tile: 8)
    for block in chip.blocks {
      let lengths = (0..<block.columnCount).map { chip.floorplan.columnTrunkLength($0, in: block) }
      for (a, b) in zip(lengths, lengths.dropFirst()) { #expect(a > b) }
      let depths = (0..<block.columnCount).map { chip.floorplan.trackDepth(column: $0, in: block) }
      #expect(Set(depths).count == depths.count)
      // All tracks lie in the channel, between the lower edge of the core and that of the tiles.
      #expect(depths.allSatisfy { $0.si > 0 && $0 < chip.floorplan.bank(block.connection).origin.y })
    }
  }
}

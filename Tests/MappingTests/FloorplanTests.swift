import Quantities
import Specification
import Technology
import Testing

@testable import Mapping

@Suite("Floorplan")
struct FloorplanTests {
  private func chip(_ technology: String = "leti-hfo2-130", tile: Int = 8) throws -> Chip {
    let technology = try TechnologyLibrary().load(technology)
    return Chip(
      name: "t", fabric: network(inputs: 20, hidden: [30, 12], classes: 10, technology: technology).fabric,
      technology: technology, tileShape: TileShape(rows: tile, columns: tile))
  }

  @Test("nothing overlaps and everything is inside the core")
  func disjoint() throws {
    let plan = try chip().floorplan
    for (index, a) in plan.placements.enumerated() {
      #expect(a.rectangle.origin.x.si >= 0 && a.rectangle.origin.y.si >= 0)
      #expect(a.rectangle.right.si <= plan.boundary.right.si * (1 + 1e-12))
      #expect(a.rectangle.top.si <= plan.boundary.top.si * (1 + 1e-12))
      for b in plan.placements[(index + 1)...] { #expect(!a.rectangle.overlaps(b.rectangle)) }
    }
  }

  @Test("a tile has the size of its cells, a bank the area of its circuits")
  func sizes() throws {
    let chip = try chip()
    for placement in chip.floorplan.placements {
      let area: Double
      switch placement.kind {
      case .tile(let tile):
        area =
          Double(tile.rows.count * tile.columns.count)
          * (chip.technology.device.cellWidth.value * chip.technology.device.cellHeight.value).si
      case .drivers: area = 42 * chip.technology.peripherals.driverArea.value.si
      case .neurons(let layer):
        area =
          Double(chip.fabric.nodeCount(layer)) * chip.technology.neuron.area.value.si
          + 2 * chip.technology.peripherals.driverArea.value.si
      case .outputs:
        area =
          10
          * (chip.technology.peripherals.senseArea.value.si + chip.technology.peripherals.nudgeArea.value.si)
      }
      #expect(abs(placement.rectangle.area.si / area - 1) < 1e-9)
    }
  }

  @Test("wire lengths are positive, and the total is their sum")
  func wires() throws {
    let chip = try chip()
    var sum = 0.0
    for block in chip.blocks {
      for tile in block.tiles {
        let row = chip.floorplan.rowLinkLength(to: tile, in: block)
        #expect(row.si > 0)
        sum += row.si * Double(tile.rows.count)
        for column in tile.columns {
          let length = chip.floorplan.columnLinkLength(from: tile, column: column, in: block)
          #expect(length.si > 0)
          sum += length.si
        }
      }
    }
    #expect(abs(chip.floorplan.totalTrunkLength(of: chip.blocks).si / sum - 1) < 1e-12)
  }

  @Test("partial sums join at the tile below: a trunk spans the tile below and the gap")
  func partialSums() throws {
    let chip = try chip()
    let block = chip.blocks[0]
    let upper = block.tile(down: 0, across: 0)
    let (a, b) = try #require(
      zip2(
        chip.floorplan.rectangle(of: upper), chip.floorplan.rectangle(of: block.tile(down: 1, across: 0))))
    let length = chip.floorplan.columnLinkLength(from: upper, column: 3, in: block)
    #expect(abs(length.si - (a.origin.y.si - b.origin.y.si)) < 1e-15)
    #expect(length.si > b.height.si)
  }

  @Test("the ideal technology, whose circuits have no area, has a floorplan too")
  func ideal() throws {
    let chip = try chip("ideal")
    #expect(chip.floorplan.boundary.area.si > 0 && chip.floorplan.boundary.area.si.isFinite)
    for placement in chip.floorplan.placements {
      #expect(placement.rectangle.width.si.isFinite && placement.rectangle.height.si.isFinite)
    }
  }

  private func zip2<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
  }
}

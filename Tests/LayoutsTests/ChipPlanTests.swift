import Diagnostics
import Foundation
import Mapping
import Technology
import Testing

@testable import Layouts

@Suite("The layout of a chip")
struct ChipPlanTests {
  @Test("every tile is there, at its size, and none overlaps another")
  func tiles() throws {
    let chip = try chip()
    let plan = try ChipPlan(chip, rules: sky130())
    #expect(plan.places.map(\.tile) == chip.blocks.flatMap(\.tiles))
    for (index, place) in plan.places.enumerated() {
      #expect(plan.boundary.contains(place.box))
      #expect(place.box.width == place.tile.columns.count * 1000 + 500)
      #expect(place.box.height == place.tile.rows.count * 1000 + 500)
      for other in plan.places[(index + 1)...] { #expect(!place.box.overlaps(other.box)) }
    }
    #expect(plan.layout.counts["cross_point"] == chip.deviceCount)
  }

  @Test("chips of several tiles are nearly square, and little of them is empty")
  func shape() throws {
    for (inputs, hidden, tile) in [
      (20, [30, 12], 8), (784, [256], 64), (64, [40], 32), (196, [512, 128], 128),
    ] {
      let plan = try ChipPlan(chip(inputs: inputs, hidden: hidden, tile: tile), rules: sky130())
      #expect(plan.boundary.aspectRatio < 2, "\(inputs) \(hidden) \(tile): \(plan.boundary)")
      #expect(plan.utilization > 0.5, "\(inputs) \(hidden) \(tile): \(plan.utilization)")
    }
  }

  @Test("each line has a pin of the netlist's name, on the metal of its wire")
  func pins() throws {
    let chip = try chip()
    let layout = try ChipPlan(chip, rules: sky130()).layout
    let expected = chip.blocks.flatMap(\.tiles).flatMap { tile in
      tile.rows.indices.map { "\(tile.name)_row\($0 - tile.rows.lowerBound)" }
        + tile.columns.indices.map { "\(tile.name)_col\($0 - tile.columns.lowerBound)" }
    }
    #expect(layout.top.pins.map(\.name) == expected)
    #expect(layout.top.pins.allSatisfy { $0.layer == ($0.name.contains("_row") ? "met1" : "met2") })
    #expect(layout.top.name == "small_chip")
  }

  @Test("a technology whose cells cannot be drawn is refused, with all reasons")
  func refused() throws {
    let rules = try sky130()
    func codes(_ technology: String) throws -> [String] {
      do {
        _ = try ChipPlan(chip(technology: technology), rules: rules)
        return []
      } catch let error as DiagnosticsError { return error.diagnostics.map(\.code) }
    }
    #expect(try codes("sky130-reram") == [])
    let foreign = try codes("leti-hfo2-130")
    #expect(!foreign.isEmpty && foreign.allSatisfy { $0 == "GD1201" })
    var narrow = rules
    narrow.memristor = nil
    #expect(throws: DiagnosticsError.self) { try ChipPlan(chip(), rules: narrow) }
  }

  @Test("generators refuse what the rules forbid, one message a fault")
  func generators() throws {
    let rules = try sky130()
    let cell = CrossPoint(pitch: Spot(400, 402), rowWidth: 100, columnWidth: 260, side: 200)
    let faults = cell.faults(rules)
    #expect(faults.contains { $0.contains("width of a row on met1 is 100 nm") })
    #expect(faults.contains { $0.contains("side of a memristor is 200 nm") })
    #expect(faults.contains { $0.contains("pitch of rows, 402 nm") })
    #expect(TransistorCell(width: 200, length: 150).faults(rules).count == 2)
    #expect(TransistorCell(width: 1500, length: 505).faults(rules).count == 1)
    #expect(
      CrossPointArray("a", cell, rows: 0, columns: 1).faults(rules).contains { $0.contains("at least") })
  }

  @Test("pictures are well formed, and a chip's is small however many cells it has")
  func pictures() throws {
    let rules = try sky130()
    let chipPicture = LayoutSVG(
      try ChipPlan(chip(inputs: 784, hidden: [256], tile: 64), rules: rules).layout, title: "chip"
    ).text
    let cellPicture = LayoutSVG(try TransistorCell().layout(rules), title: "cell").text
    for text in [chipPicture, cellPicture] {
      #expect(text.hasPrefix("<svg") && text.hasSuffix("</svg>\n") && text.utf8.count < 100_000)
    }
    #expect(chipPicture.contains("<title>tile_0_0_0</title>"))
    #expect(cellPicture.contains("polysilicon") && !cellPicture.contains("boundary of the macro"))
  }
}

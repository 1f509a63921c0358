import Foundation
import Mapping
import Technology
import Testing

@testable import Layouts

@Suite("The drawing and the netlist, compared by KLayout")
struct ConnectionTests {
  /// What KLayout prints of a drawing and a netlist.
  private func compare(_ layout: Layout, _ netlist: String) throws -> String {
    try withFolder { folder in
      try Data(GDSStream.bytes(of: layout)).write(to: folder.appendingPathComponent("x.gds"))
      let deck = try #require(ConnectionDeck(layout.rules)).text
      for (text, name) in [(netlist, "x.sp"), (deck, "x.lvs")] {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
      let result = try Referee.run(
        Referee.klayout(),
        ["-b", "-r", "x.lvs", "-rd", "input=x.gds", "-rd", "schematic=x.sp", "-rd", "report=x.lvsdb"],
        in: folder)
      try #require(result.output.contains("LVS: "), "\(result.output)")
      return result.output
    }
  }

  private func array(_ rules: LayoutRules, rows: Int = 8, columns: Int = 8) throws -> Layout {
    try CrossPointArray("points", #require(CrossPoint(smallest: rules)), rows: rows, columns: columns).layout(
      rules)
  }

  /// A layout with another top cell.
  private func changed(_ layout: Layout, _ change: (inout Cell) -> Void) -> Layout {
    var top = layout.top
    change(&top)
    return Layout(rules: layout.rules, cells: layout.cells.dropLast() + [top])
  }

  @Test("an array and a chip are their netlists")
  func matches() throws {
    let rules = try sky130()
    let array = try compare(array(rules), ConnectionNetlist.array("points", rows: 8, columns: 8))
    #expect(array.contains(ConnectionDeck.match), "\(array)")
    let chip = try chip()
    let whole = try compare(ChipPlan(chip, rules: rules).layout, ConnectionNetlist(chip).text)
    #expect(whole.contains(ConnectionDeck.match), "\(whole)")
  }

  @Test("what differs is told: a netlist with another memristor, without one, of another size")
  func netlists() throws {
    let layout = try array(sky130(), rows: 8, columns: 5)
    let right = ConnectionNetlist.array("points", rows: 8, columns: 5)
    for (line, other) in [("R3_4 row3 col4", "R3_4 row3 col2"), ("R2_2 row2 col2 1 MEMRISTOR\n", "")] {
      #expect(right.contains(line))
      #expect(
        try !compare(layout, right.replacingOccurrences(of: line, with: other)).contains(ConnectionDeck.match)
      )
    }
    #expect(
      try !compare(layout, ConnectionNetlist.array("points", rows: 5, columns: 8)).contains(
        ConnectionDeck.match))
  }

  @Test("what is drawn wrong is told: a short, an open line, a missing memristor, exchanged names")
  func drawings() throws {
    let rules = try sky130()
    let right = try array(rules)
    let netlist = ConnectionNetlist.array("points", rows: 8, columns: 8)
    let short = changed(right) { $0.draw("met2", Box(0, -200, 800, -100)) }
    let open = changed(right) { top in
      let whole = top.references[0]
      top.references = [0, 4].map {
        Reference(
          whole.cell, at: Spot($0 * whole.pitch.x + ($0 > 0 ? 1000 : 0), 0), columns: 4, rows: 8,
          pitch: whole.pitch)
      }
    }
    let exchanged = changed(right) { top in
      let row = top.pins.firstIndex { $0.name == "row1" } ?? 0
      let column = top.pins.firstIndex { $0.name == "col1" } ?? 0
      (top.pins[row].name, top.pins[column].name) = (top.pins[column].name, top.pins[row].name)
    }
    let missing = changed(right) { top in
      let whole = top.references[0]
      top.references = [
        Reference(whole.cell, at: Spot(0, whole.pitch.y), columns: 8, rows: 7, pitch: whole.pitch)
      ]
    }
    for (layout, what) in [(short, "short"), (open, "open"), (exchanged, "exchanged"), (missing, "missing")] {
      #expect(try !compare(layout, netlist).contains(ConnectionDeck.match), "\(what)")
    }
  }

  @Test("exchanged lines of a tile are told in the whole, where the names of the tile's own lines are known")
  func exchangedLines() throws {
    let chip = try chip()
    let layout = try ChipPlan(chip, rules: sky130()).layout
    for (a, b) in [("tile_0_0_0_col0", "tile_0_0_0_col1"), ("tile_0_0_0_row2", "tile_0_1_0_row2")] {
      let exchanged = changed(layout) { top in
        guard let first = top.pins.firstIndex(where: { $0.name == a }),
          let second = top.pins.firstIndex(where: { $0.name == b })
        else { return }
        (top.pins[first].name, top.pins[second].name) = (b, a)
      }
      #expect(exchanged.top != layout.top)
      #expect(
        try !compare(exchanged, ConnectionNetlist(chip).text).contains(ConnectionDeck.match), "\(a) \(b)")
    }
  }
}

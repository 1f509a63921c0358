import Diagnostics
import Foundation
import Technology
import Testing

@testable import Layouts

@Suite("Our deck, run by KLayout")
struct DeckTests {
  /// From drawing to drawing.
  private static let pitch = 50_000

  /// All drawings of rules side by side, and which rules were marked at which.
  private func marks(change: Int, _ rules: LayoutRules) throws -> [Set<String>] {
    var cells: [Cell] = []
    var top = Cell("matrix", box: Box(0, 0, 1, 1))
    for (index, rule) in rules.rules.enumerated() {
      let cell = RuleFault(rule, rules, change: change, name: "rule_\(index)").drawn
      cells.append(cell)
      top.references.append(Reference(cell.name, at: Spot(index * Self.pitch, 0)))
    }
    let report = try withFolder { try Referee.check(Layout(rules: rules, cells: cells + [top]), in: $0) }
    // Marks lie in the cells that they are of: the drawings are too far apart for any between them.
    #expect(report.findings.allSatisfy { $0.cell.hasPrefix("rule_") })
    return cells.map { cell in Set(report.findings.filter { $0.cell == cell.name }.map(\.rule)) }
  }

  @Test("a rule that is missed by one step of the grid is marked, each one")
  func everyFaultIsSeen() throws {
    let rules = try sky130()
    for (rule, found) in zip(rules.rules, try marks(change: -rules.gridStep, rules)) {
      #expect(
        found.contains(rule.name),
        "\(rule.name) (\(rule.kind.rawValue)) is not seen; marked: \(found.sorted())")
    }
  }

  @Test("a rule that is just met is not marked")
  func whatIsJustRightPasses() throws {
    let rules = try sky130()
    for (rule, found) in zip(rules.rules, try marks(change: 0, rules)) {
      #expect(!found.contains(rule.name), "\(rule.name) (\(rule.kind.rawValue)) is marked where it is met")
    }
  }

  @Test("what must be covered and is not is marked")
  func missingCovers() throws {
    let rules = try sky130()
    let bare = [
      ("licon.15", ["licon", "poly"]), ("m1.4", ["mcon"]), ("ct.4", ["mcon"]), ("via.4a", ["via"]),
      ("m2.4", ["via"]),
      ("rr1-met1", ["reram"]), ("rr1-met2", ["reram"]),
    ]
    var top = Cell("bare", box: Box(0, 0, 1, 1))
    let cells = bare.enumerated().map { index, drawn in
      var cell = Cell("bare_\(index)", box: Box(0, 0, 1, 1))
      for layer in drawn.1 { cell.draw(layer, Box(0, 0, 1000, 1000)) }
      top.references.append(Reference(cell.name, at: Spot(index * Self.pitch, 0)))
      return cell
    }
    let report = try withFolder { try Referee.check(Layout(rules: rules, cells: cells + [top]), in: $0) }
    for (index, drawn) in bare.enumerated() {
      let found = report.findings.filter { $0.cell == "bare_\(index)" }.map(\.rule)
      #expect(found.contains(drawn.0), "\(drawn.0): \(found)")
    }
  }

  @Test("points off the grid and slanted edges are marked on every layer")
  func gridAndAngles() throws {
    let rules = try sky130()
    var cell = Cell("slanted", box: Box(0, 0, 1, 1))
    for layer in rules.layers {
      cell.draw(layer.name, Box(0, 0, 5001, 5000))
      cell.shapes.append(
        Drawn(layer: layer.name, shape: .polygon([Spot(20000, 0), Spot(25000, 0), Spot(25000, 5000)])))
    }
    let counts = try withFolder { try Referee.check(Layout(rules: rules, cells: [cell]), in: $0) }.counts
    for layer in rules.layers {
      #expect(counts["grid \(layer.name)"] != nil, "\(layer.name)")
      #expect(counts["angle \(layer.name)"] != nil, "\(layer.name)")
    }
  }

  @Test("cells, arrays and a chip are clean")
  func drawnIsClean() throws {
    let rules = try sky130()
    let cell = try #require(CrossPoint(smallest: rules))
    let arrays: [[Layout]] = [
      [
        try CrossPointArray("points", cell, rows: 8, columns: 8).layout(rules),
        try TransistorArray("transistors", rows: 8, columns: 8).layout(rules),
      ],
      [
        try ChipPlan(chip(), rules: rules).layout,
        try TransistorArray("transistors", TransistorCell(width: 2000, length: 600), rows: 9, columns: 3)
          .layout(rules),
      ],
    ]
    for layouts in arrays {
      var top = Cell("all", box: Box(0, 0, 1, 1))
      for (index, layout) in layouts.enumerated() {
        top.references.append(Reference(layout.top.name, at: Spot(index * 1_000_000, 0)))
      }
      let all = Layout(rules: rules, cells: layouts.flatMap(\.cells) + [top])
      let report = try withFolder { try Referee.check(all, in: $0) }
      #expect(report.counts == [:])
    }
  }

  @Test("generators are clean whatever their parameters")
  func parameters() throws {
    let rules = try sky130()
    let layout = try sweep(rules)
    let report = try withFolder { try Referee.check(layout, in: $0) }
    #expect(report.findings.map { "\($0.rule) \($0.cell)" } == [])
  }

  @Test(
    "a million memristors are clean",
    .enabled(if: ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil, "run by tools/test --all")
  )
  func million() throws {
    let rules = try sky130()
    let layout = try CrossPointArray(
      "points", #require(CrossPoint(smallest: rules)), rows: 1024, columns: 1024
    )
    .layout(rules)
    let report = try withFolder { try Referee.check(layout, in: $0) }
    #expect(report.counts == [:])
  }

  @Test("a pitch one step below the smallest is refused, and the deck would mark it")
  func smallestPitch() throws {
    let rules = try sky130()
    var cell = try #require(CrossPoint(smallest: rules))
    #expect(cell.pitch == Spot(400, 400) && cell.rowWidth == 260 && cell.columnWidth == 260)
    cell.pitch = Spot(390, 390)
    let array = CrossPointArray("array", cell, rows: 4, columns: 4)
    #expect(throws: DiagnosticsError.self) { try array.layout(rules) }
    let report = try withFolder { try Referee.check(Layout(rules: rules, cells: array.cells(rules)), in: $0) }
    #expect(report.counts["m1.2"] != nil && report.counts["m2.2"] != nil, "\(report.counts)")
  }
}

import Diagnostics
import Foundation
import Quantities
import Resistive
import Specification
import Technology
import Testing

@testable import Mapping

/// The rules on currents and wires, each with numbers worked out by hand: the starter spec has 64 inputs at ±0.3 V,
/// bias rows at ±50 mV, 64 neurons of gain 4 and 20 output nodes, on tiles of 64 × 64 with devices of 1 to 40 uS.
///
/// v₀ sinh(v/v₀) with v₀ = 0.43 V is 0.324936 V at 0.3 V, 0.0501127 V at 50 mV and 0.620541 V at the
/// device's limit of 0.5 V, which is below the 4 × 0.3 V that bound a neuron's row otherwise.
@Suite("Rules on currents and wires")
struct WireCheckTests {
  /// What one rule finds in the starter spec with tiles of 64 × 64, some text replaced and a changed technology.
  private struct Case {
    var text = ChipSpec.starter.replacingOccurrences(
      of: "rows: 26, columns: 32", with: "rows: 64, columns: 64")
    var technology: Technology
    var rule: MappingCheck

    init(_ rule: MappingCheck, replacing replacements: [(String, String)] = []) throws {
      technology = try TechnologyLibrary().load("leti-hfo2-130")
      // Trunks as narrow as the rows, so that the rules have something to find.
      technology.process.trunkWire = technology.process.rowWire
      self.rule = rule
      for (old, new) in replacements {
        #expect(text.contains(old), "the starter spec has no '\(old)'")
        text = text.replacingOccurrences(of: old, with: new)
      }
    }

    func run() throws -> [Diagnostic] {
      let spec = try ChipSpec.load(SourceFile(path: "spec.yaml", bytes: Array(text.utf8))).spec
      let network = try ResistiveNetwork(spec: spec, technology: technology)
      let shape = TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value)
      return rule.run(
        Chip(name: "t", fabric: network.fabric(of: spec.network), technology: technology, tileShape: shape),
        spec.mapping)
    }

    /// Expects one diagnostic for each entry: severity, a part of the message, and what stands at its place.
    func expect(
      _ code: String, _ expected: [(Severity, String, String)],
      sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
      let found = try run()
      #expect(found.count == expected.count, "\(found)", sourceLocation: sourceLocation)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (diagnostic, (severity, part, place)) in zip(found, expected) {
        #expect(diagnostic.code == code && diagnostic.severity == severity, sourceLocation: sourceLocation)
        #expect(diagnostic.message.contains(part), "\(diagnostic.message)", sourceLocation: sourceLocation)
        let location = try #require(diagnostic.location, sourceLocation: sourceLocation)
        let there = lines[location.line - 1].dropFirst(location.column - 1)
        #expect(there.hasPrefix(place), "\(there)", sourceLocation: sourceLocation)
      }
    }
  }

  private static let single = ("encoding: complementary", "encoding: single")

  @Test("drivers: 64 cells × 40 uS × 0.3249 V on an input row; bias rows of both connections")
  func drivers() throws {
    var rule = try Case(.driverCurrent)
    try rule.expect("GD0502", [])
    rule.technology.peripherals.driverMaximumCurrent?.value = Current(si: 40e-6)
    // 64 × 40 uS × 0.0501127 V = 128.3 uA; 20 × 40 uS × 0.0501127 V = 40.09 uA.
    try rule.expect(
      "GD0502",
      [
        (.warning, "a row driver would carry up to 832 uA", "[8, 8]"),
        (.warning, "bias driver of connection 1 would carry up to 128 uA", "50 mV"),
        (.warning, "bias driver of connection 2 would carry up to 40.1 uA", "50 mV"),
      ])
    rule.technology.peripherals.driverMaximumCurrent?.value = Current(si: 1e-6)
    // 20 × 1 uS × 0.0501127 V = 1.002 uA.
    #expect(try rule.run().map(\.severity) == [.error, .error, .error])
  }

  @Test("rectifiers: 64 rows of one sign and a bias row")
  func rectifiers() throws {
    var rule = try Case(.rectifierCurrent)
    try rule.expect("GD0503", [])
    // 64 × 40 uS × 0.324936 V + 40 uS × 0.0501127 V = 833.8 uA; complements cancel at the lowest conductance.
    rule.technology.neuron.maximumCurrent?.value = Current(si: 1e-9)
    try rule.expect("GD0503", [(.warning, "up to 834 uA through 130 cells", "{ units: 64")])
    // Inputs of one sign: 64 × 1 uS × 0.324936 V = 20.80 uA at least; the bias rows cancel.
    rule = try Case(.rectifierCurrent, replacing: [Self.single])
    rule.technology.neuron.maximumCurrent?.value = Current(si: 20e-6)
    try rule.expect("GD0503", [(.error, "at least 20.8 uA through 66 cells", "{ units: 64")])
    rule.technology.neuron.maximumCurrent?.value = Current(si: 21e-6)
    try rule.expect("GD0503", [(.warning, "up to 834 uA", "{ units: 64")])
  }

  @Test("row wires within a tile")
  func rowWires() throws {
    // 64 × 40 uS × 0.324936 V; 20 × 40 uS × 0.620541 V = 496 uA. Limit: 0.25 um of 2.8 mA/um = 700 uA.
    var rule = try Case(.rowWireCurrent)
    try rule.expect(
      "GD0504",
      [
        (.warning, "connection 1 would carry up to 832 uA through 64 cells", "64 }")
      ])
    // Tiles of 16 columns: 16 × 40 uS × 0.324936 V = 208 uA; 16 × 40 uS × 0.620541 V = 397 uA.
    rule = try Case(.rowWireCurrent, replacing: [("columns: 64", "columns: 16")])
    try rule.expect("GD0504", [])
    // 16 × 1 uS × 0.324936 V = 5.199 uA at least; what neurons do nobody knows: no error in connection 2.
    rule.technology.process.rowWire.maximumCurrent?.value = Current(si: 5.1e-6)
    try rule.expect(
      "GD0504", [(.error, "at least 5.2 uA", "16 }"), (.warning, "up to 397 uA", "16 }")])
  }

  @Test("column wires within a tile")
  func columnWires() throws {
    // Connection 2: 32 excitatory rows × 40 uS × 0.620541 V = 794 uA. Connection 1: 32 × 40 uS × 0.324936 V.
    var rule = try Case(.columnWireCurrent)
    try rule.expect("GD0507", [(.warning, "connection 2 would carry up to 794 uA through 64 cells", "64,")])
    rule.technology.process.columnWire.maximumCurrent?.value = Current(si: 400e-6)
    try rule.expect(
      "GD0507",
      [(.warning, "connection 1 would carry up to 416 uA", "64,"), (.warning, "up to 794 uA", "64,")])
    // Tiles of 32 rows, inputs of one sign: 32 × 1 uS × 0.324936 V = 10.40 uA.
    rule = try Case(.columnWireCurrent, replacing: [Self.single, ("rows: 64", "rows: 32")])
    rule.technology.process.columnWire.maximumCurrent?.value = Current(si: 10e-6)
    try rule.expect(
      "GD0507", [(.error, "at least 10.4 uA through 32 cells", "32,"), (.warning, "up to 794 uA", "32,")])
  }

  @Test("trunk wires carry whole rows and columns")
  func trunkWires() throws {
    var rule = try Case(.trunkWireCurrent, replacing: [("rows: 64, columns: 64", "rows: 8, columns: 8")])
    try rule.expect(
      "GD0508",
      [
        (.warning, "a row of connection 1 would carry up to 832 uA through 64 cells", "{ units: 64"),
        (.warning, "a column of connection 1 would carry up to 834 uA through 130 cells", "[8, 8]"),
        (.warning, "a column of connection 2 would carry up to 796 uA through 66 cells", "{ units: 64"),
      ])
    rule.technology.process.trunkWire.maximumCurrent?.value = Current(si: 20e-6)
    // 64 × 1 uS × 0.324936 V = 20.8 uA on a row; complements cancel on a column.
    #expect(try rule.run().map(\.severity) == [.error, .warning, .warning, .warning])
    rule.technology.process.trunkWire.maximumCurrent = nil
    try rule.expect("GD0508", [])
  }

  /// A source, 1 Ω, a cell of 1 S, 1 Ω, a cell of 1 S: a = 2 b and 1 = 3 a − b give b = 1/5.
  @Test("ladders solved by hand")
  func ladders() {
    typealias Tap = LineLadder.Tap
    func loss(_ taps: [Tap], _ segment: Double) -> Double {
      LineLadder(taps: taps, segment: segment).loss(siemens: 1)
    }
    #expect(abs(loss([Tap(link: 0, cells: 2)], 1) - 0.8) < 1e-15)
    #expect(abs(loss([Tap(link: 1, cells: 1), Tap(link: 1, cells: 1)], 0) - 0.8) < 1e-15)
    // A link and a segment in series before one cell: 1/3 arrives.
    #expect(abs(loss([Tap(link: 1, cells: 1)], 1) - 2.0 / 3) < 1e-15)
    // Two taps; the line of three cells at the first is worse than the one at the second: behind 1 Ω segments
    // 1/13 of a tap's voltage arrives at the third cell, and 1/2 at a single one.
    let branched = loss([Tap(link: 0, cells: 3), Tap(link: 1, cells: 1)], 1)
    #expect(abs(branched - 12.0 / 13) < 1e-15)
    #expect(loss([Tap(link: 0, cells: 5)], 0) == 0)
  }

  /// Two neurons: two cells on a row of connection 1, the first 6.458 um (a cell and a gap) before the second
  /// where each has a tile of its own, and 5 um from the bank.
  @Test("voltage lost on a row")
  func rowLoss() throws {
    let two = ("units: 64", "units: 2")
    var rule = try Case(.rowWireLoss, replacing: [two])
    try rule.expect("GD0505", [])
    func setRow(_ ohms: Double) {
      rule.technology.process.rowWire.sheetResistance.value = SheetResistance(si: ohms * 0.25 / 1.458)
    }
    func first() throws -> Diagnostic? {
      try rule.run().first { $0.message.contains("connection 1") }
    }
    rule.technology.process.trunkWire.sheetResistance.value = SheetResistance(si: 0)
    // 1 MΩ a segment, cells of 1 uS at least: the ladder above.
    setRow(1e6)
    var found = try #require(try first())
    #expect(found.severity == .error && found.message.contains("at least 80 %"), "\(found.message)")
    let line = try #require(found.location?.line)
    #expect(rule.text.split(separator: "\n", omittingEmptySubsequences: false)[line - 1].contains("tile: {"))
    // 2.5 kΩ and 40 uS: r g = 0.1, the voltage that arrives is 1/(1.1 · (1 + 0.1 + 0.1/1.1)) = 76.3 %; with 1 uS
    // r g = 0.0025, 99.25 %.
    setRow(2500)
    found = try #require(try first())
    #expect(found.severity == .warning && found.message.contains("up to 24 %"), "\(found.message)")
    #expect(found.message.contains("(0.75 % with every cell at its lowest conductance)"), "\(found.message)")

    rule = try Case(.rowWireLoss, replacing: [two, ("columns: 64", "columns: 1")])
    setRow(0)
    // Trunks of 1 MΩ in 6.458 um: links of 5/6.458 MΩ and 1 MΩ. b = a/2, the first tap draws 1.5 uS:
    // a = 1/(1 + 1.5 · 5/6.458) = 0.4627, b = 0.2313.
    rule.technology.process.trunkWire.sheetResistance.value = SheetResistance(si: 1e6 * 0.25 / 6.458)
    found = try #require(try first())
    #expect(found.severity == .error && found.message.contains("at least 77 %"), "\(found.message)")
  }

  /// Two inputs without bias rows: two cells on a column of connection 1.
  @Test("weight lost on a column")
  func columnLoss() throws {
    let two = [
      ("shape: [8, 8]", "shape: [2]"), Self.single, ("  bias: 50 mV", "  # bias: 50 mV"),
      ("units: 64", "units: 2"),
    ]
    var rule = try Case(.columnWireLoss, replacing: two)
    try rule.expect("GD0506", [])
    func setColumn(_ ohms: Double) {
      rule.technology.process.columnWire.sheetResistance.value = SheetResistance(si: ohms * 0.25 / 1.458)
    }
    setColumn(1e6)
    // Connections 1 and 2 have two rows each. The link to the node does not count, whatever it is.
    rule.technology.process.trunkWire.sheetResistance.value = SheetResistance(si: 1e9)
    try rule.expect(
      "GD0506",
      [(.error, "(2 cells) loses at least 80 % of its weight", "64,"), (.error, "connection 2", "64,")])
    setColumn(2500)
    try rule.expect("GD0506", [(.warning, "up to 24 %", "64,"), (.warning, "0.75 %", "64,")])

    rule = try Case(.columnWireLoss, replacing: two + [("rows: 64", "rows: 1")])
    setColumn(0)
    // A trunk of 2 MΩ over a cell and a gap of 5 um: a third arrives at the upper tile's 1 uS.
    rule.technology.process.trunkWire.sheetResistance.value = SheetResistance(si: 2e6 * 0.25 / 6.458)
    try rule.expect("GD0506", [(.error, "at least 67 %", "1,"), (.error, "at least 67 %", "1,")])
  }

  /// The weights themselves, from the nodal equations of a column with its rows at voltages of their own.
  @Test("the loss of a ladder is the error of the farthest row's weight in the node's voltage")
  func reciprocity() {
    // Rows u (far) and w (foot), r g = 1 from cell to cell and from the foot's cell to the node, which is free:
    // the node is at the foot cell's voltage b. Far cell a: (u − a) = (a − b); (w − b) + (a − b) = 0.
    // b = (2 w + u)/3: the far row weighs half as much as the near one.
    let loss = LineLadder(taps: [.init(link: 0, cells: 2)], segment: 1).loss(siemens: 1)
    let near = 1 - LineLadder(taps: [.init(link: 0, cells: 1)], segment: 1).loss(siemens: 1)
    #expect(abs(near - 0.5) < 1e-15)
    // Driven from the foot: a = 1/5 and b = 2/5; a/b is the ratio of the weights.
    #expect(abs((1 - loss) / 0.4 - 0.5) < 1e-15)
  }
}

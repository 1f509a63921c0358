import Specification
import Testing

@testable import Verification

@Suite struct AllChecksTests {
  @Test(arguments: [
    ("leti-hfo2-130", WireModel.none), ("leti-hfo2-130", .lumped), ("leti-hfo2-130", .perCell),
    ("sky130-reram", .none), ("sky130-reram", .perCell), ("ideal", .none),
  ])
  func everyCheckPasses(_ technology: String, _ wires: WireModel) throws {
    let report = try Fixture(technology, output: .differential, wires: wires).report()
    #expect(report.passes, "\(report.table())")
    let skipped = report.checks.filter { $0.verdict == .skipped }
    if wires == .none {
      // Without capacitances nothing takes time.
      let expected = technology == "ideal" ? ["wire-effect", "settling-time"] : ["wire-effect"]
      #expect(skipped.map(\.id) == expected, "\(report.table())")
    } else {
      #expect(skipped.map(\.id) == ["ngspice-nodes", "ngspice-gradient", "settling-time"])
      #expect(
        skipped.allSatisfy { $0.reason?.contains("not compared with the embedded simulator: wires") == true })
    }
  }

  /// Wires without resistance are nothing at all, in every dialect: not 1 mΩ (ngspice) and not NaN (VACASK).
  @Test(arguments: [WireModel.lumped, .perCell])
  func idealWiresChangeNothing(_ wires: WireModel) throws {
    let fixture = try Fixture("ideal", wires: wires)
    let report = try fixture.report()
    #expect(report.passes, "\(report.table())")
    var simulations = try Simulations()
    let context = fixture.context()
    var comparison = Comparison()
    for testbench in context.operatingPoints {
      let found = try simulations.ngspice(testbench, context)
      try context.compare(testbench, with: found, file: testbench.name, into: &comparison)
    }
    #expect(comparison.count > 0 && comparison.figure < 1e-9)
  }

  @Test func dialectsThatWereNotWrittenAreSkipped() throws {
    let report = try Fixture(dialects: ["ngspice"]).report()
    let skipped = report.checks.filter { $0.verdict == .skipped }
    #expect(skipped.map(\.id) == ["wire-effect", "vacask-nodes", "hspice-vacask", "spectre-vacask"])
    #expect(report.passes, "\(report.table())")
  }

  @Test func linearChipWithoutHiddenLayers() throws {
    let report = try Fixture(isLinear: true, hidden: [], output: .referenceColumn).report()
    #expect(report.passes, "\(report.table())")
    #expect(report.checks.allSatisfy { $0.verdict == .pass || $0.id == "wire-effect" })
  }
}

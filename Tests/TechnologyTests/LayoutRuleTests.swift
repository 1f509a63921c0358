import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Technology

@Suite("Design rules")
struct LayoutRuleTests {
  private let library = TechnologyLibrary(environment: [:])

  @Test("those that come with the program are whole, and every figure is cited")
  func shipped() throws {
    #expect(library.processesWithRules == ["sky130"])
    let rules = try library.layoutRules(for: "sky130")
    #expect(rules.rules.count == 76 && rules.gridStep5)
    #expect(rules.rules.allSatisfy { !$0.limit.provenance.isAssumption })
    #expect(rules.least(.width, "met1") == Length(si: 0.14e-6))
    #expect(rules.least(.sideEnclosure, "via", "met2") == Length(si: 0.085e-6))
    #expect(rules.least(.spacing, "boundary") == .zero)
    #expect(rules.layer("reram")?.number == 201 && rules.memristor?.via == "via")
  }

  @Test("a process without rules is told of, with those that have some")
  func unknownProcess() throws {
    let error = #expect(throws: DiagnosticsError.self) { try library.layoutRules(for: "sky13") }
    #expect(error?.diagnostics.map(\.code) == ["GD0340"])
    #expect(error?.diagnostics.first?.suggestion == "sky130")
  }

  private static let good = """
    summary: two metals
    grid: { value: 5 nm, assumption: "a test" }
    layers:
      - { name: met1, title: metal 1, number: 1, datatype: 0, color: "#112233" }
      - { name: met2, title: metal 2, number: 2, datatype: 0, color: "#112233" }
    derived:
      - { name: both, of: met1, and: [met2] }
    rules:
      - { name: w, kind: width, layer: met1, length: { value: 0.1 um, assumption: "a test" } }
      - { name: s, kind: separation, layer: met1, other: met2, length: { value: 0.1 um, assumption: "a test" } }
      - { name: a, kind: area, layer: both, area: { value: 0.1 um^2, assumption: "a test" } }
      - { name: x, kind: exclusion, layer: met1, other: met2, allowed: { value: false, assumption: "a test" } }

    """

  @Test("a file of the user's is read")
  func ownFile() throws {
    try withFiles(["rules/mine.yaml": Self.good]) { folder in
      let library = TechnologyLibrary(folders: [], environment: ["GRENADYN_LIBRARY": folder])
      #expect(library.processesWithRules == ["mine", "sky130"])
      let rules = try library.layoutRules(for: "mine").rules
      #expect(rules.map(\.name) == ["w", "s", "a", "x"])
    }
  }

  @Test("two files of one name are refused")
  func ambiguous() throws {
    try withFiles(["rules/sky130.yaml": Self.good]) { folder in
      let library = TechnologyLibrary(folders: [], environment: ["GRENADYN_LIBRARY": folder])
      let error = #expect(throws: DiagnosticsError.self) { try library.layoutRules(for: "sky130") }
      #expect(error?.diagnostics.map(\.code) == ["GD0331"])
    }
  }

  @Test(
    "all faults of a file at once, each at its place",
    arguments: [
      ("name: met2, title", "name: met1, title", ["5 GD0341", "7 GD0342", "10 GD0342", "12 GD0342"]),
      ("number: 2", "number: 1", ["5 GD0341"]),
      ("and: [met2]", "and: [met3]", ["7 GD0342"]),
      ("name: both, of", "name: met2, of", ["7 GD0341", "11 GD0342"]),
      ("name: s,", "name: w,", ["10 GD0341"]),
      ("layer: both", "layer: bot", ["11 GD0342"]),
      ("kind: width, layer: met1,", "kind: width, layer: met1, other: met2,", ["9 GD0343"]),
      ("kind: separation", "kind: spacing", ["10 GD0343"]),
      ("kind: area", "kind: width", ["11 GD0343"]),
      ("kind: exclusion", "kind: separation", ["12 GD0343"]),
      ("kind: width", "kind: wide-spacing", ["9 GD0343"]),
      ("value: 0.1 um, assumption", "value: 0.1005 um, assumption", ["9 GD0344", "10 GD0344"]),
      ("kind: area", "kind: areas", ["11 GD0207"]),
      (
        "assumption: \"a test\" } }", "note: \"a test\" } }",
        ["9 GD0303", "10 GD0303", "11 GD0303", "12 GD0303"]
      ),
    ])
  func faults(right: String, wrong: String, expected: [String]) throws {
    try withFiles(["rules/mine.yaml": Self.good.replacingOccurrences(of: right, with: wrong)]) { folder in
      let library = TechnologyLibrary(folders: [], environment: ["GRENADYN_LIBRARY": folder])
      let error = #expect(throws: DiagnosticsError.self) { try library.layoutRules(for: "mine") }
      let found = (error?.diagnostics ?? []).map { "\($0.location?.line ?? 0) \($0.code)" }
      #expect(found == expected)
    }
  }
}

extension LayoutRules {
  fileprivate var gridStep5: Bool { (grid.value.si / 5e-9 - 1).magnitude < 1e-9 }
}

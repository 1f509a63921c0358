import Diagnostics
import Fabrics
import Foundation
import Resistive
import Specification
import Technology
import Testing

@testable import Mapping

@Suite("Mapping rules")
struct MappingCheckTests {
  /// Diagnostics of the starter spec with some text replaced.
  private func diagnostics(_ replacements: [(String, String)]) throws -> [Diagnostic] {
    var text = ChipSpec.starter
    for (old, new) in replacements {
      #expect(text.contains(old), "the starter spec has no '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    let spec = try ChipSpec.load(SourceFile(path: "spec.yaml", bytes: Array(text.utf8))).spec
    let technology = try TechnologyLibrary().load(spec.technology.value)
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    let chip = Chip(
      name: "t", fabric: network.fabric(of: spec.network), technology: technology,
      tileShape: TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value))
    return MappingCheck.all.flatMap { $0.run(chip, spec.mapping) }
  }

  @Test("a tile with more than 1000 ports is an error at the tile's rows")
  func ports() throws {
    let found = try diagnostics([("rows: 26, columns: 32", "rows: 900, columns: 101")])
    let port = try #require(found.first { $0.code == "GD0501" })
    #expect(port.severity == .error && port.message.contains("1001 ports"))
    #expect(port.location != nil)
  }

  @Test("a row that its driver cannot feed even at the lowest conductance is an error with both currents")
  func driver() throws {
    // 1 uS × 20000 cells × 0.4 V = 8 mA > 5 mA.
    let found = try diagnostics([("units: 64", "units: 20000")])
    let driver = try #require(found.first { $0.code == "GD0502" })
    #expect(driver.severity == .error)
    #expect(driver.message.contains("5 mA"))
  }

  @Test("the starter spec maps without errors")
  func starter() throws {
    #expect(try diagnostics([]).allSatisfy { $0.severity != .error })
  }
}

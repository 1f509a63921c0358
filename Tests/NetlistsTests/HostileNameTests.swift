import Circuits
import Foundation
import Quantities
import Specification
import Testing

@testable import Netlists

/// Names that come from files are text in comments: the statements of all files are those of a chip with plain names.
@Suite struct HostileNameTests {
  static let names = [
    "d\n.control\nshell touch x\n.endc\n*", "d\r.control\rshell x", "d\r\n.end",
    "d\u{2028}\u{85}\u{0B}\u{0C}.end",
    "d \\", "d */ module x; endmodule /*", "d`include \"/etc/passwd\"", "d\0\u{1B}[2J", "\u{600}\n.end",
    "d // \" ' $(x) ;",
  ]

  /// Every file of a chip, by name.
  private func files(_ part: String) throws -> [String: String] {
    let chip = try Fixture.chip(partsNamed: part)
    let conductances = Fixture.conductances(chip.fabric)
    let circuit = Circuit(chip: chip, conductances: conductances, wires: .none)
    let netlist = ChipNetlist(circuit)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var testbench = Testbench(
      name: "free_0", chip: chip, rows: [Double](repeating: 0.1, count: 8), targets: [0, 0, 0],
      beta: Conductance(si: 0), analysis: .operatingPoint, expected: [[0, 0, 0, 0, 0], [0, 0, 0]],
      wires: .none)
    testbench.title = "title \(part)"
    var result: [String: String] = [:]
    for dialect in DialectRegistry.all {
      try netlist.write(dialect, to: folder)
      result["tb.\(dialect.fileExtension)"] = dialect.testbench(
        testbench, of: netlist.testbenchChip(in: dialect))
    }
    try netlist.writeVerilogA(to: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      result[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return result
  }

  @Test(arguments: names)
  func onlyCommentsHoldNames(_ name: String) throws {
    let plain = try files("plain")
    let hostile = try files(name)
    #expect(Set(plain.keys) == Set(hostile.keys) && plain.count > 20)
    var changed = 0
    for (file, text) in hostile {
      #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A }, "\(file)")
      let old = (plain[file] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      let new = text.split(separator: "\n", omittingEmptySubsequences: false)
      try #require(old.count == new.count, "\(file)")
      for (index, (a, b)) in zip(old, new).enumerated() where a != b {
        changed += 1
        // The first line of a VACASK file is its title.
        let isTitle = file == "tb.sim" && index == 0
        #expect(isTitle || b.hasPrefix("* ") || b.hasPrefix("// "), "\(file): \(b)")
        #expect(!b.hasSuffix("\\"), "\(file): \(b)")
      }
    }
    #expect(changed >= 8)
  }

  @Test func aNameOfACellIsAName() {
    for name in ["iris", "tile_0_0_0", "gd_memristor", "out_1p"] { #expect(Circuit.isName(name)) }
    for name in ["", "1a", "A", "a b", "a\nb", "a-b", "ä", "a\u{301}", "_a"] {
      #expect(!Circuit.isName(name))
    }
  }
}

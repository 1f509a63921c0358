import Foundation
import Testing

@testable import Verification

/// A check that cannot fail shows nothing: each fault must be found, with its place.
@Suite struct SabotageTests {
  /// The entry of the only check that ran; it must have failed.
  private func failure(
    _ report: VerificationReport, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> VerificationReport.Entry {
    let entry = try #require(report.checks.first, sourceLocation: sourceLocation)
    #expect(entry.verdict == .fail && !report.passes, "\(report.table())", sourceLocation: sourceLocation)
    return entry
  }

  @Test func oneCellOfOneTile() throws {
    let fixture = try Fixture()
    try fixture.sabotage("spice/tiles.sp") { text in
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("xc1_2 ") })
      let value = try #require(line.split(separator: "=").last.flatMap { Double($0) })
      return text.replacingOccurrences(of: line, with: "\(line.prefix { $0 != "=" })=\(1.5 * value)")
    }
    let entry = try failure(fixture.report("ngspice-nodes"))
    #expect(entry.worst?.place.contains("h1_") == true || entry.worst?.place.contains("out_") == true)
    _ = try failure(fixture.report("ngspice-gradient"))
    // The Verilog-A netlists have tiles of their own.
    _ = try failure(fixture.report("vacask-nodes"))
  }

  @Test(arguments: ["chip.sp", "chip.sim", "chip.hspice.sp", "chip.scs"])
  func twoColumnsOfATile(_ file: String) throws {
    let fixture = try Fixture()
    try fixture.sabotage("spice/\(file)") { text in
      // The tile's instance is the only line with both nets and the tile's name.
      var lines = text.components(separatedBy: "\n")
      let index = try #require(lines.firstIndex { $0.contains("xtile_0_0_0") })
      lines[index] = lines[index].replacingOccurrences(of: " h1_1 ", with: " @ ")
        .replacingOccurrences(of: " h1_2 ", with: " h1_1 ").replacingOccurrences(of: " @ ", with: " h1_2 ")
      return lines.joined(separator: "\n")
    }
    let id =
      switch file {
      case "chip.sp": "ngspice-nodes"
      case "chip.sim": "vacask-nodes"
      case "chip.hspice.sp": "hspice-vacask"
      default: "spectre-vacask"
      }
    let entry = try failure(fixture.report(id))
    #expect(entry.worst?.place.contains("_") == true && entry.count ?? 0 > 0)
  }

  @Test func polarityOfARectifier() throws {
    let fixture = try Fixture()
    // A node with the wrong sign allowed: only an excitatory one that is well above 0 V shows the fault.
    let node = try #require(
      fixture.reference.samples[0].nodes[.free]?.layers[0].prefix(3).firstIndex { $0 > 1e-3 },
      "no excitatory neuron is active")
    try fixture.sabotage("spice/chip.sp") { text in
      text.replacingOccurrences(
        of: "xrectifier_h1_\(node) h1_\(node) vss gd_rectifier polarity=1",
        with: "xrectifier_h1_\(node) h1_\(node) vss gd_rectifier polarity=-1")
    }
    let entry = try failure(fixture.report("ngspice-nodes"))
    #expect(entry.worst != nil)
  }

  @Test func readLawOfTheVerilogA() throws {
    let fixture = try Fixture()
    try fixture.sabotage("veriloga/gd_memristor.va") {
      $0.replacingOccurrences(of: "real v0 = 4.3e-1", with: "real v0 = 4.31e-1")
    }
    let pointwise = try failure(fixture.report("veriloga-pointwise"))
    #expect(pointwise.worst?.place.contains("gd_memristor") == true)
    let nodes = try failure(fixture.report("vacask-nodes"))
    #expect(nodes.worst?.place.contains("h1_") == true || nodes.worst?.place.contains("out_") == true)
  }

  @Test(arguments: [
    ("gd_memristor", "threshold_width*(max(us, 0.0)", "threshold_width*1.001*(max(us, 0.0)"),
    ("gd_rectifier", "polarity*gon*overdrive", "gon*overdrive"),
    ("gd_amplifier", "-reverse*I(drive)", "-I(drive)"),
    ("gd_nudge", "-beta*", "beta*"),
    ("gd_sense", "ddt(c*", "ddt(2.0*c*"),
  ])
  func equationsOfTheVerilogA(_ module: String, _ right: String, _ wrong: String) throws {
    let fixture = try Fixture()
    try fixture.sabotage("veriloga/\(module).va") { $0.replacingOccurrences(of: right, with: wrong) }
    let entry = try failure(fixture.report("veriloga-pointwise"))
    #expect(entry.worst?.place.contains(module) == true)
  }

  @Test func verilogAThatDoesNotCompile() throws {
    let fixture = try Fixture()
    try fixture.sabotage("veriloga/gd_nudge.va") {
      $0.replacingOccurrences(of: "endmodule", with: "endmodul")
    }
    let entry = try failure(fixture.report("veriloga-compile"))
    #expect(entry.reason?.contains("gd_nudge.va does not compile") == true)
  }

  @Test func verilogAThatIsNotFiniteAtZero() throws {
    let fixture = try Fixture()
    try fixture.sabotage("veriloga/gd_sense.va") {
      $0.replacingOccurrences(of: "I(n, vss) <+ ddt", with: "I(n, vss) <+ 1e-9*ln(V(n, vss)) + ddt")
    }
    let entry = try failure(fixture.report("veriloga-compile"))
    #expect(entry.reason?.contains("gd_sense.va") == true)
  }

  @Test func aFileThatIsMissing() throws {
    let fixture = try Fixture()
    try FileManager.default.removeItem(at: fixture.folder.appendingPathComponent("tb/plus_1.sp"))
    #expect(
      try failure(fixture.report("ngspice-nodes")).reason?.contains("plus_1.sp is not in the folder") == true)
    try FileManager.default.removeItem(at: fixture.folder.appendingPathComponent("spice/tiles.sp"))
    let reason = try failure(fixture.report("ngspice-nodes")).reason
    #expect(
      reason?.contains("ngspice ended with exit status 1") == true && reason?.contains("tiles.sp") == true)
  }

  @Test func aTransientThatIsTooShort() throws {
    let fixture = try Fixture()
    guard case .settling(let stop, let step) = try #require(fixture.context().testbenches.last).analysis
    else {
      Issue.record("no transient")
      return
    }
    try fixture.sabotage("tb/settle_0.sp") { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix(".tran")
          ? ".tran \(step.si) \(stop.si / 100)" : line.hasPrefix(".measure") ? "*" : String(line)
      }.joined(separator: "\n")
    }
    #expect(try failure(fixture.report("settling")).worst?.place.contains("settle_0") == true)
  }
}

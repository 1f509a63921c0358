import Foundation
import Testing

@Suite("Compile with a layout")
struct LayoutTests {
  /// Runs the program with variables of its environment; a value of nil takes one away.
  private func run(_ variables: [String: String], _ arguments: String...) throws -> Command.Result {
    try Command(
      ["/usr/bin/env"] + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        + [Program.binary.path] + arguments
    ).wait()
  }

  @Test("the folder has the drawing, its deck is clean by KLayout, and what is not drawn is said")
  func folder() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      "compile", "specs/iris-sky130.yaml", "-o", folder.path("iris"), "--layout", "--json", "--set",
      "netlist.dialects=[ngspice]")
    #expect(result.status == 0, "\(result.errors)")
    struct Figures: Decodable {
      struct Layout: Decodable {
        struct Check: Decodable {
          var rules: Int
          var findings: [String: Int]
          var isNetlist: Bool
        }
        var check: Check?
        var devices: Int
        var notDrawn: [String]
      }
      struct Mapping: Decodable { var devices: Int }
      var layout: Layout
      var mapping: Mapping
    }
    let figures = try JSONDecoder().decode(Figures.self, from: Data(result.output.utf8))
    #expect(figures.layout.check?.findings == [:] && (figures.layout.check?.rules ?? 0) > 70)
    #expect(figures.layout.check?.isNetlist == true)
    #expect(figures.layout.devices == figures.mapping.devices)
    #expect(figures.layout.notDrawn.contains("neurons"))
    let layout = folder.url.appendingPathComponent("iris/layout")
    #expect(
      Set(try layout.files().keys) == [
        "iris_sky130.gds", "iris_sky130.lef", "iris_sky130.lyp", "iris_sky130.drc", "iris_sky130.svg",
        "iris_sky130_cell.svg", "iris_sky130.lvs", "iris_sky130.lvs.sp",
        "run_drc.sh", "run_lvs.sh", "layout.json",
      ])
    let manifest = try String(
      contentsOf: folder.url.appendingPathComponent("iris/manifest.json"), encoding: .utf8)
    #expect(manifest.contains("\"notDrawn\"") && manifest.contains("layout/iris_sky130.gds"))

    let script = layout.appendingPathComponent("run_drc.sh").path
    let clean = try Command([script], in: folder.url).wait()
    #expect(clean.status == 0 && clean.output.hasPrefix("0 violations"), "\(clean.output) \(clean.errors)")
    let compare = layout.appendingPathComponent("run_lvs.sh").path
    let alike = try Command([compare], in: folder.url).wait()
    #expect(alike.status == 0 && alike.output.contains("LVS: match"), "\(alike.output) \(alike.errors)")
    let netlist = layout.appendingPathComponent("iris_sky130.lvs.sp")
    let lines = try String(contentsOf: netlist, encoding: .utf8)
    #expect(lines.contains("R0_0 row0 col0"))
    try lines.replacingOccurrences(of: "R0_0 row0 col0", with: "R0_0 row0 col1")
      .write(to: netlist, atomically: true, encoding: .utf8)
    let other = try Command([compare], in: folder.url).wait()
    #expect(other.status == 1 && other.output.contains("LVS: differ"), "\(other.output) \(other.errors)")

    // A rule that the drawing breaks: KLayout itself still ends with status 0.
    let deck = layout.appendingPathComponent("iris_sky130.drc")
    let text = try String(contentsOf: deck, encoding: .utf8)
    #expect(text.contains("l_met1.width(0.14, euclidian)"))
    try text.replacingOccurrences(of: "l_met1.width(0.14, euclidian)", with: "l_met1.width(0.6, euclidian)")
      .write(to: deck, atomically: true, encoding: .utf8)
    let broken = try Command([script], in: folder.url).wait()
    #expect(broken.status == 1 && !broken.output.hasPrefix("0 "), "\(broken.output) \(broken.errors)")
    // Without KLayout, or with a deck that it cannot run, there is no verdict.
    let without = try Command(["/usr/bin/env", "PATH=\(folder.url.path)", "/bin/sh", script], in: folder.url)
      .wait()
    #expect(without.status == 3, "\(without.output) \(without.errors)")
    try "nonsense(".write(to: deck, atomically: true, encoding: .utf8)
    #expect(try Command([script], in: folder.url).wait().status == 3)
  }

  @Test("what cannot be drawn is refused before the training, and nothing is written")
  func refused() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      "compile", "specs/iris.yaml", "-o", folder.path("out"), "--layout", "--no-verify")
    #expect(result.status == 2 && result.errors.contains("GD0340"), "\(result.errors)")
    let narrow = try Program.run(
      "compile", "specs/iris-sky130.yaml", "-o", folder.path("out"), "--layout", "--no-verify", "--set",
      "technology=leti-hfo2-130")
    #expect(narrow.status == 2 && narrow.errors.contains("GD0340"), "\(narrow.errors)")
    #expect(folder.content == [])
  }

  @Test("without KLayout the exit code is 3 before anything is computed, and --no-verify draws unchecked")
  func withoutKLayout() throws {
    let folder = try TemporaryFolder()
    let named = try run(
      ["GRENADYN_KLAYOUT": "/nowhere/klayout"], "compile", "specs/iris-sky130.yaml", "-o", folder.path("a"),
      "--layout")
    #expect(named.status == 3 && named.errors.contains("GD0704"), "\(named.errors)")
    #expect(folder.content == [])
    // ngspice is there, KLayout is not.
    let bin = folder.url.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let ngspice = try Command(["/bin/sh", "-c", "command -v ngspice"]).wait().output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try FileManager.default.createSymbolicLink(
      at: bin.appendingPathComponent("ngspice"), withDestinationURL: URL(fileURLWithPath: ngspice))
    let missing = try run(
      ["PATH": bin.path], "compile", "specs/iris-sky130.yaml", "-o", folder.path("a"), "--layout")
    #expect(missing.status == 3 && missing.errors.contains("GD0750"), "\(missing.errors)")
    #expect(folder.content == ["bin"])
    let unchecked = try run(
      ["PATH": bin.path], "compile", "specs/iris-sky130.yaml", "-o", folder.path("a"), "--layout",
      "--no-verify")
    #expect(unchecked.status == 0 && unchecked.output.contains("not checked"), "\(unchecked.errors)")
  }
}

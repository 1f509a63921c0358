import Foundation
import Testing

@Suite("Usage")
struct UsageTests {
  @Test("help shows an example, for every command")
  func help() throws {
    for command in try Program.commands() {
      let result = try Program.run(command, "--help")
      #expect(result.status == 0)
      #expect(result.output.contains("Example:"), "\(command)")
      #expect(result.output.contains("grenadyn \(command)"))
    }
  }

  @Test(
    "bad usage ends with 2 and says why on standard error",
    arguments: [["compyle"], ["compile"], ["list", "devises"], ["compile", "x.yaml", "--threads", "0"]])
  func badUsage(_ arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("Usage:"))
    #expect(result.output.isEmpty)
  }

  @Test("an instruction set is forced by name, and an unknown one ends with 2")
  func instructionSet() throws {
    func run(_ value: String) throws -> Command.Result {
      try Command.run(["/usr/bin/env", "GRENADYN_ISA=\(value)", Program.binary.path, "list", "datasets"])
    }
    let plain = try Program.run("list", "datasets")
    #expect(try run("portable").output == plain.output)
    #expect(try run("").output == plain.output)
    let unknown = try run("sse9")
    #expect(unknown.status == 2 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("GD0650") && unknown.errors.contains("'sse9'"))
    #expect(unknown.errors.contains("portable, avx2, avx512"))
    // A processor has it, or says that it lacks it.
    let widest = try run("avx512")
    #expect(widest.status == 0 || widest.status == 3 && widest.errors.contains("GD0651"))
  }

  @Test("a missing spec ends with 2 and names the file")
  func missingSpec() throws {
    let result = try Program.run("map", "no-such.yaml")
    #expect(result.status == 2)
    #expect(result.errors.contains("no-such.yaml"))
  }

  @Test("every error of a spec is shown with file, line, column and the source line; nothing is written")
  func badSpec() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Program.spec("digits.yaml", [("full-scale:", "full-scael:"), ("epochs:", "epoks:")]), "bad.yaml")
    let result = try Program.run("compile", path, "-o", folder.path("out"))
    #expect(result.status == 2)
    #expect(result.errors.contains("'full-scale'") || result.errors.contains("full-scale"))
    #expect(result.errors.contains("epochs"))
    #expect(result.errors.contains("bad.yaml:") && result.errors.contains("^"))
    #expect(folder.content == ["bad.yaml"])
  }

  @Test(
    "unknown names of every registry are found at once, before the training", arguments: ["map", "compile"])
  func unknownNames(_ command: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Program.spec(
        "digits.yaml",
        [
          ("hspice", "hspise"), ("set: digits", "set: digitz"),
          ("rule: equilibrium-propagation", "rule: equilibrum-propagation"),
        ]), "bad.yaml")
    let result = try Program.run(command, path)
    #expect(result.status == 2)
    for word in ["write: hspice", "write: digits", "write: equilibrium-propagation"] {
      #expect(result.errors.contains(word), "\(result.errors)")
    }
    #expect(!result.errors.contains("training on"))
  }

  @Test(
    "a chip cannot have the name of a word or a cell",
    arguments: ["gd_sense", "tile_0_0_0", "model", "gnd", "temper"])
  func reservedNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Program.spec("digits.yaml", [("name: digits", "name: \(name)")]), "bad.yaml")
    for command in ["map", "check", "train", "describe"] {
      let result = try Program.run(command, path)
      #expect(result.status == 2 && (result.errors + result.output).contains("GD0228"), "\(command)")
      #expect(!result.errors.contains("training on"))
    }
  }

  @Test("a full standard output ends with 3")
  func fullOutput() throws {
    let result = try Command.run(
      ["/bin/sh", "-c", "'\(Program.binary.path)' list devices > /dev/full 2>/dev/null"])
    #expect(result.status == 3)
  }

  @Test("init writes a spec that maps, and never overwrites")
  func initialize() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("chip.yaml")
    #expect(try Program.run("init", path).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let map = try Program.run("map", path, "--svg", folder.path("plan.svg"), "--json")
    #expect(map.status == 0)
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(map.output.utf8)) as? [String: Any])
    #expect(figures["tiles"] as? Int == 13)
    #expect(try String(contentsOfFile: folder.path("plan.svg"), encoding: .utf8).hasPrefix("<svg "))
    try (text + "# mine\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Program.run("init", path).status == 2)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("# mine\n"))
  }

  @Test(
    "everything that is listed can be described, and cites its sources",
    arguments: [
      "technologies", "processes", "devices", "neurons", "peripherals", "families", "rules", "datasets",
      "dialects", "circuits",
    ])
  func listAndDescribe(_ kind: String) throws {
    let list = try Program.run("list", kind, "--json")
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
    #expect(!entries.isEmpty)
    for entry in entries {
      let name = try #require(entry["name"] as? String)
      #expect((entry["summary"] as? String)?.isEmpty == false)
      let description = try Program.run("describe", name)
      #expect(description.status == 0)
      #expect(description.output.contains(name))
      if ["devices", "processes"].contains(kind), name != "ideal" {
        #expect(description.output.contains("doi") || description.output.contains("http"), "\(name)")
      }
    }
  }

  @Test("a spec is described with its numbers: energy, relaxation, nudge, learning rule, conventions")
  func describeSpec() throws {
    let text = try Program.run("describe", "specs/digits-springs.yaml").output
    for part in [
      "c_2 = 0.0625", "v₀ = 430 mV", "x = value × 300 mV", "β = 10 uS", "centered", "y_c = 15 mV", "9,640",
      "differential: o_c = V_2c − V_2c+1", "halves", "300 mV / 15 mV = 20", "η = 20 mS^2/V^2, 5 mS^2/V^2",
    ] { #expect(text.contains(part), "\(part)") }
    let result = try Program.run("describe", "specs/published/drn-2h.yaml", "--json")
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    // 1568·1024 + 1024² + 1024·10 conductances, 1024 + 1024 + 10 bias currents.
    #expect(figures["parameters"] as? Int == 2_666_506)
    let sections = try #require(figures["sections"] as? [[String: Any]])
    #expect(
      sections.compactMap { $0["title"] as? String } == [
        "network", "energy", "relaxation", "nudge", "learning", "conventions",
      ])
    let folder = try TemporaryFolder()
    let bad = try folder.write(Program.spec("digits.yaml", [("units: 64", "units: 0")]), "bad.yaml")
    let failed = try Program.run("describe", bad)
    #expect(failed.status == 2 && failed.errors.contains("bad.yaml:"))
  }

  @Test("an unknown name ends with 2 and suggests the nearest")
  func unknownName() throws {
    let result = try Program.run("describe", "leti-hfo")
    #expect(result.status == 2)
    #expect(result.errors.contains("leti-hfo2"))
  }

  @Test("a data set that is not installed ends with 3 and says how to install it")
  func missingData() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Program.spec("digits.yaml", [("set: digits", "set: mnist"), ("shape: [8, 8]", "shape: [28, 28]")]),
      "mnist.yaml")
    let result = try Program.run("compile", path, "-o", folder.path("out"), "--no-verify", in: folder.url)
    #expect(result.status == 3)
    #expect(result.errors.contains("tools/setup --data"))
    #expect(folder.content == ["mnist.yaml"])
  }
}

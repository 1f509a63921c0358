import Foundation
import Testing

@Suite("Usage")
struct UsageTests {
  @Test(
    "help shows an example", arguments: ["compile", "map", "verify", "init", "schema", "list", "describe"])
  func help(_ command: String) throws {
    let result = try Program.run(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("Example:"))
    #expect(result.output.contains("grenadyn \(command)"))
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

  @Test("an unknown dialect is found before the training")
  func unknownDialect() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Program.spec("digits.yaml", [("hspice", "hspise")]), "bad.yaml")
    let result = try Program.run("compile", path, "-o", folder.path("out"))
    #expect(result.status == 2)
    #expect(result.errors.contains("hspice") && result.errors.contains("bad.yaml:"))
    #expect(!result.errors.contains("training"))
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
    #expect(figures["tiles"] as? Int == 5)
    #expect(try String(contentsOfFile: folder.path("plan.svg"), encoding: .utf8).hasPrefix("<svg "))
    try (text + "# mine\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Program.run("init", path).status != 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("# mine\n"))
  }

  @Test(
    "everything that is listed can be described, and cites its sources",
    arguments: [
      "technologies", "processes", "devices", "neurons", "peripherals", "families", "rules", "datasets",
      "dialects",
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

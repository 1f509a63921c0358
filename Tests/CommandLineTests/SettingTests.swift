import Foundation
import Testing

/// `--set`, names of commands, and errors as JSON.
@Suite("Settings and errors of the command line")
struct SettingTests {
  private func diagnostics(_ result: Command.Result) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(object?["diagnostics"] as? [[String: Any]])
  }

  @Test("settings reach the design and the resolved spec; of two the later counts")
  func settings() throws {
    let folder = try TemporaryFolder()
    let spec = "specs/iris.yaml"
    let arguments = [
      "--set", "network.hidden[0].units=4", "--set", "network.hidden.0.units=12", "--set", "seed=9",
    ]
    let result = try Program.run(["map", spec, "--json"] + arguments)
    let figures = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    // (8 + 2) × 12 + (12 + 2) × 6
    #expect(figures?["devices"] as? Int == 204)
    let compiled = try Program.run(
      ["compile", spec, "--no-verify", "-o", folder.path("out"), "--set", "training.epochs=1"] + arguments)
    #expect(compiled.status == 0, "\(compiled.errors)")
    let text = try String(contentsOfFile: folder.path("out/spec.yaml"), encoding: .utf8)
    #expect(text.contains("units: 12") && text.contains("seed: 9") && text.contains("epochs: 1\n"))
    let differences = try Program.run("diff", spec, folder.path("out"))
    #expect(differences.output.contains("network.hidden[0].units"))
  }

  @Test(
    "errors of settings point into the option's text",
    arguments: [
      ("network.bias=1", "--set network.bias", 1, "GD0206"),
      ("network.bias=[", "--set network.bias", 2, "GD0104"),
      ("network.bais=1 V", "--set", 9, "GD0202"), ("network.hidden[7].units=3", "--set", 16, "GD0292"),
      ("seed.x=3", "--set", 6, "GD0293"), ("seed", "--set", 1, "GD0291"), ("=3", "--set", 1, "GD0291"),
      ("seed=", "--set", 1, "GD0291"), ("extends=x.yaml", "--set", 1, "GD0291"),
      ("name=iris;drop", "--set name", 1, "GD0209"),
    ])
  func located(_ setting: String, _ file: String, _ column: Int, _ code: String) throws {
    let result = try Program.run("map", "specs/iris.yaml", "--json", "--set", setting)
    #expect(result.status == 2)
    let found = try #require(diagnostics(result).first { $0["code"] as? String == code }, "\(result.output)")
    #expect(found["file"] as? String == file && found["line"] as? Int == 1, "\(found)")
    #expect(found["column"] as? Int == column, "\(found)")
    #expect(result.errors.contains("\(file):1:\(column): error:"))
  }

  @Test("every command that takes a spec takes settings")
  func everyCommand() throws {
    for command in [
      "compile", "train", "predict", "estimate", "check", "report", "map", "verify", "describe", "diff",
      "suggest",
    ] {
      let specs = command == "diff" ? ["specs/iris.yaml", "specs/iris.yaml"] : ["specs/iris.yaml"]
      let result = try Program.run([command] + specs + ["--set", "training.epochs=many"])
      #expect(result.status == 2, "\(command): \(result.errors)")
      #expect(
        (result.errors + result.output).contains("--set training.epochs:1:1"), "\(command): \(result.errors)")
    }
    let folder = Program.project.appendingPathComponent("generated/iris").path
    for command in ["report", "diff"] {
      let words = command == "diff" ? [folder, folder] : [folder]
      let result = try Program.run([command] + words + ["--set", "seed=2"])
      #expect(result.status == 2 && result.errors.contains("GD0295"), "\(command): \(result.errors)")
    }
  }

  @Test(
    "misspelt commands and help topics end with 2 and suggest the nearest",
    arguments: [
      (["predct"], "predict"), (["help", "chekc"], "check"), (["help", "foo"], nil), (["hlep"], "help"),
    ])
  func names(_ words: [String], _ meant: String?) throws {
    let result = try Program.run(words)
    #expect(result.status == 2 && result.output.isEmpty && result.errors.contains("GD0290"))
    #expect(meant.map { result.errors.contains("write: \($0)") } ?? !result.errors.contains("write:"))
    #expect(try Program.run("help", "predict").output.contains("Example:"))
  }

  @Test("with --json errors are JSON on standard output, as the schema says")
  func json() throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write(Program.spec("digits.yaml", [("epochs:", "epoks:")]), "bad.yaml")
    let schema = try folder.write(Program.run("schema", "--output", "diagnostics").output, "schema.json")
    for words in [
      ["map", bad, "--json"], ["train", bad, "--json"], ["describe", "leti-hfo", "--json"],
      ["map", "--json"],
      ["diff", bad, bad, "--format", "json"], ["map", "none.yaml", "--json"],
      ["list", "rules", "--json", "-x"],
    ] {
      let result = try Program.run(words)
      #expect(result.status == 2 && !result.errors.isEmpty, "\(words)")
      #expect(try !diagnostics(result).isEmpty, "\(words)")
      let output = try folder.write(result.output, "output.json")
      let script =
        "import json, sys, jsonschema; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))"
      let python = Program.project.appendingPathComponent(".venv/bin/python").path
      let validation = try Command.run([python, "-c", script, schema, output])
      #expect(validation.status == 0, "\(words): \(validation.errors)")
    }
  }

  @Test("fragments are skipped when asked, and nothing else is")
  func fragments() throws {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    _ = try folder.write("training: { epochs: 1 }\n", "part.yaml")
    _ = try folder.write("extends: [\(iris), part.yaml]\n", "whole.yaml")
    _ = try folder.write("a: [\n", "broken.yaml")
    let base = Program.project.appendingPathComponent("specs/devices/base.yaml").path
    let files = ["part.yaml", "whole.yaml", "broken.yaml", base]
    let result = try Program.run(
      ["check", "--stage", "chip", "--no-cache", "--skip-fragments", "--"] + files, in: folder.url)
    #expect(result.errors.contains("part.yaml: skipped"))
    #expect(result.output.contains("whole.yaml: passed") && result.output.contains("broken.yaml: failed"))
    let last = result.output.split(separator: "\n").last
    #expect(last?.hasPrefix("2 specs: 1 passed, 1 failed; 1 error") == true, "\(result.output)")
    let all = try Program.run(["check", "--stage", "chip", "--no-cache"] + files, in: folder.url)
    #expect(all.output.contains("part.yaml: failed"))
  }

  @Test("annotations and SARIF name files from the repository's top, wherever the program is started")
  func repositoryPaths() throws {
    let folder = try TemporaryFolder()
    let chips = folder.url.appendingPathComponent("chips/new")
    try FileManager.default.createDirectory(at: chips, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent(".git"), withIntermediateDirectories: true)
    _ = try folder.write("grenadyn: 1\n", "chips/new/bad.yaml")
    let result = try Program.run(
      "check", "bad.yaml", "--format", "github", "--format", "sarif=out.sarif", "--no-cache", in: chips)
    #expect(result.output.contains("::error file=chips/new/bad.yaml,line=1,"), "\(result.output)")
    let sarif = try String(contentsOfFile: folder.path("chips/new/out.sarif"), encoding: .utf8)
    let log = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
    let run = try #require((log?["runs"] as? [[String: Any]])?.first)
    let base = (run["originalUriBaseIds"] as? [String: [String: Any]])?["%SRCROOT%"]?["uri"] as? String
    #expect(base?.hasPrefix("file:///") == true && base?.hasSuffix("/") == true)
    #expect(
      sarif.contains("\"uri\": \"chips/new/bad.yaml\"") && sarif.contains("\"uriBaseId\": \"%SRCROOT%\""))
  }
}

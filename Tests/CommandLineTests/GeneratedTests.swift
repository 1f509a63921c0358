import Foundation
import Testing

/// The committed examples against what the program writes now.
///
/// Names are compared exactly, numbers as numbers; see ``GoldenText``.
@Suite("generated/ is current")
struct GeneratedTests {
  private static let hashes = "manifest.json"
  private static let generated = Program.project.appendingPathComponent("generated")

  @Test("compiled examples", arguments: ["iris", "iris-lumped", "iris-per-cell", "iris-sky130"])
  func compiled(_ name: String) throws {
    // As deep in the project as the committed one: paths in it are relative.
    let folder = Program.project.appendingPathComponent(".generated-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appendingPathComponent(name)
    #expect(try Program.run("compile", "specs/\(name).yaml", "-o", output.path, "--no-verify").status == 0)
    let expected = try Self.generated.appendingPathComponent(name).files()
    let found = try output.files()
    #expect(Set(found.keys) == Set(expected.keys))
    for (path, data) in expected {
      let ours = try #require(found[path])
      if [".npy", ".safetensors"].contains(where: path.hasSuffix) {
        let difference = GoldenArray.difference(ours, data, name: path)
        #expect(difference == nil, "\(path): \(difference ?? ""); run tools/generate")
      } else if path != Self.hashes {
        compare(path, String(decoding: ours, as: UTF8.self), String(decoding: data, as: UTF8.self))
      }
    }
    // Hashes follow from the rest.
    let hash = #/[0-9a-f]{64}/#
    func names(_ files: [String: Data]) throws -> String {
      String(decoding: try #require(files[Self.hashes]), as: UTF8.self).replacing(hash, with: "")
    }
    #expect(try names(found) == names(expected), "run tools/generate")
  }

  @Test(
    "printed examples",
    arguments: [
      (["schema"], "spec.schema.json"), (["schema", "--output", "predict"], "predict.schema.json"),
      (["schema", "--output", "estimate"], "estimate.schema.json"),
      (["schema", "--output", "check"], "check.schema.json"),
      (["schema", "--output", "suggest"], "suggest.schema.json"),
      (["schema", "--output", "diagnostics"], "diagnostics.schema.json"),
      (["schema", "--kind", "technology"], "technology.schema.json"),
      (["schema", "--kind", "process"], "process.schema.json"),
      (["schema", "--kind", "device"], "device.schema.json"),
      (["schema", "--kind", "neuron"], "neuron.schema.json"),
      (["schema", "--kind", "circuit"], "circuit.schema.json"),
      (["schema", "--kind", "component"], "component.schema.json"),
      (["explain"], "diagnostics.txt"),
      (["describe", "leti-hfo2-130"], "leti-hfo2-130.txt"), (["describe", "pcm-gst"], "pcm-gst.txt"),
      (["map", "specs/digits.yaml"], "digits-map.txt"),
      (["describe", "specs/digits.yaml"], "digits-describe.txt"),
    ])
  func printed(_ arguments: [String], _ file: String) throws {
    let expected = try String(contentsOf: Self.generated.appendingPathComponent(file), encoding: .utf8)
    compare(file, try Program.run(arguments).output, expected)
  }

  @Test("lists")
  func lists() throws {
    let expected = try String(contentsOf: Self.generated.appendingPathComponent("lists.txt"), encoding: .utf8)
    var found = ""
    for kind in [
      "technologies", "devices", "neurons", "families", "rules", "optimizers", "activations", "datasets",
      "dialects", "circuits",
    ] { found += "$ grenadyn list \(kind)\n" + (try Program.run("list", kind).output) + "\n" }
    #expect(found == expected, "run tools/generate")
  }

  @Test("help texts")
  func help() throws {
    let expected = try String(contentsOf: Self.generated.appendingPathComponent("help.txt"), encoding: .utf8)
    var found = ""
    for command in try [""] + Program.commands() {
      let words = command.isEmpty ? [] : [command]
      found += "$ grenadyn \((words + ["--help"]).joined(separator: " "))\n"
      found += try Program.run(words + ["--help"]).output + "\n"
    }
    #expect(found == expected, "run tools/generate")
  }

  @Test("the manual page")
  func manual() throws {
    let tool = Program.project.appendingPathComponent("tools/manual").path
    let found = try Command.run([tool, Program.binary.path])
    #expect(found.status == 0, "\(found.errors)")
    let file = Self.generated.appendingPathComponent("man/grenadyn.1")
    #expect(try String(contentsOf: file, encoding: .utf8) == found.output, "run tools/generate")
  }

  private func compare(_ path: String, _ found: String, _ expected: String) {
    let isDrawn = path.hasSuffix(".svg") || path.hasSuffix(".html")
    let difference = GoldenText(found, isDrawn: isDrawn).difference(
      from: GoldenText(expected, isDrawn: isDrawn))
    #expect(difference == nil, "\(path): \(difference ?? ""); run tools/generate")
  }
}

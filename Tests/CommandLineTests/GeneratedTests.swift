import Foundation
import Testing

/// The committed examples against what the program writes now.
///
/// Text is compared exactly, numbers to 1e-6: trained values differ in their last digits between machines whose
/// mathematical libraries round differently.
@Suite("generated/ is current")
struct GeneratedTests {
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
    // The manifest holds hashes and the arrays raw numbers; both follow from the rest.
    for (path, data) in expected
    where path != "manifest.json" && ![".npy", ".safetensors"].contains(where: path.hasSuffix) {
      let ours = try #require(found[path])
      try compare(path, String(decoding: ours, as: UTF8.self), String(decoding: data, as: UTF8.self))
    }
  }

  @Test(
    "printed examples",
    arguments: [
      (["schema"], "spec.schema.json"), (["schema", "--output", "predict"], "predict.schema.json"),
      (["schema", "--output", "estimate"], "estimate.schema.json"),
      (["schema", "--output", "check"], "check.schema.json"),
      (["schema", "--output", "diagnostics"], "diagnostics.schema.json"),
      (["schema", "--kind", "technology"], "technology.schema.json"),
      (["schema", "--kind", "process"], "process.schema.json"),
      (["schema", "--kind", "device"], "device.schema.json"),
      (["schema", "--kind", "neuron"], "neuron.schema.json"),
      (["schema", "--kind", "circuit"], "circuit.schema.json"),
      (["schema", "--kind", "component"], "component.schema.json"),
      (["describe", "leti-hfo2-130"], "leti-hfo2-130.txt"), (["describe", "pcm-gst"], "pcm-gst.txt"),
      (["map", "specs/digits.yaml"], "digits-map.txt"),
      (["describe", "specs/digits.yaml"], "digits-describe.txt"),
    ])
  func printed(_ arguments: [String], _ file: String) throws {
    let expected = try String(contentsOf: Self.generated.appendingPathComponent(file), encoding: .utf8)
    try compare(file, Program.run(arguments).output, expected)
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

  private func compare(_ path: String, _ found: String, _ expected: String) throws {
    // Drawings have numbers of few digits, which may be rounded either way, next to letters and marks.
    let isDrawn = path.hasSuffix(".svg") || path.hasSuffix(".html")
    let (a, b) = (tokens(found, isDrawn), tokens(expected, isDrawn))
    #expect(a.count == b.count, "\(path): run tools/generate")
    for (x, y) in zip(a, b) where x != y {
      guard let u = Double(x), let v = Double(y) else {
        #expect(x == y, "\(path): run tools/generate")
        return
      }
      #expect(
        abs(u - v) <= (isDrawn ? 1e-3 : 1e-6) * abs(v) + 1e-12, "\(path): \(x) and \(y); run tools/generate")
    }
  }

  private func tokens(_ text: String, _ isDrawn: Bool) -> [Substring] {
    let separators: Set<Character> = Set(" \n=(),:\"" + (isDrawn ? "MLHVhvm<>;%\u{A0}" : ""))
    return text.split { separators.contains($0) }
  }
}

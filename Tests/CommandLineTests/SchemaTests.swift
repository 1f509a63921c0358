import Foundation
import Testing

/// Specs against the JSON Schema, by PyPI's jsonschema: an independent reader of both.
@Suite("JSON Schema")
struct SchemaTests {
  /// Exit status and output of the validation.
  private func validate(_ files: [String]) throws -> (status: Int32, output: String) {
    let folder = try TemporaryFolder()
    let schema = try folder.write(try Program.run("schema").output, "schema.json")
    let result = try Command.run(
      [".venv/bin/python", "tools/validate-specs"].map { Program.project.appendingPathComponent($0).path }
        + [schema] + files)
    return (result.status, result.output + result.errors)
  }

  @Test("every spec of the project is valid")
  func specs() throws {
    let folder = Program.project.appendingPathComponent("specs")
    let files = try [folder, folder.appendingPathComponent("published")].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        .map { folder.appendingPathComponent($0).path }
    }
    #expect(files.count >= 9)
    let result = try validate(files)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(
    "what the decoder rejects, the schema rejects",
    arguments: [
      ("full-scale: ", "full-scael: "), ("nudge: ", "nudge: 20 # "), ("nudge: ", "nudge: 20 V # "),
      ("encoding: complementary", "encoding: complimentary"), ("classes: 10", "classes: ten"),
      ("grenadyn: 1", "grenadyn: 2"),
    ])
  func rejected(_ old: String, _ new: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Program.spec("digits.yaml", [(old, new)]), "bad.yaml")
    #expect(try validate([path]).status == 1)
    #expect(try Program.run("map", path).status == 2)
  }
}

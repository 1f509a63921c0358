import Foundation
import Testing

/// Specs against the JSON Schema, by PyPI's jsonschema: an independent reader of both.
@Suite("JSON Schema")
struct SchemaTests {
  /// Exit status and output of the validation.
  private func validate(
    _ files: [String], options: [String] = []
  ) throws -> (status: Int32, output: String) {
    let folder = try TemporaryFolder()
    let schema = try folder.write(try Program.run(["schema"] + options).output, "schema.json")
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

  @Test("every description of a published chip is valid, and no spec is one")
  func silicon() throws {
    let folder = Program.project.appendingPathComponent("specs/published/silicon")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      folder.appendingPathComponent($0).path
    }
    #expect(files.count >= 4)
    let result = try validate(files, options: ["--silicon"])
    #expect(result.status == 0, "\(result.output)")
    let spec = Program.project.appendingPathComponent("specs/iris.yaml").path
    #expect(try validate([spec], options: ["--silicon"]).status == 1)
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

  /// A spec of family hopfield.
  private static let hopfield = """
    grenadyn: 1
    name: small
    data: { set: digits }
    network:
      family: hopfield
      input: { shape: [1, 8, 8] }
      hidden: [{ convolution: { channels: 4 }, pooling: {} }, { units: 24 }]
      skips: [{ from: 0, to: 2 }]
      output: { classes: 10, cost: cross-entropy }
    training:
      nudge: 0.5
      epochs: 1
      batch: 10
      learning-rate: [0.1, 0.1, 0.1, 0.1]
      relaxation: { free: 10, nudged: 5 }
    """

  @Test("a spec of a Hopfield network is valid, and so is one that extends it")
  func hopfield() throws {
    let folder = try TemporaryFolder()
    let files = [
      try folder.write(Self.hopfield, "small.yaml"),
      try folder.write("extends: small.yaml\ntraining: { epochs: 3 }\n", "more.yaml"),
      try folder.write("extends: small.yaml\nnetwork: { output: { cost: squared-error } }\n", "other.yaml"),
    ]
    let result = try validate(files)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(
    "what the decoder rejects of a Hopfield network, the schema rejects",
    arguments: [
      ("units: 24", "unit: 24"), ("nudge: 0.5", "nudge: 0.5 uS"), ("classes: 10", "classes: ten"),
      ("free: 10", "free: 0"), ("from: 0", "from: -1"), ("cross-entropy", "entropy"),
      ("channels: 4", "channels: 4, kernel: 99"), ("  relaxation", "  relaxations"),
      ("name: small", "name: small\ntechnology: ideal"),
    ])
  func rejectedHopfield(_ old: String, _ new: String) throws {
    #expect(Self.hopfield.contains(old))
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.hopfield.replacingOccurrences(of: old, with: new), "bad.yaml")
    #expect(try validate([path]).status == 1)
    #expect(try Program.run("describe", path).status == 2)
  }
}

import Foundation
import Testing

@Suite("Estimate")
struct EstimateTests {
  /// A small chip that trains for a moment.
  private func spec(_ folder: TemporaryFolder, _ more: [(String, String)] = []) throws -> String {
    try folder.write(
      Program.spec(
        "iris.yaml",
        [
          ("epochs: 100", "epochs: 3"),
          ("data/iris.csv", Program.project.appendingPathComponent("specs/data/iris.csv").path),
        ] + more), "chip.yaml")
  }

  @Test("figures are those of the contract and of the schema, whatever the number of threads")
  func figures() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    let results = try ["1", "3"].map { try Program.run("estimate", path, "--json", "--threads", $0) }
    #expect(results[0].status == 0 && results[0].output == results[1].output, "\(results[0].errors)")
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(results[0].output.utf8)) as? [String: Any])
    let breakdown = try #require(figures["breakdown"] as? [String: Any])
    for (key, unit) in [
      ("area", "m^2"), ("energy-per-inference", "J"), ("latency-per-inference", "s"),
      ("energy-per-training-example", "J"),
    ] {
      let figure = try #require(figures[key] as? [String: Any])
      #expect(try #require(figure["value"] as? Double) > 0 && figure["unit"] as? String == unit)
      let cost = try #require(breakdown[key] as? [String: Any])
      #expect(cost["value"] as? Double == figure["value"] as? Double)
    }
    let schema = try folder.write(try Program.run("schema", "--output", "estimate").output, "schema.json")
    let output = try folder.write(results[0].output, "estimate.json")
    let script =
      "import json, sys, jsonschema; jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))"
      + ".validate(json.load(open(sys.argv[2])))"
    let python = Program.project.appendingPathComponent(".venv/bin/python").path
    let validation = try Command.run([python, "-c", script, schema, output])
    #expect(validation.status == 0, "\(validation.errors)")
  }

  @Test("compile writes the same estimate, and weights stand for a training")
  func compiled() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    #expect(try Program.run("compile", path, "-o", folder.path("out"), "--no-verify").status == 0)
    let written = try String(contentsOfFile: folder.path("out/estimate.json"), encoding: .utf8)
    let result = try Program.run("estimate", path, "--json", "--weights", folder.path("out/weights"))
    #expect(result.output == written)
    #expect(!result.errors.contains("training on"))
  }

  @Test("an explanation unfolds to citations, and narrows to a part")
  func explanation() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    let all = try Program.run("estimate", path, "--explain")
    #expect(all.status == 0)
    for text in ["citation: ", "assumption: ", "simulation: ", "chip: ", "[energy-per-training-example]"] {
      #expect(all.output.contains(text), "\(text)")
    }
    let part = try Program.run("estimate", path, "--explain", "energy-per-inference.free.cells")
    #expect(part.output.hasPrefix("cell array [cells]: ") && part.output.contains("[connection-2]"))
    #expect(all.output.contains(try #require(part.output.split(separator: "\n").first)))
    // Every reference stands once, at the end, and every operand of a product is there.
    let cited = try #require(all.output.components(separatedBy: "\ncited:\n").last).split(separator: "\n")
    #expect(!cited.isEmpty && Set(cited).count == cited.count)
    for line in cited {
      let reference = try #require(line.components(separatedBy: "] ").last)
      #expect(all.output.components(separatedBy: reference).count == 2, "\(reference)")
    }
    for line in all.output.split(separator: "\n")
    where line.contains("× energy of ") && !line.contains("of ideal") {
      #expect(line.contains("J)"), "\(line)")
    }
    let wrong = try Program.run("estimate", path, "--explain", "energy-per-inference.fre")
    #expect(wrong.status == 2 && wrong.errors.contains("GD1006") && wrong.errors.contains("free"))
  }

  @Test("all corners, warm")
  func corners() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    let result = try Program.run("estimate", path, "--corner", "all", "--temperature", "85 °C")
    #expect(result.status == 0)
    for text in ["  slow ", "  typical ", "  fast ", "358.15 K", "assumed, not measured:"] {
      #expect(result.output.contains(text), "\(text)")
    }
  }

  @Test(
    "wrong usage",
    arguments: [
      ["--corner", "medium"], ["--temperature", "-300 °C"], ["--temperature", "warm"], ["area"],
      ["--explain", "--json"], ["--threads", "0"],
    ])
  func usage(_ options: [String]) throws {
    #expect(try Program.run(["estimate", "specs/iris.yaml"] + options).status == 2)
  }
}

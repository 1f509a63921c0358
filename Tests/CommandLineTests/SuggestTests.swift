import Foundation
import Testing

@Suite("suggest")
struct SuggestTests {
  /// A copy of an example with changes, small enough to be estimated.
  private static let small = [
    "--set", "data.train-limit=40", "--set", "data.test-limit=10", "--set", "estimate.samples=2", "--set",
    "estimate.updates=2",
  ]

  @Test("changes with their costs; as JSON they obey the schema")
  func proposed() throws {
    let text = try Program.run(["suggest", "specs/iris.yaml"] + Self.small)
    #expect(
      text.status == 0 && text.output.contains("or as options: --set '"), "\(text.output)\(text.errors)")
    #expect(text.output.contains("energy of a training example"))
    let json = try Program.run(["suggest", "specs/iris.yaml", "--json"] + Self.small)
    #expect(json.status == 0)
    let folder = try TemporaryFolder()
    let schema = try folder.write(try Program.run("schema", "--output", "suggest").output, "schema.json")
    func validate(_ text: String) throws -> Int32 {
      let file = try folder.write(text, "suggest.json")
      return try Command.run(
        [".venv/bin/python", "tools/validate-specs"].map { Program.project.appendingPathComponent($0).path }
          + [schema, file]
      ).status
    }
    #expect(try validate(json.output) == 0)
    #expect(try validate(json.output.replacing("\"outcome\"", with: "\"result\"")) == 1)
  }

  @Test("a spec that extends the given one needs nothing more")
  func written() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("learning.yaml")
    let result = try Program.run("suggest", "specs/iris.yaml", "--no-estimate", "--write", path)
    #expect(result.status == 0 && result.errors.contains("wrote \(path)"))
    let again = try Program.run("suggest", path, "--no-estimate")
    #expect(again.status == 0 && again.output.contains("nothing to change"), "\(again.output)\(again.errors)")
    // Nothing is written where there is nothing to change.
    let same = try Program.run("suggest", path, "--no-estimate", "--write", folder.path("same.yaml"))
    #expect(same.status == 0 && folder.content == ["learning.yaml"])
    // Not over a file that is there.
    let over = try Program.run("suggest", "specs/iris.yaml", "--no-estimate", "--write", path)
    #expect(over.status == 2)
  }

  @Test("what no change helps ends with 1, and what has no movement with 2")
  func failures() throws {
    let noise = "prediction.imperfections.readout-noise=1 V"
    let impossible = try Program.run("suggest", "specs/iris.yaml", "--no-estimate", "--set", noise)
    #expect(impossible.status == 1 && impossible.output.contains("no known change is enough"))
    let backprop = try Program.run("suggest", "specs/iris.yaml", "--set", "training.rule=backprop")
    #expect(backprop.status == 2 && backprop.errors.contains("GD0427"))
    #expect(try Program.run("suggest", "specs/iris.yaml", "--set", "seed=2", "--write", "x.yaml").status == 2)
  }
}

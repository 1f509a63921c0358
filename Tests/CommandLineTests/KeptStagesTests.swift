import Foundation
import Testing

@Suite("What chips do is simulated once")
struct KeptStagesTests {
  private static let simulated = "the chip was simulated before"

  private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> Command.Result {
    let result = try Command.run(
      [Program.binary.path] + arguments, cache: folder.url.appendingPathComponent("cache"))
    #expect(result.status == 0, "\(result.errors)")
    return result
  }

  private func spec(_ folder: TemporaryFolder) throws -> String {
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    return try folder.write(
      "extends: \(iris)\nname: few\ntraining: { epochs: 3 }\nprediction: { mode: program }\n", "few.yaml")
  }

  @Test("and priced by every command that asks for it, at any corner")
  func activity() throws {
    let folder = try TemporaryFolder()
    let spec = try spec(folder)
    let first = try run(folder, "estimate", spec, "--json")
    #expect(!first.errors.contains(Self.simulated))
    let again = try run(folder, "estimate", spec, "--json")
    #expect(again.errors.contains(Self.simulated) && again.output == first.output)
    for others in [
      try run(folder, "estimate", spec, "--corner", "all"),
      try run(folder, "compile", spec, "--no-verify", "-o", folder.path("a")),
      try run(folder, "report", spec, "-o", folder.path("b.html")),
      try run(folder, "report", spec, "--predict", "--chips", "2", "-o", folder.path("c.html")),
      try run(folder, "estimate", spec, "--set", "prediction.mode=in-situ"),
    ] { #expect(others.errors.contains(Self.simulated), "\(others.errors)") }
    // What a checked spec says of its price is the same.
    let check = try run(folder, "check", spec, "--stage", "estimate", "--json", "--fail-on", "error")
    #expect(check.output.contains("energy-per-inference"))
    for others in [
      try run(folder, "estimate", spec, "--no-cache", "--json"),
      try run(folder, "estimate", spec, "--set", "estimate.samples=7"),
      try run(folder, "estimate", spec, "--temperature", "85 °C"),
    ] { #expect(!others.errors.contains(Self.simulated)) }
    #expect(try run(folder, "estimate", spec, "--no-cache", "--json").output == first.output)
  }

  @Test("and their accuracy taken by later predictions, also of more chips")
  func chips() throws {
    let folder = try TemporaryFolder()
    let spec = try spec(folder)
    func chips(_ name: String) throws -> String {
      try String(contentsOf: folder.url.appendingPathComponent("\(name)/chips.csv"), encoding: .utf8)
    }
    let first = try run(folder, "predict", spec, "--chips", "3", "-o", folder.path("a"))
    #expect(!first.errors.contains("chips were made before"))
    let report = try run(folder, "report", spec, "--predict", "--chips", "3", "-o", folder.path("b.html"))
    #expect(report.errors.contains("3 chips were made before"))
    let more = try run(folder, "predict", spec, "--chips", "5", "-o", folder.path("c"))
    #expect(more.errors.contains("3 chips were made before"))
    let again = try run(folder, "predict", spec, "--chips", "5", "-o", folder.path("d"))
    #expect(again.errors.contains("5 chips were made before"))
    for name in ["c", "d"] { #expect(try chips(name).hasPrefix(try chips("a"))) }
    for option in ["--no-cache", "--restart"] {
      let anew = try run(folder, "predict", spec, "--chips", "5", option, "-o", folder.path("e\(option)"))
      #expect(!anew.errors.contains("made before"))
      #expect(try chips("e\(option)") == chips("d"))
    }
    // Other devices are other chips.
    let other = try run(folder, "predict", spec, "--chips", "5", "--seed", "9", "-o", folder.path("f"))
    #expect(!other.errors.contains("made before"))
  }
}

import Foundation
import Testing

/// What takes minutes: `tools/test --all`.
@Suite(
  "Long runs",
  .enabled(if: ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil, "run by tools/test --all"))
struct LongTests {
  @Test("the digits chip learns, and every check of verify passes on it")
  func digits() throws {
    let folder = try TemporaryFolder()
    let compile = try Program.run("compile", "specs/digits.yaml", "-o", folder.path("digits"), "--json")
    #expect(compile.status == 0)
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(compile.output.utf8)) as? [String: Any])
    let training = try #require(figures["training"] as? [String: Any])
    #expect(try #require(training["testAccuracy"] as? Double) > 0.96)
    let verify = try Program.run("verify", "specs/digits.yaml", "-o", folder.path("digits"))
    #expect(verify.status == 0, "\(verify.output)")
    // What the article on estimation quotes.
    let file = Program.project.appendingPathComponent("generated/published/digits-estimate.txt")
    let recorded = GoldenText(try String(contentsOf: file, encoding: .utf8))
    let estimate = try Program.run(
      "estimate", "specs/digits.yaml", "--weights", folder.path("digits/weights"))
    let difference = GoldenText(estimate.output).difference(from: recorded)
    #expect(estimate.status == 0 && difference == nil, "\(difference ?? "")")
  }

  @Test(
    "a chip of more ports than an ngspice subcircuit takes agrees with ngspice",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist"),
      "tools/setup --data installs Fashion-MNIST"))
  func fashionMNIST() throws {
    let folder = try TemporaryFolder()
    let spec = try folder.write(
      Program.spec(
        "fashion-mnist.yaml",
        [
          ("set: fashion-mnist", "set: fashion-mnist\n  train-limit: 500\n  test-limit: 100"),
          ("epochs: 5", "epochs: 1"),
        ]),
      "spec.yaml")
    let result = try Program.run("compile", spec, "-o", folder.path("out"))
    #expect(result.status == 0, "\(result.output)")
  }
}

import Foundation
import Testing

@Suite("Train")
struct TrainTests {
  /// The published network, on the digits that are part of the program.
  private func spec(_ folder: TemporaryFolder) throws -> String {
    let published = Program.project.appendingPathComponent("specs/published/drn-xs.yaml").path
    return try folder.write(
      """
      extends: \(published)
      name: small
      data: { set: digits }
      network:
        input: { shape: [8, 8], full-scale: 30 V }
      training: { epochs: 4 }
      """, "small.yaml")
  }

  @Test("a published network learns, and its folder holds curve and weights")
  func folder() throws {
    let folder = try TemporaryFolder()
    let path = try spec(folder)
    for (name, threads) in [("a", "1"), ("b", "2")] {
      let result = try Program.run("train", path, "-o", folder.path(name), "--json", "--threads", threads)
      #expect(result.status == 0)
      let figures = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect((figures["testAccuracy"] as? Double ?? 0) > 0.8)
    }
    #expect(folder.content == ["a", "b", "small.yaml"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(
      Set(files.keys) == [
        "spec.yaml", "training.json", "training.csv", "manifest.json", "weights/connection_1.npy",
        "weights/connection_2.npy", "weights/bias_1.npy", "weights/bias_2.npy",
      ])
    let curve = String(decoding: files["training.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(curve.count == 5 && curve.first == "epoch,loss,train_error,test_error")
    #expect(try folder.url.appendingPathComponent("b").files() == files)
  }

  @Test("a baseline is trained by backprop beside any rule")
  func baseline() throws {
    let folder = try TemporaryFolder()
    let digits = Program.project.appendingPathComponent("specs/digits.yaml").path
    func spec(_ name: String, rule: String) throws -> String {
      try folder.write(
        """
        extends: \(digits)
        name: small
        data: { set: digits, train-limit: 150, test-limit: 100 }
        network: { hidden: [{ units: 8, gain: 4 }] }
        training: { epochs: 2, rule: \(rule) }
        """, name)
    }
    let path = try spec("small.yaml", rule: "coupled-learning, clamp: 20 %")
    let text = try Program.run("train", path, "-o", folder.path("a"), "--baseline")
    #expect(text.status == 0 && text.output.contains(" by coupled-learning, "))
    #expect(text.output.contains(" by backprop\n"))
    let json = try Program.run("train", path, "-o", folder.path("b"), "--baseline", "--json")
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let baseline = try #require(figures["baseline"] as? [String: Any])
    #expect(baseline["rule"] as? String == "backprop" && (baseline["epochs"] as? [Any])?.count == 2)
    #expect(folder.content == ["a", "b", "small.yaml"], "leftovers beside the output folder")
    let files = try folder.url.appendingPathComponent("a").files()
    #expect(files["baseline.csv"] != nil && files["baseline.csv"] != files["training.csv"])
    #expect(try folder.url.appendingPathComponent("b").files() == files)

    // What is called a baseline is a training of its own by that rule.
    #expect(try Program.run("train", spec("own.yaml", rule: "backprop"), "-o", folder.path("c")).status == 0)
    let alone = try folder.url.appendingPathComponent("c").files()
    #expect(alone["training.csv"] == files["baseline.csv"])

    let fast = try Program.run("train", self.spec(folder), "-o", folder.path("d"), "--baseline")
    #expect(fast.status == 2 && fast.errors.contains("GD0905") && fast.errors.contains("engine: exact"))
  }

  @Test("a chip needs a nudge, whatever rule trains it")
  func noNudge() throws {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    let path = try folder.write(
      "extends: \(iris)\ntraining: { rule: backprop, nudge: null }\n", "own.yaml")
    let result = try Program.run("compile", path, "-o", folder.path("chip"))
    #expect(result.status == 2 && result.errors.contains("GD0904"))
    #expect(folder.content == ["own.yaml"])
  }

  @Test("a network with bias currents has no circuit")
  func noCircuit() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", try spec(folder), "-o", folder.path("chip"))
    #expect(result.status == 2 && result.errors.contains("bias currents"))
    #expect(folder.content == ["small.yaml"])
  }
}

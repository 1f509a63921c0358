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

  @Test("a network with bias currents has no circuit")
  func noCircuit() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", try spec(folder), "-o", folder.path("chip"))
    #expect(result.status == 2 && result.errors.contains("bias currents"))
    #expect(folder.content == ["small.yaml"])
  }
}

import Foundation
import Testing

/// From somebody's data to a spec that trains, and what is said when it does not.
@Suite("Own data")
struct OwnDataTests {
  /// Three classes that eleven columns tell apart, with a column of ±480 and one that counts the lines.
  private func table(_ folder: TemporaryFolder) throws -> String {
    var lines = ["id," + (0..<12).map { "s\($0)" }.joined(separator: ",") + ",farbe"]
    var random = SystemLikeRandom(state: 3)
    for index in 0..<150 {
      let kind = index % 3
      let values = (0..<12).map { column in
        column == 4 ? 960 * random.next() - 480 : (column % 3 == kind ? 2 : 0) + 1.6 * random.next() - 0.8
      }
      lines.append(
        "\(index + 1)," + values.map { String(format: "%.4f", $0) }.joined(separator: ",")
          + ",\(["rot", "gruen", "blau"][kind])")
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", "data.csv")
  }

  private struct SystemLikeRandom {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
  }

  private struct Summary: Decodable {
    struct Finding: Decodable { var severity, code: String }
    var testAccuracy: Double
    var linearAccuracy, majorityAccuracy: Double?
    var learningRates: [Double]?
    var findings: [Finding]?
  }

  private func json<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  @Test("init --from makes a spec that trains on badly scaled columns")
  func proposal() throws {
    let folder = try TemporaryFolder()
    _ = try table(folder)
    let made = try Program.run(
      "init", "my-chip.yaml", "--name", "my-chip", "--from", "data.csv", in: folder.url)
    #expect(made.status == 0 && made.errors.contains("named my_chip"), "\(made.errors)")
    let text = try String(contentsOf: folder.url.appendingPathComponent("my-chip.yaml"), encoding: .utf8)
    #expect(
      text.contains("name: my_chip\n") && text.contains("ignore: [\"id\"]") && text.contains("scale: min-max")
    )
    #expect(text.contains("120 training and 30 test samples of 12 values, 3 classes: blau, gruen, rot"))
    #expect(try Program.run("check", "my-chip.yaml", "--stage", "chip", in: folder.url).status == 0)
    let trained = try Program.run(
      "train", "my-chip.yaml", "-o", "out", "--epochs", "12", "--json", in: folder.url)
    #expect(trained.status == 0, "\(trained.errors)")
    let summary: Summary = try json(trained.output)
    #expect(summary.testAccuracy >= 0.9 && summary.learningRates?.count == 2 && summary.findings == nil)
    struct Card: Decodable {
      struct Scale: Decodable { var kind: String, low, high: [Double] }
      struct Drive: Decodable { var fullScale: Double }
      var columns, classes: [String]
      var scale: Scale
      var drive: Drive
    }
    let data: Card = try json(
      String(contentsOf: folder.url.appendingPathComponent("out/data.json"), encoding: .utf8))
    #expect(data.columns == (0..<12).map { "s\($0)" } && data.classes == ["blau", "gruen", "rot"])
    #expect(
      data.scale.kind == "min-max" && data.scale.low[4] < -400 && data.scale.high[4] > 400
        && data.scale.high[0] < 5)
    #expect(data.drive.fullScale == 0.3)
  }

  @Test("one scale for all columns, and rates far too small: what is said, in every command")
  func failures() throws {
    let folder = try TemporaryFolder()
    _ = try table(folder)
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    func spec(_ name: String, _ limits: String) throws {
      _ = try folder.write(
        """
        extends: \(iris)
        name: flat
        data: { set: csv, path: data.csv, ignore: [id], scale: whole }
        network: { input: { shape: [12] } }
        training: { learning-rate: 1.0e-9 mS^2/V^2, epochs: 2 }
        \(limits)
        """, name)
    }
    try spec("warned.yaml", "")
    let warned = try Program.run("train", "warned.yaml", "-o", "a", "--json", in: folder.url)
    #expect(warned.status == 0 && warned.errors.contains("[GD0616]"), "\(warned.errors)")
    let summary: Summary = try json(warned.output)
    #expect(summary.testAccuracy < 0.6 && summary.majorityAccuracy != nil && summary.linearAccuracy != nil)
    let codes = summary.findings?.map(\.code) ?? []
    #expect(codes.contains("GD0616") && (codes.contains("GD0470") || codes.contains("GD0471")), "\(codes)")
    #expect(summary.findings?.allSatisfy { $0.severity == "warning" } == true)
    try spec("limited.yaml", "limits: { training: { at-least: 90 % } }")
    for command in [
      ["train", "limited.yaml", "-o", "b"], ["compile", "limited.yaml", "-o", "c", "--no-verify"],
      ["check", "limited.yaml", "--cache", folder.path("cache")],
      ["check", "limited.yaml", "--cache", folder.path("cache")],
    ] {
      let failed = try Program.run(command, in: folder.url)
      let text = failed.output + failed.errors
      #expect(
        failed.status == 1 && text.contains("[GD0475]") && text.contains("error: "), "\(command): \(text)")
      #expect(text.contains("[GD0470]") || text.contains("[GD0471]"), "\(command): \(text)")
    }
    // The output is written all the same.
    #expect(FileManager.default.fileExists(atPath: folder.path("b/weights/weights.safetensors")))
    let report = try Program.run("report", "limited.yaml", "-o", "r.html", in: folder.url)
    let html = try String(contentsOf: folder.url.appendingPathComponent("r.html"), encoding: .utf8)
    #expect(
      report.status == 0 && html.contains("GD0475") && (html.contains("GD0470") || html.contains("GD0471")))
  }

  @Test("a Hopfield network that learns nothing is told of, and its limit is checked")
  func hopfield() throws {
    let folder = try TemporaryFolder()
    func spec(_ rate: String, _ limits: String) -> String {
      """
      grenadyn: 1
      name: net
      data: { set: digits, train-limit: 300, test-limit: 100 }
      network: { family: hopfield, input: { shape: [8, 8] }, hidden: [{ units: 16 }], output: { classes: 10 } }
      training: { nudge: 0.5, epochs: 6, batch: 10, learning-rate: \(rate), relaxation: { free: 12, nudged: 5 } }
      \(limits)
      """
    }
    let path = try folder.write(spec("0", "limits: { training: {} }"), "net.yaml")
    let trained = try Program.run("train", path, "-o", folder.path("a"))
    #expect(
      trained.status == 1 && trained.errors.contains("error: the training has failed"), "\(trained.errors)")
    let checked = try Program.run("check", path, "--no-cache")
    #expect(checked.status == 1 && checked.output.contains("[GD047"), "\(checked.output)")
    let good = try folder.write(
      spec("{ relative: 8 % }", "limits: { training: { at-least: 20 %, failure: warning } }"), "good.yaml")
    let passed = try Program.run("check", good, "--no-cache")
    #expect(passed.status == 0, "\(passed.output)")
    #expect(passed.output.contains("training"), "\(passed.output)")
  }

  @Test("--find-rate proposes rates, as text, JSON and SVG, whatever the threads")
  func findRate() throws {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    let text = try Program.run("train", iris, "--find-rate", "--svg", folder.path("a.svg"), "--threads", "1")
    #expect(text.status == 0 && text.output.contains("learning-rate: { relative: "), "\(text.errors)")
    let json = try Program.run(
      "train", iris, "--find-rate", "--svg", folder.path("b.svg"), "--json", "--threads", "2")
    struct Search: Decodable {
      struct Point: Decodable { var rate, loss, smoothedLoss: Double }
      var proposal: Double
      var rates: [Double]
      var rateUnit: String
      var points: [Point]
    }
    let search: Search = try self.json(json.output)
    // What was found by hand for this spec is 0.1 and 0.05 mS²/V².
    #expect(search.rates.count == 2 && (1e-8...1e-6).contains(search.rates[0]) && search.rateUnit == "S²/V²")
    #expect(search.points.count > 10 && search.points.allSatisfy { $0.loss > 0 })
    let svg = try Foundation.Data(contentsOf: folder.url.appendingPathComponent("a.svg"))
    #expect(
      svg == (try Foundation.Data(contentsOf: folder.url.appendingPathComponent("b.svg"))) && svg.count > 1000
    )
    for arguments in [["--svg", "x.svg"], ["--find-rate", "-o", "x"], ["--find-rate", "--epochs", "2"]] {
      #expect(try Program.run(["train", iris] + arguments, in: folder.url).status == 2)
    }
    let described = try Program.run("describe", iris)
    #expect(!described.output.contains("typical gradient"))
    let relative = try folder.write(
      "extends: \(iris)\nname: rel\ntraining: { learning-rate: { relative: 2 % } }\n", "rel.yaml")
    let resolved = try Program.run("describe", relative)
    #expect(
      resolved.output.contains("S^2/V^2, 2 % of the range under a typical gradient"), "\(resolved.output)")
  }
}

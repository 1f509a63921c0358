import Foundation
import Testing

/// A network that answers with numbers, through every command as a user runs it.
@Suite("Regression")
struct RegressionTests {
  /// Two targets of a table: a product of two columns in thousands, and a sum.
  private func files(_ folder: TemporaryFolder, _ extra: String = "") throws -> String {
    var rows = ["a,b,price,weight"]
    for index in 0..<80 {
      let (a, b) = (Double(index * 37 % 80) / 80, Double(index * 23 % 80) / 80)
      rows.append("\(a),\(b),\(100_000 * (1 + a * b)),\(a + b)")
    }
    _ = try folder.write(rows.joined(separator: "\n") + "\n", "data.csv")
    return try folder.write(
      """
      grenadyn: 1
      name: prices
      technology: leti-hfo2-130
      data: { set: csv, path: data.csv, targets: [price, weight], test-fraction: 25 % }
      network:
        family: resistive
        input: { shape: [2], encoding: complementary, full-scale: 0.3 V }
        bias: 0.2 V
        hidden: [{ units: 8, gain: 8, reverse-gain: 1 }]
        output: { values: 2, encoding: differential, target: 25 mV, read-gain: 16 }
      training:
        nudge: { kind: current, amplitude: 50 mV }
        epochs: 30
        batch: 4
        learning-rate: { relative: 1 % }
        decay: 0.93
        initial: { low: 1 uS, high: 20 uS }
        relaxation: { tolerance: 1.0e-8, maximum-sweeps: 200 }
      prediction:
        mode: [program, in-situ]
        chips: 2
        in-situ: { updates: 5, rate: 0.2, update: accumulated }
      mapping: { tile: { rows: 16, columns: 16 } }
      verification: { samples: 1 }
      \(extra)

      """, "spec.yaml")
  }

  private struct Training: Decodable {
    struct Regression: Decodable {
      struct Column: Decodable {
        var name: String
        var rSquared, rmse: Double
        var linearRSquared: Double?
        var targets, answers: [Double]
      }
      var columns: [Column]
    }
    struct Baseline: Decodable { var testAccuracy: Double }
    var metric: String?
    var testAccuracy: Double
    var regression: Regression
    var baseline: Baseline?
  }

  private func json<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  @Test("train says R² and RMSE in the target's own unit, with a read-out and backprop beside it")
  func train() throws {
    let folder = try TemporaryFolder()
    let path = try files(folder)
    let result = try Program.run(
      "train", path, "-o", folder.path("out"), "--baseline", "--json", "--no-cache")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("training R²") && result.errors.contains("test R²"))
    let summary: Training = try json(result.output)
    let columns = summary.regression.columns
    #expect(summary.metric == "r-squared" && columns.map(\.name) == ["price", "weight"])
    let mean = columns.reduce(0) { $0 + $1.rSquared } / 2
    #expect(abs(summary.testAccuracy - mean) < 1e-12 && mean > 0.7, "\(mean)")
    #expect(abs((summary.baseline?.testAccuracy ?? 0) - mean) < 0.1)
    for column in columns {
      // From what is drawn, as anybody would compute it.
      let average = column.targets.reduce(0, +) / Double(column.targets.count)
      let total = column.targets.reduce(0) { $0 + ($1 - average) * ($1 - average) }
      let missed = zip(column.targets, column.answers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(abs(column.rSquared - (1 - missed / total)) < 1e-9)
      #expect(abs(column.rmse / (missed / Double(column.targets.count)).squareRoot() - 1) < 1e-9)
      #expect(column.linearRSquared != nil && column.targets.count == 20)
    }
    #expect(columns[0].targets.allSatisfy { (100_000...200_000).contains($0) })
    #expect(folder.content == ["data.csv", "out", "spec.yaml"])
    let text = try Program.run("train", path, "-o", folder.path("again"), "--epochs", "1", "--no-cache")
      .output
    #expect(text.contains("R²            ") && text.contains("value         price: R² "))
  }

  @Test("compile verifies the chip against ngspice, and says how its outputs are read")
  func compile() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("compile", try files(folder), "-o", folder.path("out"), "--no-cache")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("ngspice-nodes") && !result.output.contains("fail"))
    struct Card: Decodable {
      struct Answer: Decodable { var name: String, low, high: Double }
      var classes: [String]
      var targets: [Answer]
    }
    let card: Card = try json(String(contentsOfFile: folder.path("out/data.json"), encoding: .utf8))
    #expect(card.classes.isEmpty && card.targets.map(\.name) == ["price", "weight"])
    #expect(card.targets[0].low >= 100_000 && card.targets[0].high <= 200_000 && card.targets[1].high < 2)
    let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
    #expect(page.contains("answers-2-drawing") && page.contains("RMSE of weight"))
  }

  @Test("predict tells R² over chips that are written and that learn, and check holds its limits")
  func predict() throws {
    let folder = try TemporaryFolder()
    let path = try files(
      folder, "limits: { r-squared: { at-least: 1 }, yield: { at-least: 50 % }, training: { at-least: 0.7 } }"
    )
    let result = try Program.run("predict", path, "-o", folder.path("out"), "--all-chips", "--no-cache")
    // No chip has an R² of 1.
    #expect(result.status == 1, "\(result.errors)")
    for text in [
      "in software   R² ", "mean R² ", "RMSE of price ", "limit         R² 1 or more", "as written",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
    struct Prediction: Decodable {
      struct Mode: Decodable {
        struct Record: Decodable { var accuracy: Double, rmse: [Double] }
        var mode: String
        var records: [Record]
      }
      struct Error: Decodable { var name: String }
      var metric: String
      var rmse: [Error]
      var predictions: [Mode]
    }
    let prediction: Prediction = try json(
      String(contentsOfFile: folder.path("out/prediction.json"), encoding: .utf8))
    #expect(prediction.metric == "r-squared" && prediction.rmse.map(\.name) == ["price", "weight"])
    #expect(prediction.predictions.map(\.mode) == ["program", "in-situ"])
    #expect(
      prediction.predictions.allSatisfy { $0.records.allSatisfy { $0.accuracy < 1 && $0.rmse.count == 2 } })
    let check = try Program.run("check", path, "--json", "--no-cache", "--chips", "2")
    // Two chips do not make a verdict on a yield certain.
    #expect(check.status == 0 && check.output.contains("software-r-squared"), "\(check.errors)")
    #expect(check.output.contains("reach 1 (") && check.output.contains("\"uncertain\""))
    let report = try Program.run("report", path, "--chips", "2", "-o", folder.path("r.html"), "--no-cache")
    #expect(report.status == 0, "\(report.errors)")
    let page = try String(contentsOfFile: folder.path("r.html"), encoding: .utf8)
    #expect(page.contains("R² of the chips, mean of 2") && page.contains("R² that a chip must have"))
  }
}

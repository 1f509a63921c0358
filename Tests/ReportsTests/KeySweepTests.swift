import Diagnostics
import Foundation
import Prediction
import Specification
import Testing

@testable import Reports

@Suite("Sweeps over keys")
struct KeySweepTests {
  private func sweep(_ text: String) throws -> KeySweep {
    guard case .key(let sweep) = try SweepOption(parsing: text) else {
      throw Sweep.Failure(description: "no key")
    }
    return sweep
  }

  @Test(
    "values stand between commas, or evenly in a range",
    arguments: [
      ("mapping.tile.rows=32,64,128", ["32", "64", "128"]),
      ("network.bias=0.3 V, 0.5 V", ["0.3 V", "0.5 V"]),
      (
        "network.hidden=[{ units: 8 }],[{ units: 4 }, { units: 4 }]",
        ["[{ units: 8 }]", "[{ units: 4 }, { units: 4 }]"]
      ),
      ("technology=\"a,b\",'c,d'", ["\"a,b\"", "'c,d'"]), ("seed=1,2", ["1", "2"]),
      ("data.path=../a.csv,../b.csv", ["../a.csv", "../b.csv"]),
      ("network.bias=0.3 V..0.7 V:5", ["0.3 V", "0.4 V", "0.5 V", "0.6 V", "0.7 V"]),
      ("network.bias=300 mV..0.7 V:2", ["0.3 V", "0.7 V"]),
      ("network.bias=0.1..0.3 V:2", ["0.1 V", "0.3 V"]),
      ("mapping.tile.rows=32..128:4", ["32", "64", "96", "128"]), ("seed=1..4:7", ["1", "2", "3", "4"]),
      ("training.momentum=0.0..1:3", ["0", "0.5", "1"]),
      (
        "training.learning-rate=1 uS^2/V^2..100 uS^2/V^2:3",
        ["1 uS^2/V^2", "10 uS^2/V^2", "100 uS^2/V^2"]
      ),
    ])
  func values(_ text: String, _ values: [String]) throws {
    let sweep = try sweep(text)
    #expect(sweep.values.map(\.text) == values && "\(sweep.key)=\(sweep.text)" == text)
    for value in sweep.values {
      guard let column = value.column else { continue }
      #expect(String(sweep.text.dropFirst(column - 1).prefix(value.text.count)) == value.text)
    }
  }

  @Test(
    "what is wrong is told with what is expected",
    arguments: [
      ("seed=1", "one value"), ("seed=", "one value"), ("seed=1,,2", "value 2 of"),
      ("seed=1,2,1", "given twice"),
      ("seed=1..x", "not a range of numbers"), ("network.bias=1 V..2 A", "units of different kinds"),
      ("network.bias=2 V..1 V", "below its second"), ("seed=1..9:1", "from 2 to 1000"),
      ("seed=1..9:x", "number of points"), ("sed=1,2", "mapping.tile.rows=32,64,128"),
      ("d2d=10%,20%", "is not a range"),
      ("seed=\((0...1000).map(String.init).joined(separator: ","))", "1001 values"),
    ])
  func wrong(_ text: String, _ words: String) {
    let failure = #expect(throws: Sweep.Failure.self) { try SweepOption(parsing: text) }
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
  }

  @Test("an imperfection is one, and what has a dot or is of the first level is a key")
  func kinds() throws {
    #expect(try SweepOption(parsing: "d2d=0..1").name == "d2d")
    let options = try ["d2d=0..1", "a.b[0].c=1,2", "age=1..2 s"].map { try SweepOption(parsing: $0) }
    #expect(
      options.imperfections.map(\.name) == [.deviceSpread, .age] && options.keys.map(\.key) == ["a.b[0].c"])
    // Two spellings are one key.
    #expect(try SweepOption(parsing: "a.b.0.c=1,2").name == options[1].name)
  }

  @Test("numbers are told from other values, with their unit")
  func numbers() {
    for (text, number, unit) in [
      ("0.5 V", 0.5, "V"), ("-3", -3, ""), ("1e-3 s", 1e-3, "s"), ("20%", 20, "%"), ("25 °C", 25, "°C"),
    ] {
      let found = KeySweep.Value(text: text).number
      #expect(found?.value == number && found?.unit == unit, "\(text)")
    }
    for text in ["fast", "[1, 2]", "1, 2", "\"3\"", "", "1e999", "0x10 20"] {
      #expect(KeySweep.Value(text: text).number.map { $0.unit == "x10 20" } ?? true, "\(text)")
    }
  }

  private static let request = PredictionRequest(modes: [.program, .inSitu], chips: 25, accuracyLimit: 0.93)

  /// Trials of chips whose seed is a value.
  private func curve(_ key: String, _ values: [String], number: Bool = true) -> KeyCurveTrials {
    KeyCurveTrials(
      key: key,
      points: values.enumerated().map { index, value in
        var trials = SyntheticTrials()
        trials.facts.seed = 11 + UInt64(index)
        trials.facts.softwareAccuracy = 0.9 + 0.01 * Double(index)
        return KeyCurveTrials.Point(
          value: value, number: number ? KeySweep.Value(text: value).number : nil, trials: trials)
      })
  }

  private func summary(
    _ executor: (any ChipExecutor)? = nil, threads: Int? = nil
  ) throws -> PredictionSummary {
    var request = Self.request
    request.sweeps = [try Sweep(parsing: "d2d=0..50%:2")]
    return try PredictionRun(
      SyntheticTrials(), request,
      curves: [
        curve("network.bias", ["0.5 V", "0.3 V", "0.4 V"]), curve("training.engine", ["exact", "\"a,b\""]),
      ], threads: threads
    ).run(executor: executor)
  }

  @Test("a curve has the chips of each value; those of the design in force are not made twice")
  func curves() throws {
    let summary = try summary()
    let sweeps = try #require(summary.keySweeps)
    #expect(
      sweeps.map(\.key) == ["network.bias", "network.bias", "training.engine", "training.engine"]
        && sweeps.map(\.mode) == [.program, .inSitu, .program, .inSitu])
    #expect(sweeps[0].unit == "V" && sweeps[0].points.map(\.number) == [0.5, 0.3, 0.4])
    #expect(sweeps[2].unit == nil && sweeps[2].points.map(\.number) == [nil, nil])
    #expect(sweeps[0].points.map(\.softwareAccuracy) == [0.9, 0.91, 0.92])
    #expect(sweeps[1].points[0].accuracy == summary.predictions[1].accuracy)
    #expect(sweeps[1].points[0].accuracy != sweeps[1].points[1].accuracy)
    let runs = Counter()
    var trials = SyntheticTrials()
    trials.runs = runs
    let same = KeyCurveTrials(key: "k.l", points: [KeyCurveTrials.Point(value: "1", trials: trials)])
    _ = try PredictionRun(trials, Self.request, curves: [same]).run()
    #expect(runs.value == 50)
  }

  @Test("the sweeps are in every output, and the JSON without them is as it was")
  func outputs() throws {
    let summary = try summary()
    let files = Dictionary(
      uniqueKeysWithValues: try PredictionFiles.texts(summary).map { ($0.name, $0.text) })
    let table = try #require(files["key-sweeps.csv"]).split(separator: "\n")
    #expect(table.count == 1 + 2 * (3 + 2) && table[1].hasPrefix("network.bias,0.5 V,program,0.9,25,"))
    #expect(table.last?.hasPrefix("training.engine,\"\"\"a,b\"\"\",in-situ,0.91,25,") == true)
    let bias = try #require(files["sweep-network.bias.svg"])
    let engine = try #require(files["sweep-training.engine.svg"])
    #expect(bias.contains("network.bias in V") && engine.contains(">exact<") && files["sweep-d2d.svg"] != nil)
    let lines = summary.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    for start in [
      "network.bias in software mean", "0.4 V program 92 %", "0.4 V in-situ 92 %", "\"a,b\" in-situ 91 %",
    ] { #expect(lines.contains { $0.hasPrefix(start) }, "\(start) is not in\n\(summary.text)") }
    let json = try JSONText.of(summary)
    #expect(try JSONDecoder().decode(PredictionSummary.self, from: Data(json.utf8)) == summary)
    let plain = try PredictionRun(SyntheticTrials(), Self.request).run()
    #expect(try plain.keySweeps == nil && !JSONText.of(plain).contains("keySweeps"))
    #expect(KeyCurve.fileName("network.hidden[0].units") == "network.hidden.0.units")
  }

  @Test("no figure depends on the executor or on the number of threads")
  func executors() throws {
    let expected = try summary(threads: 1)
    #expect(try summary(threads: 3) == expected)
    #expect(try summary(BackwardExecutor()) == expected)
    let request = PredictionRequest(modes: [.program], chips: 300, accuracyLimit: 0.5, yieldLimit: 0.9)
    let stopped = try PredictionRun(SyntheticTrials(), request, threads: 1).run()
    #expect(stopped.accuracy.chips < 100)
    #expect(try PredictionRun(SyntheticTrials(), request).run(executor: BackwardExecutor()) == stopped)
  }

  @Test("PyPI's jsonschema finds the sweeps as the schema says")
  func schema() throws {
    #expect(try JSONSchemaCheck.isValid(JSONText.of(summary()), PredictionSummary.jsonSchema))
    let wrong = try JSONText.of(summary()).replacingOccurrences(of: "\"value\" :", with: "\"worth\" :")
    #expect(try !JSONSchemaCheck.isValid(wrong, PredictionSummary.jsonSchema))
  }
}

/// Makes the last job first, one after another.
struct BackwardExecutor: ChipExecutor {
  func run(_ jobs: [ChipJob], report: (ChipEvent) -> [ChipOrder]) {
    for job in jobs.indices.reversed() {
      do { _ = report(.finished(job: job, try jobs[job].trial.run(jobs[job].draw) { false })) } catch {
        _ = report(.failed(job: job, error))
      }
    }
  }
}

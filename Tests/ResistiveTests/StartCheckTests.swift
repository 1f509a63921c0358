import Diagnostics
import Quantities
import Specification
import Technology
import Testing

@testable import Learning
@testable import Resistive

@Suite struct StartCheckTests {
  private func check(
    input: InputEncoding = .complementary, bias: Double? = nil, cost: CostSpec = .squared,
    target: Double? = nil, initial: (Int, Int) -> Double
  ) throws -> [Diagnostic] {
    let sample = Sample(
      seed: 1, law: nil, output: .single, hidden: [HiddenLayer(units: 6, rectifiers: .alternating)],
      input: input, bias: bias)
    let model = sample.model
    let prepared = model.prepare(model.initialParameters(initial))
    let states = (0..<4).map { s in
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-10, maximumSweeps: 500).run(
        model, &state, model.drive((0..<6).map { Double(($0 * 5 + s) % 6) / 6 }, prepared), prepared,
        nudge: nil)
      return model.nodes(of: state)
    }
    let spec = try ChipSpec.parse(
      """
      grenadyn: 1
      name: check
      technology: ideal
      data: { set: digits }
      network:
        family: resistive
        input: { shape: [2, 3], encoding: \(input.rawValue), full-scale: 0.4 V }
        hidden: [{ units: 6, rectifiers: alternating }]
        output: { classes: 3, encoding: single, target: 0.05 V }
      training: { nudge: 1 uS, epochs: 1, batch: 1, learning-rate: 1 S^2/V^2 }
      mapping: { tile: { rows: 8, columns: 8 } }
      """, file: "check.yaml"
    ).spec
    var network = sample.network
    network.output.cost = cost
    if let target { network.output.target = Voltage(si: target) }
    return StartCheck(network, states: states).diagnostics(spec)
  }

  private func scattered(_ k: Int, _ i: Int) -> Double { 1e-6 + 9e-5 * Double((i * 37 + k * 11) % 101) / 101 }

  @Test func randomConductancesAreFine() throws { #expect(try check(initial: scattered).isEmpty) }

  /// With cross-entropy the class values are measured by the temperature, whatever the target.
  @Test func temperatureIsTheScaleOfCrossEntropy() throws {
    let fine = try check(cost: .crossEntropy(temperature: Voltage(si: 0.02)), target: 100, initial: scattered)
    #expect(fine.isEmpty)
    let found = try check(cost: .crossEntropy(temperature: Voltage(si: 100)), initial: scattered)
    #expect(found.map(\.code) == ["GD0431"])
    #expect(found.contains { $0.message.contains("the temperature is 100 V") })
    #expect(try check(target: 100, initial: scattered).map(\.code) == ["GD0431"])
  }

  @Test func equalClassesAreNamed() throws {
    // The rows differ, the outputs' columns do not.
    let found = try check(initial: { k, i in k == 0 ? scattered(k, i) : scattered(k, i / 3) })
    #expect(found.map(\.code) == ["GD0432"])
  }

  @Test func restingNodesAreNamed() throws {
    // Without rows of both signs nothing pulls a node below 0 V.
    let found = try check(input: .single, initial: scattered)
    #expect(found.map(\.code).contains("GD0433"))
    #expect(
      found.contains { $0.message.contains("inhibitory nodes of hidden layer 1") && $0.location?.line == 8 })
  }
}

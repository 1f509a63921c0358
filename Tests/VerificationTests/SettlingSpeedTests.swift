import Foundation
import Mapping
import Netlists
import Quantities
import Resistive
import Testing

@testable import Verification

/// How long the circuit takes, as ngspice finds it, against the prediction from conductances and capacitances.
@Suite struct SettlingSpeedTests {
  static let chips: [(name: String, make: @Sendable () throws -> Fixture)] = [
    ("taox-hfox, linear", { try Fixture("taox-hfox-130", isLinear: true, output: .differential) }),
    (
      "leti, sinh",
      { try Fixture(inputs: 8, hidden: [HiddenLayer(units: 12, gain: 4)], output: .differential) }
    ),
    ("single rows, which push charge through the cells", { try Fixture(encoding: .single) }),
    (
      "two hidden layers",
      { try Fixture(hidden: [HiddenLayer(units: 6, gain: 3), HiddenLayer(units: 4, gain: 2)]) }
    ),
    ("reference column, no hidden layer", { try Fixture(hidden: [], output: .referenceColumn) }),
    ("sky130", { try Fixture("sky130-reram", hidden: [HiddenLayer(units: 9)], output: .differential) }),
  ]

  @Test(arguments: chips.indices)
  func predictionHolds(_ index: Int) throws {
    let report = try Self.chips[index].make().report("settling-time")
    #expect(report.checks.map(\.verdict) == [.pass], "\(Self.chips[index].name)\n\(report.table())")
  }

  /// A check that could not fail would say nothing: half of the neurons' capacitance forgotten.
  @Test func wrongCapacitanceIsSeen() throws {
    let fixture = try Fixture(output: .differential)
    var technology = fixture.chip.technology
    technology.neuron.nodeCapacitance.value = 0.5 * technology.neuron.nodeCapacitance.value
    technology.peripherals.senseCapacitance.value = 0.5 * technology.peripherals.senseCapacitance.value
    let chip = Chip(
      name: fixture.chip.name, fabric: fixture.network.fabric, technology: technology,
      tileShape: fixture.chip.tileShape)
    let context = fixture.context()
    let wrong = VerificationContext(
      folder: context.folder, model: context.model, chip: chip, conductances: context.conductances,
      wires: context.wires,
      dialects: context.dialects, estimator: context.estimator, reference: context.reference,
      tools: context.tools)
    var simulations = try Simulations()
    guard case .measured(let measurement) = try SettlingSpeed().run(wrong, &simulations) else {
      Issue.record("nothing was measured")
      return
    }
    #expect(!measurement.passes)
  }
}

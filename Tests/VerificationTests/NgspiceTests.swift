import Networks
import Specification
import Testing

@testable import Verification

@Suite struct NgspiceTests {
  /// Chips of every kind of network, read law and technology.
  static let chips: [(name: String, make: @Sendable () throws -> Fixture)] = [
    ("linear without hidden layers", { try Fixture(isLinear: true, hidden: []) }),
    ("linear with rectifiers", { try Fixture(isLinear: true) }),
    ("sinh with rectifiers and amplifiers", { try Fixture() }),
    ("sinh without bias", { try Fixture(bias: nil) }),
    ("no amplifier", { try Fixture(hidden: [HiddenLayer(units: 5)]) }),
    (
      "two hidden layers, differential",
      {
        try Fixture(
          hidden: [HiddenLayer(units: 6, gain: 3), HiddenLayer(units: 4, gain: 2)], output: .differential)
      }
    ),
    ("reference column", { try Fixture(output: .referenceColumn) }),
    ("one-sided", { try Fixture(encoding: .single, estimator: .oneSided) }),
    ("sky130", { try Fixture("sky130-reram") }),
    ("sky130, differential, no bias", { try Fixture("sky130-reram", output: .differential, bias: nil) }),
    ("ideal", { try Fixture("ideal") }),
    (
      "ideal, two hidden layers",
      { try Fixture("ideal", hidden: [HiddenLayer(units: 6, gain: 4), HiddenLayer(units: 4, gain: 4)]) }
    ),
  ]

  @Test(arguments: chips.indices)
  func nodesAndGradientAgree(_ index: Int) throws {
    let report = try Self.chips[index].make().report("ngspice-nodes", "ngspice-gradient")

    #expect(report.passes, "\(report.table())")
    #expect(report.checks.allSatisfy { $0.verdict == .pass })
  }
}

@Test func big() throws {
  let t0 = ContinuousClock().now
  let fixture = try Fixture(
    inputs: 64, hidden: [HiddenLayer(units: 64, gain: 4)], bias: 0.5, samples: 3, nudge: 20e-6,
    tile: .init(rows: 64, columns: 64))
  let t1 = ContinuousClock().now
  let report = try fixture.report()
  print(report.table(), t1 - t0, ContinuousClock().now - t1)
  print(
    fixture.reference.testbenches(chip: fixture.chip, conductances: fixture.conductances, wires: .none).last!
      .analysis)
}

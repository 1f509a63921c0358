import Netlists
import Quantities
import Specification
import Testing

@testable import Verification

@Suite struct ReferenceTests {
  @Test func testbenchesHaveTheAgreedNames() throws {
    let fixture = try Fixture(samples: 2)
    let testbenches = fixture.context().testbenches
    #expect(
      testbenches.map(\.name)
        == ["free_0", "plus_0", "minus_0", "free_1", "plus_1", "minus_1", "settle_0"])
    let beta = fixture.reference.nudge
    #expect(testbenches.map(\.beta) == [.zero, beta, -beta, .zero, beta, -beta, .zero])
    let (settled, point) = (testbenches[6].probes, testbenches[0].probes)
    #expect(settled.map(\.net) == point.map(\.net) && settled.map(\.expected) == point.map(\.expected))
    // A transient's end is known less well.
    for (coarse, fine) in zip(settled, point) {
      let (volts, limit) = (abs(fine.expected.si), try #require(fine.tolerance).si)
      #expect(limit >= 1e-9 * volts && limit < 1e-9 * max(1.2 * volts, 2e-3))
      #expect(try #require(coarse.tolerance) > Voltage(si: 1e3 * limit))
    }
  }

  @Test(arguments: ["leti-hfo2-130", "sky130-reram", "ideal"])
  func residualIsThatOfRounding(_ technology: String) throws {
    #expect(try Fixture(technology).reference.residual <= 1e-14)
  }

  /// With Kirchhoff's law summed element by element, not by the solver's own residual.
  @Test func referenceObeysKirchhoff() throws {
    let fixture = try Fixture(output: .differential)
    for sample in fixture.reference.samples {
      for phase in Phase.allCases {
        let currents = fixture.network.residualCurrents(
          fixture.conductances, inputs: sample.sample.inputs, nodes: try #require(sample.nodes[phase]),
          nudge: ReferenceStates.nudge(fixture.reference.nudge, in: phase, .spring, targets: sample.targets))
        for current in currents.layers.joined() { #expect(abs(current) < 1e-16) }
      }
    }
  }

  /// A −β that has no equilibrium is an error for the centered estimator; one-sided training needs none.
  @Test func nudgeWithoutEquilibrium() throws {
    #expect(throws: (any Error).self) { try Fixture(nudge: 1) }
    let fixture = try Fixture(estimator: .oneSided, nudge: 1)
    #expect(fixture.reference.phases == [.free, .plus])
    let report = try fixture.report("ngspice-nodes", "ngspice-gradient")
    #expect(report.passes && report.checks[0].count == 2 * 2 * 8, "\(report.table())")
  }

  @Test func settlingTimeOfOneNode() throws {
    // Without hidden layers an output node is one RC element: C/D with nothing else coupled to it.
    let fixture = try Fixture(isLinear: true, hidden: [])
    let time = SettlingTime(chip: fixture.chip, conductances: fixture.conductances, wires: .none)
    let technology = fixture.chip.technology
    let matrix = fixture.conductances.connections[0]
    let farads =
      technology.peripherals.senseCapacitance.value.si
      + Double(matrix.rows) * technology.device.capacitance.value.si
    let siemens = (0..<matrix.columns).map { column in
      (0..<matrix.rows).reduce(0) { $0 + matrix[$1, column].si }
    }
    let expected = farads / (siemens.min() ?? 1)
    #expect(abs(time.timeConstant.si / expected - 1) < 1e-12)
    #expect(time.stop >= 20 * time.timeConstant && time.stop < 22.1 * time.timeConstant)
    #expect(
      SettlingTime(chip: fixture.chip, conductances: fixture.conductances, wires: .perCell).timeConstant
        > time.timeConstant)
    let ideal = try Fixture("ideal")
    #expect(
      SettlingTime(chip: ideal.chip, conductances: ideal.conductances, wires: .none)
        .stop.si == 1e-9)
  }

  @Test func nothingComparedIsNoPass() {
    #expect(!Comparison().measurement("nothing", tolerance: 1).passes)
    var comparison = Comparison()
    comparison.add("a", expected: .nan, found: 1, floor: 1)
    #expect(!comparison.measurement("not a number", tolerance: 1).passes)
    #expect(comparison.worst?.place == "a")
  }

  @Test func reportOfANumberThatIsNone() throws {
    var comparison = Comparison()
    comparison.add("free_0 h1_0", expected: 1, found: .infinity, floor: 1)
    let entry = VerificationReport.Entry(
      NgspiceNodes(), .measured(comparison.measurement("error", tolerance: 1e-9)))
    let report = VerificationReport(checks: [entry])
    #expect(!report.passes)
    #expect(try report.json().contains("\"reason\" : \"a value is not a number\""))
    #expect(report.table().contains("worst: free_0 h1_0: expected 1.0, found inf"))
  }
}

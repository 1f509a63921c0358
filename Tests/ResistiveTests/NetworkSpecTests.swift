import Designs
import Diagnostics
import Families
import Quantities
import Resistive
import Testing

@testable import Specification
@testable import Technology

@Suite struct NetworkSpecTests {
  private func at(_ line: Int) -> Diagnostics.SourceLocation {
    Diagnostics.SourceLocation(file: "chip.yaml", line: line, column: 3)
  }

  private func spec() -> ChipSpec {
    let keys = ResistiveKeys(
      technology: Located("generic", at: at(2)),
      network: NetworkSpec(
        family: Located("resistive", at: at(4)),
        input: InputSpec(
          shape: Located([8, 8], at: at(5)), encoding: .complementary,
          fullScale: Located(Voltage(si: 0.3), at: at(11))),
        bias: Located(Voltage(si: 0.3), at: at(12)), biasCurrent: Located(.none, at: at(16)),
        hidden: [Located(HiddenSpec(units: 33, gain: 4), at: at(6))],
        output: OutputSpec(
          classes: Located(10, at: at(7)), encoding: .referenceColumn, target: Voltage(si: 0.02))),
      mapping: MappingSpec(tileRows: Located(64, at: at(10)), tileColumns: Located(64, at: at(10))),
      netlist: NetlistSpec(wires: .none, dialects: []), verification: VerificationSpec(samples: 1))
    var training = TrainingSpec(
      rule: Located("equilibrium-propagation", at: at(8)), estimator: Located(.centered, at: at(8)),
      epochs: 3,
      batch: 8, learningRates: Located([LearningRate(si: 1e-5)], at: at(9)),
      optimizer: OptimizerSpec(kind: Located("sgd", at: at(8))), state: Located(.fresh, at: at(18)),
      keys: ResistiveTrainingKeys(
        engine: Located(.exact, at: at(17)), nudge: Located(.spring(Conductance(si: 1e-5)), at: at(13)),
        cost: Located(.squared, at: at(13)),
        initial: Located(InitialSpec(low: Conductance(si: 1e-6), high: Conductance(si: 3e-5)), at: at(14)),
        relaxation: Located(RelaxationSpec(tolerance: 1e-9, maximumSweeps: 100), at: at(15))))
    training.decay = 0.98
    return ChipSpec(
      name: Located("chip", at: at(1)), seed: 1,
      data: DataSpec(set: Located("digits", at: at(3)), testFraction: Located(Ratio(si: 0.2), at: at(3))),
      training: training, keys: keys)
  }

  /// A library technology with the limits that this suite runs into.
  private func technology() throws -> Technology {
    func c<T>(_ value: T) -> Cited<T> { Cited(value, .assumption("test")) }
    var technology = try TechnologyLibrary().load("leti-hfo2-130")
    technology.device.minimumConductance = c(Conductance(si: 1e-6))
    technology.device.maximumConductance = c(Conductance(si: 1e-4))
    technology.device.nonlinearityVoltage = c(Voltage(si: 0.4))
    technology.device.maximumReadVoltage = c(Voltage(si: 0.35))
    technology.neuron.onResistance = c(Resistance(si: 100))
    technology.neuron.forwardVoltage = c(Voltage(si: 0.01))
    technology.neuron.maximumGain = c(Ratio(si: 5))
    technology.peripherals.maximumNudge = c(Conductance(si: 2e-5))
    return technology
  }

  @Test func shapesAndPhysicsAreInferred() throws {
    #expect(ResistiveNetwork.diagnostics(spec: spec(), technology: try technology()).isEmpty)
    let network = try ResistiveNetwork(spec: spec(), technology: technology())
    #expect((0..<2).map(network.rowCount) == [130, 35])
    #expect((0..<2).map(network.nodeCount) == [33, 11])
    #expect(network.hidden[0].excitatoryCount == 17)
    #expect(network.nonlinearityVoltage == Voltage(si: 0.4))
    #expect(network.rectifier.onConductance == Conductance(si: 0.01))
    #expect(network.rectifier.forwardVoltage == Voltage(si: 0.01))
    #expect(network.conductanceRange == Conductance(si: 1e-6)...Conductance(si: 1e-4))
    #expect(network.energyScale(1) == 1.0 / 16)
  }

  /// Each misfit gives one diagnostic of its own at its own line.
  @Test func misfitsAreLocated() throws {
    let technology = try technology()
    func check(_ code: String, _ severity: Severity, line: Int, _ change: (inout ChipSpec) -> Void) {
      var changed = spec()
      change(&changed)
      let found = ResistiveNetwork.diagnostics(spec: changed, technology: technology)
      #expect(found.map(\.code) == [code])
      #expect(found.first?.severity == severity)
      #expect(found.first?.location?.line == line)
      let throwsError = (try? ResistiveNetwork(spec: changed, technology: technology)) == nil
      #expect(throwsError == (severity == .error))
    }
    check("GD0422", .error, line: 19) {
      $0.data.normalize = Located(NormalizeSpec(mean: [0.5], deviation: [0.5]), at: at(19))
    }
    check("GD0402", .error, line: 14) { $0.training.initial?.value.high = Conductance(si: 2e-4) }
    check("GD0402", .error, line: 14) { $0.training.initial?.value.low = Conductance(si: 5e-5) }
    check("GD0403", .error, line: 6) { $0.network.hidden[0].value.gain = 6 }
    check("GD0403", .error, line: 6) { $0.network.hidden[0].value.gain = -1 }
    check("GD0404", .error, line: 13) { $0.training.nudge?.value = .spring(Conductance(si: 3e-5)) }
    check("GD0426", .error, line: 13) {
      $0.training.cost.value = .crossEntropy(temperature: Voltage(si: 0.005))
    }
    check("GD0405", .warning, line: 11) { $0.network.input.fullScale.value = Voltage(si: 0.5) }
    check("GD0405", .warning, line: 12) { $0.network.bias?.value = Voltage(si: 0.4) }
    check("GD0407", .error, line: 9) { $0.training.learningRates.value += [.zero, .zero] }
    check("GD0410", .error, line: 5) { $0.network.input.shape.value = [8, 0] }
    check("GD0410", .error, line: 5) { $0.network.input.shape.value = [1 << 40, 1 << 40] }
    check("GD0410", .error, line: 6) { $0.network.hidden[0].value.units = 0 }
    check("GD0410", .error, line: 7) { $0.network.output.classes.value = -3 }
    check("GD0411", .warning, line: 15) { $0.training.relaxation.value.tolerance = 1e-6 }
  }

  @Test func unknownFamilySuggestsTheNearest() {
    let error = #expect(throws: DiagnosticsError.self) {
      try NetworkFamilies.standard.specs.named(Located("rezistive", at: at(4)))
    }
    #expect(error?.diagnostics.first?.suggestion == "resistive")
    let far = #expect(throws: DiagnosticsError.self) {
      try NetworkFamilies.standard.specs.named(Located("quantum-walk", at: at(4)))
    }
    #expect(far?.diagnostics.first?.suggestion == nil)
  }
}

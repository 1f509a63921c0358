import Diagnostics
import Foundation
import Quantities
import Testing

@testable import Specification

@Suite struct ChipSpecTests {
  @Test func starterDecodesToItsValues() throws {
    let loaded = try ChipSpec.parse(ChipSpec.starter)
    #expect(loaded.warnings == [])
    let spec = loaded.spec
    #expect(spec.name.value == "digits" && spec.seed == 1)
    #expect(
      spec.name.location == Diagnostics.SourceLocation(file: "spec.yaml", line: 4, column: 7, length: 6))
    #expect(spec.technology.value == "leti-hfo2-130")
    #expect(spec.data.set.value == "digits" && spec.data.testFraction.value.si == 0.2)
    #expect(spec.data.path == nil && spec.data.trainLimit == nil && spec.data.testLimit == nil)
    #expect(spec.network.family.value == "resistive")
    #expect(spec.network.input.shape.value == [8, 8] && spec.network.input.encoding == .complementary)
    #expect(spec.network.input.fullScale.value.si == 0.3 && spec.network.bias?.value.si == 0.05)
    #expect(spec.network.hidden.map(\.value) == [HiddenSpec(units: 64, gain: 8, reverseGain: 1)])
    #expect(spec.network.output.classes.value == 10 && spec.network.output.encoding == .differential)
    #expect(spec.network.output.target.si == 0.025 && spec.network.output.readGain == 16)
    #expect(
      spec.training.rule.value == "equilibrium-propagation" && spec.training.estimator.value == .centered)
    #expect(
      spec.training.nudge?.value == .current(amplitude: Voltage(si: 0.05)) && spec.training.epochs == 30
        && spec.training.batch == 4)
    #expect(spec.training.cost.value == .crossEntropy(temperature: Voltage(si: 0.004)))
    #expect(spec.training.skip?.value.si == 0.1)
    #expect(spec.training.relativeRates?.map(\.si) == [0.01, 0.02])
    #expect(spec.prediction.inSitu.readPoint.value == .amplifier && spec.prediction.inSitu.rate == 0.2)
    #expect(spec.training.decay == 0.93)
    #expect(spec.training.initial?.value == InitialSpec(low: .init(si: 1e-6), high: .init(si: 20e-6)))
    #expect(spec.training.relaxation.value == RelaxationSpec(tolerance: 1e-8, maximumSweeps: 100))
    #expect(spec.mapping.tileRows.value == 26 && spec.mapping.tileColumns.value == 32)
    #expect(spec.netlist.wires == .none && spec.netlist.dialects.count == 5)
    #expect(spec.verification.samples == 3)
  }

  @Test func defaultsAreThoseOfTheDocumentation() throws {
    let spec = try ChipSpec.parse(minimal).spec
    #expect(spec.seed == 1 && spec.data.testFraction.value.si == 0.2)
    #expect(spec.network.bias == nil && spec.training.initial == nil)
    #expect(
      spec.training.rule.value == "equilibrium-propagation" && spec.training.estimator.value == .centered)
    #expect(spec.training.decay == 1)
    #expect(spec.training.relaxation.value == RelaxationSpec(tolerance: 1e-6, maximumSweeps: 200))
    #expect(spec.netlist.wires == .none)
    #expect(spec.netlist.dialects.map(\.value) == ["ngspice", "hspice", "spectre", "xyce", "vacask"])
    #expect(spec.verification.samples == 3)
    // A default stands where its mapping does.
    #expect(spec.training.rule.location.line == 10)
  }
}

import Diagnostics
import Foundation
import Mapping
import Quantities
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Prediction
@testable import Resistive

/// The state that a trial hands out is the chip it has measured.
@Suite("state of tested chips")
struct ChipStateTests {
  /// A spec whose chips learn with an engine.
  private static func text(engine: String) -> String {
    """
    grenadyn: 1
    name: chip
    technology: \(engine == "fast" ? "ideal" : "leti-hfo2-130")
    data: { set: digits }
    network:
      family: resistive
      input: { shape: [8, 8], encoding: complementary, full-scale: \(engine == "fast" ? "20 V" : "0.3 V") }
      hidden: [{ units: 12, gain: 2 }]
      output: { classes: 10, encoding: single, target: \(engine == "fast" ? "1 V" : "15 mV") }
    training:
      engine: \(engine)
      nudge: \(engine == "fast" ? "0.5 S" : "5 uS")
      epochs: 1
      batch: 4
      learning-rate: \(engine == "fast" ? "0.005 S^2/V^2" : "20 mS^2/V^2")
      relaxation: \(engine == "fast" ? "{ sweeps: 5 }" : "{ tolerance: 1.0e-8, maximum-sweeps: 100 }")
    mapping: { tile: { rows: 32, columns: 24 } }
    prediction:
      imperfections: { d2d: 10 %, neuron-offset: 3 mV, threshold-spread: 5 mV, read-noise: 3 % }
      in-situ: { updates: 60, rate: 10 }
    """
  }

  private func subject(engine: String) throws -> PredictionSubject {
    let spec = try ChipSpec.parse(Self.text(engine: engine)).spec
    var technology = try TechnologyLibrary().load(spec.technology).technology
    // The ideal device states no pulses; any other's will do.
    if technology.device.variability.pulses == nil {
      technology.device.variability.pulses = try TechnologyLibrary().load("leti-hfo2-130").device.variability
        .pulses
      technology.device.maximumConductance.value = Conductance(si: 0.5)
    }
    var data = try DataSets.load(DataRequest(spec: spec))
    data.train = data.train.prefix(120)
    data.test = data.test.prefix(150)
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    let settings = TrainingSettings(spec: spec, network: network)
    let start = ResistiveModel(network).initialParameters {
      settings.initialConductance(connection: $0, index: $1)
    }
    return PredictionSubject(
      spec: spec, network: network, technology: technology, trained: BiasedConductances(conductances: start),
      data: data)
  }

  /// Measures a state anew by the engine of the spec, with nothing else of the trial but the fast engine's node circuits.
  private func accuracy(_ chip: TestedChip, _ subject: PredictionSubject) throws -> Double {
    var network = subject.network
    network.mismatch = chip.state.mismatch
    let instance = ChipInstance(seed: subject.spec.seed, chip: chip.record.chip)
    let subject = subject.convertingInputs(bits: subject.imperfections.inputBits)
    let readout = OutputReadout(
      subject.imperfections, subject.chip, subject.spec.estimate.temperature.value)
    let share = subject.imperfections.readNoise ?? 0
    let noise = DeviceNoise(network.fabric, tileShape: subject.tileShape, instance) { share * $0 }
    let pass = (chip.record.curve?.count ?? 1) - 1
    guard subject.spec.training.engine.value == .fast else {
      return Evaluation(
        ResistiveModel(network), chip.state.parameters.conductances, subject.data.test,
        relaxation: Relaxation(subject.spec.training.relaxation.value),
        readout: readout.of(instance, network.fabric, pass: pass), noise: noise, pass: pass, threads: 1
      ).accuracy
    }
    let settings = TrainingSettings(spec: subject.spec, network: subject.network)
    let measured = FastChip(try ChipMeasurement(subject.network, subject.data, settings: settings))
    measured.program(chip.state.parameters)
    measured.setNodes(
      subject.imperfections.nodes, instance)
    let accuracy = measured.measure(readout: readout.of(instance, pass: pass)).accuracy
    // The exact engine, which knows the circuits by the state alone, sees the same chip.
    let exact = Evaluation(
      ResistiveModel(network), chip.state.parameters.conductances, subject.data.test,
      relaxation: Relaxation(tolerance: 1e-9, maximumSweeps: 5),
      readout: readout.of(instance, network.fabric, pass: pass), threads: 1
    ).accuracy
    #expect(abs(exact - accuracy) <= 0.02)
    return accuracy
  }

  @Test("a written chip, measured anew, has the very accuracy of its record", arguments: ["exact", "fast"])
  func program(_ engine: String) throws {
    let subject = try subject(engine: engine)
    let trial = try ProgramTrial(subject, subject.imperfections)
    var chips: [TestedChip] = []
    for index: UInt32 in [0, 4711] {
      let chip = try trial.test(ChipDraw(chip: index)) { false }
      #expect(try trial.run(ChipDraw(chip: index)) { false } == chip.record)
      #expect(try accuracy(chip, subject) == chip.record.accuracy)
      chips.append(chip)
    }
    // The accuracy can tell chips apart: one chip's state is not measured with the other's record.
    #expect(chips[0].state != chips[1].state && chips[0].record.accuracy != chips[1].record.accuracy)
    #expect(chips.allSatisfy { $0.state.parameters.conductances != subject.trained.conductances })
  }

  @Test(
    "a chip that has learned, measured anew, has the very accuracy of its record",
    arguments: ["exact", "fast"])
  func inSitu(_ engine: String) throws {
    let subject = try subject(engine: engine)
    let trial = try InSituTrial(subject, subject.imperfections)
    let chip = try trial.test(ChipDraw(chip: 7)) { false }
    #expect(chip.record.curve?.last?.updates == 60 && chip.state.mismatch != nil)
    #expect(try accuracy(chip, subject) == chip.record.accuracy)
    #expect(chip.record.accuracy != chip.record.programmedAccuracy)
  }
}

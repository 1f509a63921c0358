import Devices
import Diagnostics
import Fabrics
import Files
import Learning
import Mapping
import Prediction
import Specification

/// A chip that is trained in software: what was learned is written into its devices, ages, and is read on the test
/// samples through its own neurons, drivers of the inputs and circuits that read the outputs.
package struct ProgramTrial: ExportableTrial {
  private let subject: PredictionSubject
  private let imperfections: Imperfections
  private let writer: DeviceWriter
  private let relaxation: Relaxation
  /// How wires are taken into account.
  private let wires: ParasiticsModel
  private let chip: Chip
  private let readout: OutputReadout
  /// The fast engine's chips; nil: the exact engine measures.
  private let fast: FastChipPool?
  /// A number that changes when the same settings would give other records.
  private static let version = 5

  /// Prepares the writing.
  /// - Parameter wires: instead of the spec's.
  /// - Throws: `DiagnosticsError`; see ``DeviceWriter/init(_:_:prediction:tileShape:)``.
  package init(
    _ subject: PredictionSubject, _ imperfections: Imperfections, wires: ParasiticsModel? = nil
  ) throws(DiagnosticsError) {
    let subject = subject.convertingInputs(bits: imperfections.inputBits)
    (self.subject, self.imperfections) = (subject, imperfections)
    writer = try DeviceWriter(
      subject.technology.device, imperfections, prediction: subject.spec.prediction,
      tileShape: subject.tileShape)
    relaxation = Relaxation(subject.spec.training.relaxation.value)
    // Wires without resistance are ideal ones.
    let asked = wires ?? subject.spec.prediction.parasitics.value
    self.wires = imperfections.wireResistance > 0 ? asked : .ideal
    chip = subject.chip
    readout = OutputReadout(imperfections, chip, subject.spec.estimate.temperature.value)
    if self.wires == .effective {
      do throws(Diagnostic) { _ = try WiredModel(subject.network, chip) } catch {
        var diagnostic = error
        diagnostic.location = subject.spec.prediction.parasitics.location
        throw DiagnosticsError([diagnostic])
      }
    }
    guard subject.spec.training.engine.value == .fast else {
      fast = nil
      return
    }
    if self.wires != .ideal {
      let refusals = ResistiveNetwork.refusals(
        [
          EngineRequest(
            .wires, "wires", at: subject.spec.prediction.parasitics.location,
            suggestion: ParasiticsModel.ideal.rawValue)
        ], of: .fast)
      guard refusals.isEmpty else { throw DiagnosticsError(refusals) }
    }
    fast = FastChipPool(
      try ChipMeasurement(
        subject.network, subject.data,
        settings: TrainingSettings(spec: subject.spec, network: subject.network)))
  }

  package var fingerprint: String {
    let write = subject.spec.prediction.write
    return Checksum.text(
      of: Array(
        ("program \(Self.version); " + subject.fingerprint + "; " + imperfections.fingerprintText
          + "; \(write.procedure.value.rawValue) \(write.tolerance.si) \(write.pulses); read \(readout.noise); "
          + "\(relaxation.tolerance) \(relaxation.maximumSweeps); wires \(wires.rawValue) \(fast != nil)")
          .utf8))
  }

  package func test(_ draw: ChipDraw, isStopped: () -> Bool) throws -> TestedChip {
    let instance = ChipInstance(seed: subject.spec.seed, chip: draw.chip, replacing: draw.replaced)
    var network = subject.network
    network.mismatch = imperfections.neurons(of: network.fabric, instance)
    let (written, report) = writer.write(subject.trained.conductances, of: network.fabric, into: instance)
    var state = ChipState(parameters: BiasedConductances(conductances: written), mismatch: network.mismatch)
    if fast != nil {
      state.parameters.conductances = writer.read(written, of: network.fabric, from: instance, pass: 0)
      state.parameters.biasCurrents = subject.trained.biasCurrents
      state.mismatch = imperfections.nodes.mismatch(of: network.fabric, instance)
      if let errors = network.mismatch?.inputOffsets, !errors.isEmpty {
        state.mismatch = state.mismatch ?? NeuronMismatch(noneOf: network.fabric)
        state.mismatch?.inputOffsets = errors
      }
    }
    let evaluation = try evaluation(network, state.parameters, instance)
    let record = ChipRecord(
      chip: draw.chip, accuracy: evaluation.score,
      pulsesPerDevice: report.pulses > 0 ? Double(report.pulses) / Double(max(1, report.devices)) : nil,
      stuckDevices: report.stuck,
      writeFailures: subject.spec.prediction.write.procedure.value == .writeVerify ? report.failures : nil,
      rmse: subject.data.rootMeanSquareErrors(evaluation))
    return TestedChip(record: record, state: state)
  }

  /// How well a network with its wires does.
  private func evaluation(
    _ network: ResistiveNetwork, _ parameters: BiasedConductances, _ instance: ChipInstance
  ) throws -> Evaluation {
    if let fast {
      return fast.with { chip in
        chip.program(parameters, inputErrors: network.mismatch?.inputOffsets ?? [])
        chip.setNodes(imperfections.nodes, instance)
        return chip.measure(readout: readout.of(instance, pass: 0))
      }
    }
    let conductances = parameters.conductances
    func evaluate<Model: EnergyModel>(_ model: Model, _ parameters: Model.Parameters) -> Evaluation {
      Evaluation(
        model, parameters, subject.data.test, relaxation: relaxation,
        readout: readout.of(instance, network.fabric, pass: 0),
        noise: writer.noise(of: network.fabric, instance),
        threads: 1)
    }
    let factor = imperfections.wireResistance
    switch wires {
    case .ideal: return evaluate(ResistiveModel(network), conductances)
    case .effective: return evaluate(try WiredModel(network, chip, factor: factor), conductances)
    // Of linear devices the operators are the solution.
    case .solved where network.nonlinearityVoltage == nil:
      return evaluate(try WiredModel(network, chip, factor: factor), conductances)
    case .solved: return evaluate(SolvedModel(network, chip, factor: factor), conductances)
    }
  }
}

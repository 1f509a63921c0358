import Diagnostics
import Mapping
import Networks
import Specification

/// A chip that is trained in software: what was learned is written into its devices, ages, and is read on the test
/// samples through its own neurons.
public struct ProgramTrial: ExportableTrial {
  private let subject: PredictionSubject
  private let imperfections: Imperfections
  private let writer: DeviceWriter
  private let relaxation: Relaxation
  /// With wires; nil: they are ideal.
  private let chip: Chip?
  /// The fast engine's chips; nil: the exact engine measures.
  private let fast: FastChipPool?
  /// A number that changes when the same settings would give other records.
  private static let version = 2

  /// Prepares the writing.
  /// - Throws: `DiagnosticsError`; see ``DeviceWriter/init(_:_:prediction:tileShape:)``.
  public init(_ subject: PredictionSubject, _ imperfections: Imperfections) throws(DiagnosticsError) {
    (self.subject, self.imperfections) = (subject, imperfections)
    writer = try DeviceWriter(
      subject.technology.device, imperfections, prediction: subject.spec.prediction,
      tileShape: subject.tileShape)
    relaxation = Relaxation(subject.spec.training.relaxation.value)
    chip = subject.spec.prediction.parasitics.value == .ideal ? nil : subject.chip
    let isFast = subject.spec.training.engine.value == .fast
    if isFast, chip != nil {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0444", "wires are only known to the exact engine; write training: { engine: exact }",
          at: subject.spec.prediction.parasitics.location, suggestion: ParasiticsModel.ideal.rawValue)
      ])
    }
    fast =
      isFast
      ? FastChipPool(
        try ChipMeasurement(
          subject.network, subject.data,
          settings: TrainingSettings(spec: subject.spec, network: subject.network)))
      : nil
    if let chip {
      do throws(Diagnostic) { _ = try WiredModel(subject.network, chip) } catch {
        var diagnostic = error
        diagnostic.location = subject.spec.prediction.parasitics.location
        throw DiagnosticsError([diagnostic])
      }
    }
  }

  public var fingerprint: String {
    let write = subject.spec.prediction.write
    return Checksum.text(
      of: Array(
        ("program \(Self.version); " + subject.fingerprint + "; " + imperfections.fingerprintText
          + "; \(write.procedure.value.rawValue) \(write.tolerance.si) \(write.pulses); "
          + "\(relaxation.tolerance) \(relaxation.maximumSweeps); wires \(chip != nil)").utf8))
  }

  public func test(_ draw: ChipDraw, isStopped: () -> Bool) throws -> TestedChip {
    let instance = ChipInstance(seed: subject.spec.seed, chip: draw.chip, replacing: draw.replaced)
    var network = subject.network
    network.mismatch = imperfections.neurons(of: network, instance)
    let (written, report) = writer.write(subject.trained.conductances, of: network, into: instance)
    let read = writer.read(written, of: network, from: instance, pass: 0)
    var state = ChipState(parameters: BiasedConductances(conductances: read), mismatch: network.mismatch)
    let evaluation: Evaluation
    if let fast {
      state.parameters.biasCurrents = subject.trained.biasCurrents
      state.mismatch = imperfections.nodes.mismatch(of: network, instance)
      evaluation = fast.with { chip in
        chip.program(state.parameters)
        chip.setNodes(imperfections.nodes, instance)
        return chip.measure()
      }
    } else if let chip {
      let model = try WiredModel(network, chip, factor: imperfections.wireResistance)
      evaluation = Evaluation(model, read, subject.data.test, relaxation: relaxation, threads: 1)
    } else {
      evaluation = Evaluation(
        ResistiveModel(network), read, subject.data.test, relaxation: relaxation, threads: 1)
    }
    let record = ChipRecord(
      chip: draw.chip, accuracy: evaluation.accuracy,
      pulsesPerDevice: report.pulses > 0 ? Double(report.pulses) / Double(max(1, report.devices)) : nil,
      stuckDevices: report.stuck,
      writeFailures: subject.spec.prediction.write.procedure.value == .writeVerify ? report.failures : nil)
    return TestedChip(record: record, state: state)
  }
}

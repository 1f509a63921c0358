import Diagnostics
import Networks
import Quantities
import Specification
import Technology

/// A chip that learns by equilibrium propagation with its own devices, neurons and circuits, from weights that were
/// trained in software and written, or from scratch.
public struct InSituTrial: ChipTrial {
  private let subject: PredictionSubject
  private let imperfections: Imperfections
  private let writer: DeviceWriter
  private let pulses: PulseSettings
  private let settings: TrainingSettings
  private let spec: InSituSpec
  /// Whether the wires of the tiles have resistance.
  private let hasWires: Bool
  /// A number that changes when the same settings would give other records.
  private static let version = 1

  /// Prepares the learning.
  /// - Parameter wires: instead of the spec's.
  /// - Throws: `DiagnosticsError` GD0444 for a device that does not state what a pulse does, a rule that no chip can
  ///   follow, and two arrays for the fast engine; what ``DeviceWriter`` throws.
  public init(
    _ subject: PredictionSubject, _ imperfections: Imperfections, wires: ParasiticsModel? = nil
  ) throws(DiagnosticsError) {
    (self.subject, self.imperfections) = (subject, imperfections)
    spec = subject.spec.prediction.inSitu
    writer = try DeviceWriter(
      subject.technology.device, imperfections, prediction: subject.spec.prediction,
      tileShape: subject.tileShape)
    var found: [Diagnostic] = []
    let device = subject.technology.device
    let model = PulseModel(device)
    if model == nil {
      found.append(
        Diagnostic(
          .error, "GD0444",
          "device '\(device.name)' does not state what a pulse does (variability.pulses), so no chip can learn with it",
          at: subject.spec.technology.location))
    }
    let training = subject.spec.training
    if training.rule.value == Backpropagation.name {
      found.append(
        Diagnostic(
          .error, "GD0444", "no chip can follow the rule '\(training.rule.value)' by itself",
          at: training.rule.location, suggestion: EquilibriumPropagation.name))
    }
    if spec.phases.value == .simultaneous, training.engine.value == .fast {
      found.append(
        Diagnostic(
          .error, "GD0444",
          "phases at the same time on two arrays are only known to the exact engine; write training: { engine: exact }",
          at: spec.phases.location, suggestion: PhaseOrder.sequential.rawValue))
    }
    let parasitics = subject.spec.prediction.parasitics
    let wires = imperfections.wireResistance > 0 ? wires ?? parasitics.value : .ideal
    hasWires = wires != .ideal
    if hasWires, training.engine.value == .fast {
      found.append(
        Diagnostic(
          .error, "GD0445",
          "learning through wires is only known to the exact engine; write training: { engine: exact }",
          at: parasitics.location, suggestion: ParasiticsModel.ideal.rawValue))
    }
    // Linear devices: what their operators give is what is solved, without extracting them after every update.
    if wires == .effective {
      do throws(Diagnostic) { _ = try WiredModel(subject.network, subject.chip) } catch {
        var diagnostic = error
        diagnostic.location = parasitics.location
        found.append(diagnostic)
      }
    }
    guard found.isEmpty, let model else { throw DiagnosticsError(found) }
    pulses = PulseSettings(
      scheme: spec.update, threshold: spec.threshold.si, longestTrain: spec.longestTrain,
      response: PulseTable(model, cycleNoise: imperfections.cycleNoise))
    var settings = TrainingSettings(spec: subject.spec, network: subject.network)
    let rate = spec.rate
    settings.learningRates = settings.learningRates.map { rate * $0 }
    settings.biasRates = settings.biasRates.map { $0.map { rate * $0 } }
    settings.epochs = spec.epochs ?? training.epochs
    self.settings = settings
  }

  public var fingerprint: String {
    let write = subject.spec.prediction.write
    return Checksum.text(
      of: Array(
        ("in-situ \(Self.version); " + subject.fingerprint + "; " + imperfections.fingerprintText
          + "; \(write.procedure.value.rawValue) \(write.tolerance.si) \(write.pulses); "
          + settings.fingerprintText + "; \(settings.epochs) \(spec)" + (hasWires ? "; wires" : "")).utf8))
  }

  public func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    let instance = ChipInstance(seed: subject.spec.seed, chip: draw.chip, replacing: draw.replaced)
    var network = subject.network
    network.mismatch = imperfections.neurons(of: network, instance)
    var start = subject.trained
    if spec.start == .scratch { start = initial(network) }
    let (written, report) = writer.write(start.conductances, of: network, into: instance)
    start.conductances = written
    var record: ChipRecord
    switch subject.spec.training.engine.value {
    case .exact where hasWires:
      let model = SolvedModel(network, subject.chip, factor: imperfections.wireResistance)
      record = try runExact(model, network, start, instance, isStopped)
    case .exact: record = try runExact(ResistiveModel(network), network, start, instance, isStopped)
    case .fast: record = try runFast(network, start, instance, isStopped)
    }
    record.stuckDevices = report.stuck
    return record
  }

  /// The conductances that the training starts from.
  private func initial(_ network: ResistiveNetwork) -> BiasedConductances {
    var result = subject.trained
    result.conductances = ResistiveModel(network).initialParameters { connection, index in
      settings.initialConductance(connection: connection, index: index)
    }
    for k in result.biasCurrents.indices {
      result.biasCurrents[k] = [Double](repeating: 0, count: result.biasCurrents[k].count)
    }
    return result
  }

  private func devices(_ network: ResistiveNetwork, _ instance: ChipInstance) -> InSituDevices {
    InSituDevices(
      instance: instance,
      sites: (0..<network.connectionCount).map {
        DeviceSites(network, connection: $0, tileShape: subject.tileShape)
      }, magnitudes: imperfections.devices, pulses: pulses, nodes: imperfections.nodes)
  }

  private func runExact<Model: EnergyModel>(
    _ model: Model, _ network: ResistiveNetwork, _ start: BiasedConductances, _ instance: ChipInstance,
    _ isStopped: () -> Bool
  ) throws -> ChipRecord where Model.Parameters == Conductances {
    let devices = devices(network, instance)
    let update = PulsedUpdate(devices, network)
    var settings = settings
    settings.startValues = start.conductances.values
    let trainer = try Trainer(
      model: model, data: subject.data, settings: settings, threads: 1,
      devices: update,
      chip: LearningChip(
        circuits: imperfections.circuits(of: network, instance),
        secondCopy: spec.phases.value == .simultaneous
          ? LearningChip.secondCopy(mismatch: imperfections.copyMismatch, devices.sites, instance) : nil))
    func accuracy(_ pass: Int) -> Double {
      let read = writer.read(trainer.parameters, of: network, from: instance, pass: pass)
      return Evaluation(
        trainer.model, read, subject.data.test, relaxation: settings.relaxation, threads: 1
      ).accuracy
    }
    return try learn(trainer, instance, isStopped, count: { update.count }, accuracy)
  }

  private func runFast(
    _ network: ResistiveNetwork, _ start: BiasedConductances, _ instance: ChipInstance,
    _ isStopped: () -> Bool
  ) throws -> ChipRecord {
    var settings = settings
    settings.startValues = start.values
    let trainer = try FastTrainer(
      network: network, data: subject.data, settings: settings, threads: 1,
      devices: devices(network, instance))
    func accuracy(_: Int) -> Double { trainer.evaluate().accuracy }
    return try learn(
      trainer, instance, isStopped, count: { trainer.pulseCount ?? PulseCount() }, accuracy)
  }

  /// Trains, with a look at the test samples before, after every epoch and at the end.
  private func learn(
    _ engine: some EpochEngine, _ instance: ChipInstance, _ isStopped: () -> Bool, count: () -> PulseCount,
    _ accuracy: (_ pass: Int) -> Double
  ) throws -> ChipRecord {
    let batch = max(1, settings.batch)
    let perEpoch = (engine.sampleCount + batch - 1) / batch
    let goal = spec.updates ?? settings.epochs * perEpoch
    let before = accuracy(0)
    var curve = [ChipRecord.CurvePoint(updates: 0, accuracy: before)]
    var (updates, epoch) = (0, 0)
    while updates < goal {
      var progress = EpochProgress()
      var isGivenUp = false
      try engine.train(epoch: epoch, &progress) { _ in
        updates += 1
        isGivenUp = isStopped()
        return updates < goal && !isGivenUp
      }
      if isGivenUp { throw ChipStopped() }
      epoch += 1
      curve.append(ChipRecord.CurvePoint(updates: updates, accuracy: accuracy(epoch)))
    }
    let devices = subject.trained.conductances.values.reduce(0) { $0 + $1.count }
    return ChipRecord(
      chip: instance.chip, accuracy: curve[curve.count - 1].accuracy, programmedAccuracy: before,
      pulsesPerDevice: Double(count().pulses) / Double(max(1, devices)), curve: curve)
  }
}

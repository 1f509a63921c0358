import Devices
import Diagnostics
import Fabrics
import Files
import Learning
import Prediction
import Quantities
import Specification
import Technology

/// A chip that learns by equilibrium propagation with its own devices, neurons and circuits, from weights that were
/// trained in software and written, or from scratch.
package struct InSituTrial: ExportableTrial {
  private let subject: PredictionSubject
  private let imperfections: Imperfections
  private let writer: DeviceWriter
  private let parts: InSituParts
  private let spec: InSituSpec
  private let readout: OutputReadout
  /// Whether the wires of the tiles have resistance.
  private let hasWires: Bool
  /// A number that changes when the same settings would give other records.
  private static let version = 9
  /// The same for the fast engine alone.
  private static let fastVersion = 2

  /// Prepares the learning.
  /// - Parameter wires: instead of the spec's.
  /// - Throws: `DiagnosticsError` GD0444 for a device that does not state what a pulse does, a rule that no chip can
  ///   follow, and two arrays for the fast engine; what ``DeviceWriter`` throws.
  package init(
    _ subject: PredictionSubject, _ imperfections: Imperfections, wires: ParasiticsModel? = nil
  ) throws(DiagnosticsError) {
    let subject = subject.convertingInputs(bits: imperfections.inputBits)
    (self.subject, self.imperfections) = (subject, imperfections)
    spec = subject.spec.prediction.inSitu
    writer = try DeviceWriter(
      subject.technology.device, imperfections, prediction: subject.spec.prediction,
      tileShape: subject.tileShape)
    var found: [Diagnostic] = []
    let device = subject.technology.device
    let isPulsed = spec.update.value != .exact
    let model = PulseModel(device)
    if model == nil, isPulsed {
      found.append(
        Diagnostic(
          .error, "GD0444",
          "device '\(device.name)' does not state what a pulse does (variability.pulses), so no chip can learn with it",
          at: subject.spec.technology.location,
          advice: "prediction: { in-situ: { update: exact } } learns by steps without pulses"))
    }
    let training = subject.spec.training
    let parasitics = subject.spec.prediction.parasitics
    let wires = imperfections.wireResistance > 0 ? wires ?? parasitics.value : .ideal
    hasWires = wires != .ideal
    var requests: [EngineRequest] = []
    if let rule = try? LearningRules.make(RuleSettings(training, seed: subject.spec.seed)) {
      requests.append(
        EngineRequest(
          .chipPlan(rule.plan(minibatch: 0).kind), "the rule '\(training.rule.value)'",
          at: training.rule.location, suggestion: EquilibriumPropagation.name))
    }
    if spec.phases.value == .simultaneous {
      requests.append(
        EngineRequest(
          .simultaneousPhases, "phases at the same time on two arrays", at: spec.phases.location,
          suggestion: PhaseOrder.sequential.rawValue))
    }
    if !isPulsed {
      requests.append(
        EngineRequest(
          .exactSteps, "steps without pulses", at: spec.update.location,
          suggestion: PulseScheme.accumulated.rawValue))
    }
    if hasWires {
      requests.append(
        EngineRequest(
          .learningThroughWires, "learning through wires", at: parasitics.location,
          suggestion: ParasiticsModel.ideal.rawValue))
    }
    found += ResistiveNetwork.refusals(requests, of: training.engine.value)
    // It learns by solving cells with their wires: linear devices are looked at through operators all the same, but not
    // after every update.
    if wires == .effective {
      do throws(Diagnostic) { _ = try WiredModel(subject.network, subject.chip) } catch {
        var diagnostic = error
        diagnostic.location = parasitics.location
        found.append(diagnostic)
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    let chip = subject.chip
    parts = InSituParts(subject.spec, subject.network, chip, imperfections)
    readout = OutputReadout(imperfections, chip, subject.spec.estimate.temperature.value)
  }

  private var settings: TrainingSettings { parts.settings }

  package var fingerprint: String {
    let write = subject.spec.prediction.write
    return Checksum.text(
      of: Array(
        ("in-situ \(Self.version); " + subject.fingerprint + "; " + imperfections.fingerprintText
          + "; \(write.procedure.value.rawValue) \(write.tolerance.si) \(write.pulses); "
          + settings.fingerprintText + "; read \(readout.noise); \(settings.epochs) \(spec)"
          + (hasWires ? "; wires 2" : "")
          + (subject.spec.training.engine.value == .fast ? "; fast \(Self.fastVersion)" : "")).utf8))
  }

  package func test(_ draw: ChipDraw, isStopped: () -> Bool) throws -> TestedChip {
    let instance = ChipInstance(seed: subject.spec.seed, chip: draw.chip, replacing: draw.replaced)
    var network = subject.network
    network.mismatch = imperfections.neurons(of: network.fabric, instance)
    var start = subject.trained
    if spec.start == .scratch { start = initial(network) }
    let (written, report) = writer.write(start.conductances, of: network.fabric, into: instance)
    start.conductances = written
    var tested: TestedChip
    switch subject.spec.training.engine.value {
    case .exact where hasWires:
      let model = SolvedModel(network, subject.chip, factor: imperfections.wireResistance)
      // Of linear devices the operators are the solution.
      let wired =
        network.nonlinearityVoltage == nil
        ? try WiredModel(network, subject.chip, factor: imperfections.wireResistance) : nil
      tested = try testExact(model, network, start, instance, isStopped) { conductances, look in
        wired.map { evaluate($0, conductances, look) }
      }
    case .exact: tested = try testExact(ResistiveModel(network), network, start, instance, isStopped)
    case .fast: tested = try testFast(network, start, instance, isStopped)
    }
    tested.record.stuckDevices = report.stuck
    return tested
  }

  /// The conductances that the training starts from.
  private func initial(_ network: ResistiveNetwork) -> BiasedConductances {
    var result = subject.trained
    result.conductances = parts.scratch(network)
    for k in result.biasCurrents.indices {
      result.biasCurrents[k] = [Double](repeating: 0, count: result.biasCurrents[k].count)
    }
    return result
  }

  /// What a look at the test samples meets besides the chip's mean conductances.
  private struct Look {
    let readout: OutputReadout?
    let noise: DeviceNoise?
    let pass: Int
  }

  private func evaluate<Model: EnergyModel>(
    _ model: Model, _ parameters: Model.Parameters, _ look: Look
  ) -> Evaluation {
    Evaluation(
      model, parameters, subject.data.test, relaxation: settings.relaxation, readout: look.readout,
      noise: look.noise, pass: look.pass, threads: 1
    )
  }

  /// - Parameter measure: how conductances do by another model than the one that learns.
  private func testExact<Model: EnergyModel>(
    _ model: Model, _ network: ResistiveNetwork, _ start: BiasedConductances, _ instance: ChipInstance,
    _ isStopped: () -> Bool, measure: (Conductances, Look) -> Evaluation? = { _, _ in nil }
  ) throws -> TestedChip where Model.Parameters == Conductances {
    let devices = parts.devices(network.fabric, instance)
    let noise = writer.noise(of: network.fabric, instance)
    let pulsed = spec.update.value == .exact ? nil : PulsedUpdate(devices, network)
    var settings = settings
    settings.startValues = start.conductances.values
    let trainer = try Trainer(
      model: model, data: subject.data, settings: settings, threads: 1,
      devices: pulsed ?? RangedUpdate(devices, network),
      chip: parts.chip(devices, network.fabric, noise: noise))
    func look(_ pass: Int) -> Evaluation {
      let look = Look(readout: readout.of(instance, network.fabric, pass: pass), noise: noise, pass: pass)
      return measure(trainer.parameters, look) ?? evaluate(trainer.model, trainer.parameters, look)
    }
    let record = try learn(trainer, instance, isStopped, count: { pulsed?.count }, look)
    return TestedChip(
      record: record,
      state: ChipState(
        parameters: BiasedConductances(conductances: trainer.parameters), mismatch: network.mismatch))
  }

  private func testFast(
    _ network: ResistiveNetwork, _ start: BiasedConductances, _ instance: ChipInstance,
    _ isStopped: () -> Bool
  ) throws -> TestedChip {
    var settings = settings
    settings.startValues = start.values
    let trainer = try FastTrainer(
      network: network, data: subject.data, settings: settings, threads: 1,
      devices: parts.devices(network.fabric, instance))
    func look(_ pass: Int) -> Evaluation { trainer.evaluate(readout: readout.of(instance, pass: pass)) }
    let record = try learn(trainer, instance, isStopped, count: { trainer.pulseCount }, look)
    return TestedChip(
      record: record,
      state: ChipState(
        parameters: trainer.parameters, mismatch: parts.nodes.mismatch(of: network.fabric, instance)))
  }

  /// Trains, with a look at the test samples before, after every epoch and at the end.
  private func learn(
    _ engine: some LearningEngine, _ instance: ChipInstance, _ isStopped: () -> Bool,
    count: () -> PulseCount?,
    _ look: (_ pass: Int) -> Evaluation
  ) throws -> ChipRecord {
    let batch = max(1, settings.batch)
    let perEpoch = (engine.sampleCount + batch - 1) / batch
    let goal = spec.updates ?? settings.epochs * perEpoch
    var last = look(0)
    let before = last.score
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
      last = look(epoch)
      curve.append(ChipRecord.CurvePoint(updates: updates, accuracy: last.score))
    }
    let devices = subject.trained.conductances.values.reduce(0) { $0 + $1.count }
    return ChipRecord(
      chip: instance.chip, accuracy: last.score, programmedAccuracy: before,
      pulsesPerDevice: count().map { $0.pulsesPerDevice(of: devices) }, curve: curve,
      rmse: subject.data.rootMeanSquareErrors(last))
  }
}

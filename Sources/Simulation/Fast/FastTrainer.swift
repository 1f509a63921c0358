import CKernels
import Diagnostics
import Foundation
import Kernels
import Networks
import Quantities

/// Trains a deep resistive network with the fast engine: float32, a fixed number of sweeps a phase.
///
/// The network must be one that ``ResistiveNetwork/diagnostics(spec:technology:)`` finds fit for `engine: fast`:
/// linear synapses from 0 S up, ideal rectifiers, complementary inputs, one output node a class. Results depend on
/// settings, data, seed and the processor's vector instructions, not on the number of threads or on interruptions.
/// ```swift
/// let trainer = try FastTrainer(network: network, data: data, settings: settings)
/// let result = try trainer.train { print($0.epoch, $0.testError) }
/// ```
public struct FastTrainer: Sendable {
  /// The network.
  public let network: ResistiveNetwork
  /// The samples.
  public let data: Dataset
  /// How it is trained.
  public let settings: TrainingSettings
  /// Threads used; the result does not depend on it.
  public var threads: Int
  fileprivate let rule: any LearningRule

  /// Makes a trainer.
  /// - Throws: located diagnostics for rules and optimizers that this engine cannot do, data that do not fit the
  ///   network, a wrong number of learning rates, or no number of sweeps.
  public init(
    network: ResistiveNetwork, data: Dataset, settings: TrainingSettings, threads: Int? = nil
  ) throws(DiagnosticsError) {
    rule = try LearningMethod(rule: settings.rule, optimizer: settings.optimizer, engine: .fast).rule
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    var found: [Diagnostic] = []
    func check(_ condition: Bool, _ code: String, _ message: String) {
      if !condition { found.append(Diagnostic(.error, code, message, at: settings.rule.name.location)) }
    }
    check(
      settings.sweeps != nil, "GD0414", "the fast engine runs a fixed number of sweeps, which is not given")
    let count = network.connectionCount
    var settings = settings
    if settings.learningRates.count == 1 {
      settings.learningRates = [LearningRate](repeating: settings.learningRates[0], count: count)
    }
    if let rates = settings.biasRates, rates.count == 1 {
      settings.biasRates = [CurrentLearningRate](repeating: rates[0], count: count)
    }
    let given = [settings.learningRates.count] + (settings.biasRates.map { [$0.count] } ?? [])
    check(
      given.allSatisfy { $0 == count }, "GD0407",
      "\(given.map(String.init).joined(separator: " and ")) learning rates for \(count) connections; expected 1 or "
        + "\(count)")
    guard found.isEmpty else { throw DiagnosticsError(found) }
    (self.network, self.data, self.settings) = (network, data, settings)
    self.threads = threads ?? Parallel.processorCount
  }

  /// The state before the first epoch: random conductances, one random stream a connection; bias currents of 0 A.
  public func start() -> TrainingState<BiasedConductances> {
    let philox = Philox(seed: settings.seed)
    let matrices = (0..<network.connectionCount).map { k in
      let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
      return ConductanceMatrix(
        rows: rows, columns: columns,
        siemens: (0..<rows * columns).map { index in
          let share = philox.uniform(
            purpose: RandomPurpose.initial, stream: UInt32(k), index: UInt64(index))
          // As float32, so that a run continued from a checkpoint starts from the same bits.
          return Double(Float(settings.initialConductance(connection: k, share: share)))
        })
    }
    let biases = settings.biasRates.map { _ in
      (0..<network.connectionCount).map { [Double](repeating: 0, count: network.nodeCount($0)) }
    }
    return TrainingState(
      parameters: BiasedConductances(
        conductances: Conductances(connections: matrices), biasCurrents: biases ?? []))
  }

  /// Trains from a state (by default the start) up to the settings' number of epochs.
  /// - Parameters:
  ///   - checkpoint: a file that is replaced atomically after every epoch; see ``resume(_:)``.
  ///   - progress: called after every epoch; throwing from it ends the run, with the checkpoint in place.
  /// - Throws: `Diagnostic` when a nudge leaves no equilibrium or the conductances run away; file errors; what
  ///   `progress` throws.
  public func train(
    from state: TrainingState<BiasedConductances>? = nil, checkpoint: URL? = nil,
    progress: (EpochRecord) throws -> Void = { _ in }
  ) throws -> TrainingState<BiasedConductances> {
    var state = state ?? start()
    let run = FastRun(self)
    run.engine.load(state.parameters)
    while state.epoch < settings.epochs {
      let record = try run.epoch(state.epoch)
      state.history.append(record)
      if checkpoint != nil || state.epoch == settings.epochs { run.engine.store(into: &state.parameters) }
      if let checkpoint { try write(state, to: checkpoint) }
      try progress(record)
    }
    return state
  }

  /// How well parameters classify a set of samples, each relaxed from rest.
  public func evaluate(_ parameters: BiasedConductances, _ set: Samples) -> Evaluation {
    let run = FastRun(self)
    run.engine.load(parameters)
    return run.evaluation(SampleTable(set))
  }

  /// Writes a checkpoint, atomically.
  public func write(_ state: TrainingState<BiasedConductances>, to url: URL) throws {
    try Checkpoint(fingerprint: fingerprint, history: state.history, values: state.parameters.values).write(
      to: url)
  }

  /// Reads a checkpoint of the same network, data and settings (the number of epochs may differ).
  /// - Throws: `Diagnostic` GD0409 that names the file and what is wrong with it.
  public func resume(_ url: URL) throws -> TrainingState<BiasedConductances> {
    var state = start()
    let checkpoint = try Checkpoint(reading: url, fingerprint: fingerprint, like: state.parameters.values)
    state.parameters.values = checkpoint.values
    state.history = checkpoint.history
    return state
  }

  /// A hash of all that decides the result.
  public var fingerprint: String {
    let model = "fast 1; " + ResistiveModel(network).fingerprintText
    return Checksum.text(
      of: Array((model + "; " + settings.fingerprintText).utf8) + data.checksumBytes)
  }
}

/// An engine at work for a trainer: parameters stay in the engine's layout from epoch to epoch.
struct FastRun: Sendable {
  let engine: FastEngine
  private let trainer: FastTrainer
  private let training, test: SampleTable

  init(_ trainer: FastTrainer) {
    self.trainer = trainer
    let net = FastNetwork(trainer.network, sweeps: trainer.settings.sweeps ?? 1)
    engine = FastEngine(net, batch: trainer.settings.batch, threads: trainer.threads)
    training = SampleTable(trainer.data.train)
    test = SampleTable(trainer.data.test)
  }

  /// Trains one epoch and evaluates.
  func epoch(_ index: Int) throws -> EpochRecord {
    let settings = trainer.settings
    let order = Philox(seed: settings.seed).permutation(
      training.count, purpose: RandomPurpose.shuffle, stream: UInt32(truncatingIfNeeded: index))
    let sums = engine.train(training, order: order, settings: epochSettings(index))
    if let weak = sums.weakOutput {
      let nudge = Conductance(si: settings.rule.number(.nudge))
      throw Diagnostic(
        .error, "GD0408",
        "a nudge of -\(nudge) has no equilibrium at output node \(weak.node): its total conductance is "
          + "\(Conductance(si: Double(weak.siemens))), expected more than \(nudge); use a smaller nudge or "
          + "the one-sided estimator")
    }
    guard sums.cost.isFinite else {
      throw Diagnostic(
        .error, "GD0415",
        "training diverged in epoch \(index + 1): the cost is not a number; lower the learning rates",
        at: settings.rule.name.location)
    }
    let result = evaluation(test)
    let count = Double(max(1, training.count))
    return EpochRecord(
      epoch: index + 1, loss: sums.cost / count, trainError: Double(sums.errors) / count,
      testError: 1 - result.accuracy, meanSweeps: Double(engine.net.sweeps), unconverged: 0)
  }

  /// Relaxes a set freely.
  func evaluation(_ samples: SampleTable) -> Evaluation {
    let (predictions, cost) = engine.evaluate(samples)
    return Evaluation(
      predictions: predictions, labels: samples.labels, cost: cost, sweeps: engine.net.sweeps)
  }

  /// How an epoch, counted from 0, is trained.
  func epochSettings(_ index: Int) -> FastEngine.EpochSettings {
    let settings = trainer.settings
    let rule = trainer.rule
    let minibatches = (training.count + max(1, settings.batch) - 1) / max(1, settings.batch)
    // Every plan of a rule has the same span.
    let span = Self.springs(rule.plan(minibatch: 0)).span
    let factor = settings.schedule.factor(epoch: index)
    let scales = engine.net.energyScales
    let output = scales[scales.count - 1]
    // 2 η c_k / (c_out Δβ), without the number of samples.
    let connections = zip(settings.learningRates, scales).map { 2 * $0.si * factor * $1 / (output * span) }
    let biases = settings.biasRates.map { rates in
      zip(rates, scales).map { 2 * $0.si * factor * $1 / (output * span) }
    }
    return FastEngine.EpochSettings(
      batch: settings.batch,
      beta: { minibatch in
        let springs = Self.springs(rule.plan(minibatch: index * minibatches + minibatch))
        return (Float(springs.plus), Float(springs.minus))
      },
      rates: { count in
        let share = 1 / Double(count)
        return FastRates(
          connections: connections.map { $0 * share }, biases: biases.map { $0.map { $0 * share } })
      }, carriesState: settings.carriesState)
  }

  /// Strengths of the springs of both phases (0: none) and the divisor of their contrast, siemens.
  private static func springs(_ plan: GradientPlan) -> (minus: Double, plus: Double, span: Double) {
    func strength(_ point: NudgePoint) -> Double {
      if case .spring(let strength) = point { strength } else { 0 }
    }
    guard plan.kind == .springs, case .contrast(let minus, let plus, let span) = plan else {
      preconditionFailure("not a plan for this engine: \(plan)")
    }
    return (strength(minus), strength(plus), span)
  }
}

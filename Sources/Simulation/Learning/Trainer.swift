import Diagnostics
import Foundation
import Kernels
import Networks
import Quantities

/// One epoch's figures.
public struct EpochRecord: Sendable, Equatable, Codable {
  /// From 1.
  public var epoch: Int
  /// Mean cost of the free states met during the epoch, V².
  public var loss: Double
  /// Share of the training samples whose free state, met during the epoch, named the wrong class.
  public var trainError: Double
  /// Share of the test samples misclassified after the epoch.
  public var testError: Double
  /// Mean sweeps of a phase.
  public var meanSweeps: Double
  /// Phases that ended above the tolerance.
  public var unconverged: Int
}

/// Where a training run stands: all that is needed to continue it.
public struct TrainingState<Parameters: NetworkParameters>: Sendable, Equatable {
  /// What has been learned.
  public var parameters: Parameters
  /// The epochs so far, first to last.
  public var history: [EpochRecord]
  /// The optimizer's arrays: ``Optimizer/slotCount`` for each array of the parameters.
  public var slots: [[Double]]

  /// Makes a state.
  public init(parameters: Parameters, history: [EpochRecord] = [], slots: [[Double]] = []) {
    (self.parameters, self.history, self.slots) = (parameters, history, slots)
  }
  /// Number of finished epochs.
  public var epoch: Int { history.count }
}

/// Trains a model on a data set.
///
/// Every number depends on settings, data and seed only, not on the number of threads or on interruptions.
/// ```swift
/// let trainer = try Trainer(model: ResistiveModel(network), data: data, settings: settings)
/// let result = try trainer.train { print($0.epoch, $0.testError) }
/// ```
public struct Trainer<Model: EnergyModel>: Sendable {
  /// The model.
  public let model: Model
  /// The samples.
  public let data: Dataset
  /// How it is trained.
  public let settings: TrainingSettings
  /// Threads used; the result does not depend on it.
  public var threads: Int
  private let method: LearningMethod

  /// Makes a trainer.
  /// - Throws: located diagnostics for rules and optimizers that this engine cannot do, data that do not fit the
  ///   network, or a wrong number of learning rates.
  public init(
    model: Model, data: Dataset, settings: TrainingSettings, threads: Int? = nil
  ) throws(DiagnosticsError) {
    method = try LearningMethod(rule: settings.rule, optimizer: settings.optimizer, engine: .exact)
    try data.check(inputCount: model.inputCount, classCount: model.classCount)
    var settings = settings
    if settings.learningRates.count == 1 {
      settings.learningRates = [LearningRate](repeating: settings.learningRates[0], count: model.layerCount)
    }
    guard settings.learningRates.count == model.layerCount else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0407",
          "\(settings.learningRates.count) learning rates for \(model.layerCount) connections; expected 1 or "
            + "\(model.layerCount)", at: settings.rule.name.location)
      ])
    }
    (self.model, self.data, self.settings) = (model, data, settings)
    self.threads = threads ?? Parallel.processorCount
  }

  /// The state before the first epoch: uniform conductances of the initial range, one random stream a connection.
  public func start() -> TrainingState<Model.Parameters> {
    let philox = Philox(seed: settings.seed)
    let parameters = model.initialParameters { connection, index in
      let share = philox.uniform(
        purpose: RandomPurpose.initial, stream: UInt32(connection), index: UInt64(index))
      return settings.initialConductance(connection: connection, share: share)
    }
    return TrainingState(parameters: parameters, slots: update.slots(for: parameters))
  }

  private var update: ParameterUpdate {
    ParameterUpdate(optimizer: method.optimizer, devices: IdealUpdate(range: model.parameterRange))
  }

  /// Trains from a state (by default the start) up to the settings' number of epochs.
  /// - Parameters:
  ///   - checkpoint: a file that is replaced atomically after every epoch; see ``resume(_:)``.
  ///   - progress: called after every epoch; throwing from it ends the run, with the checkpoint in place.
  /// - Throws: `Diagnostic` when a nudge leaves no equilibrium; file errors; what `progress` throws.
  public func train(
    from state: TrainingState<Model.Parameters>? = nil, checkpoint: URL? = nil,
    progress: (EpochRecord) throws -> Void = { _ in }
  ) throws -> TrainingState<Model.Parameters> {
    var state = state ?? start()
    let samples = data.train
    let philox = Philox(seed: settings.seed)
    let batchSize = max(1, settings.batch)
    let engine = ExactEngine(model, relaxation: settings.relaxation, threads: threads)
    let update = update
    while state.epoch < settings.epochs {
      let order = philox.permutation(
        samples.count, purpose: RandomPurpose.shuffle, stream: UInt32(truncatingIfNeeded: state.epoch))
      let factor = settings.schedule.factor(epoch: state.epoch)
      let rates = settings.learningRates.map { $0.si * factor }
      var minibatch = state.epoch * ((samples.count + batchSize - 1) / batchSize)
      var (cost, errors, sweeps, phases, unconverged) = (0.0, 0, 0, 0, 0)
      for first in stride(from: 0, to: order.count, by: batchSize) {
        let batch = order[first..<min(first + batchSize, order.count)].map {
          LabeledInput(values: samples.values($0), label: samples.labels[$0])
        }
        let result = try engine.learn(
          method.rule.plan(minibatch: minibatch), &state.parameters, batch: batch
        ) { parameters, gradient in
          update.apply(gradient, to: &parameters, slots: &state.slots, rates: rates, update: minibatch + 1)
        }
        minibatch += 1
        cost += result.cost
        errors += result.errors
        sweeps += result.sweeps
        phases += result.phases
        unconverged += result.unconverged
      }
      let test = Evaluation(
        model, state.parameters, data.test, relaxation: settings.relaxation, threads: threads)
      let count = Double(max(1, samples.count))
      let record = EpochRecord(
        epoch: state.epoch + 1, loss: cost / count, trainError: Double(errors) / count,
        testError: 1 - test.accuracy, meanSweeps: Double(sweeps) / Double(max(1, phases)),
        unconverged: unconverged)
      state.history.append(record)
      if let checkpoint { try write(state, to: checkpoint) }
      try progress(record)
    }
    return state
  }

  /// Writes a checkpoint, atomically.
  public func write(_ state: TrainingState<Model.Parameters>, to url: URL) throws {
    try Checkpoint(
      fingerprint: fingerprint, history: state.history, values: state.parameters.values + state.slots
    ).write(to: url)
  }

  /// Reads a checkpoint of the same network, data and settings (the number of epochs may differ).
  /// - Throws: `Diagnostic` GD0409 that names the file and what is wrong with it.
  public func resume(_ url: URL) throws -> TrainingState<Model.Parameters> {
    var state = start()
    let count = state.parameters.values.count
    let checkpoint = try Checkpoint(
      reading: url, fingerprint: fingerprint, like: state.parameters.values + state.slots)
    state.parameters.values = Array(checkpoint.values.prefix(count))
    state.slots = Array(checkpoint.values.dropFirst(count))
    state.history = checkpoint.history
    return state
  }

  /// A hash of all that decides the result.
  public var fingerprint: String {
    Checksum.text(
      of: Array((model.fingerprintText + "; " + settings.fingerprintText).utf8) + data.checksumBytes)
  }
}

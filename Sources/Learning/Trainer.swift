import Datasets
import Devices
import Diagnostics
import Files
import Kernels
import Quantities

/// The exact engine's trainer: trains any energy model in float64.
package final class Trainer<Model: EnergyModel>: LearningEngine {
  /// The model.
  package let model: Model
  /// The samples.
  package let data: Dataset
  /// How it is trained.
  package let settings: TrainingSettings
  /// Threads used; the result does not depend on it.
  package let threads: Int
  /// What has been learned; at first uniform conductances of the initial range, one random stream a connection.
  package private(set) var parameters: Model.Parameters
  /// The optimizer's arrays: ``Optimizer/slotCount`` for each array of the parameters.
  private var slots: [[Double]]
  package let course: TrainingCourse
  private let update: ParameterUpdate
  private let chip: LearningChip?

  /// Makes a trainer.
  /// - Parameters:
  ///   - devices: what becomes of the optimizer's steps; nil: ideal devices within the model's range.
  ///   - chip: the imperfect chip that learns; nil: an ideal one.
  /// - Throws: located diagnostics for rules and optimizers that this engine cannot do, data that do not fit the
  ///   network, or a wrong number of learning rates.
  package init(
    model: Model, data: Dataset, settings: TrainingSettings, threads: Int? = nil,
    devices: (any DeviceUpdate)? = nil, chip: LearningChip? = nil
  ) throws(DiagnosticsError) {
    self.chip = chip
    precondition(settings.relativeRates == nil, "relative rates are resolved before")
    course = settings.course(
      try LearningMethod(rule: settings.rule, optimizer: settings.optimizer, engine: model.capabilities))
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
    let start = settings
    parameters = model.initialParameters { start.initialConductance(connection: $0, index: $1) }
    if let values = settings.startValues { parameters.values = values }
    let range = model.parameterRange.map(WeightRange.device) ?? .initial(1)
    var optimizers: [any Optimizer] = []
    for k in parameters.values.indices {
      optimizers.append(try Optimizers.make(settings.optimizer.connection(k)).fitted(to: range))
    }
    parameters.values = zip(parameters.values, optimizers).map { $0.map($1.nearest) }
    update = ParameterUpdate(
      optimizers: optimizers, devices: devices ?? IdealUpdate(range: model.parameterRange))
    parameters.values = update.devices.placed(parameters.values)
    slots = update.slots(for: parameters)
  }

  package var values: [[Double]] {
    get { parameters.values + slots }
    set {
      let count = parameters.values.count
      parameters.values = Array(newValue.prefix(count))
      slots = Array(newValue.dropFirst(count))
    }
  }

  package func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    let samples = data.train
    let rates = settings.learningRates.map { $0.si * minibatches.factor }
    let engine = ExactEngine(
      model, relaxation: settings.relaxation, chip: chip, skippedPull: settings.skippedPull,
      vectors: samples.targets.vectors, threads: threads)
    for minibatch in minibatches {
      let batch = minibatch.samples.map {
        TargetedInput(
          values: data.trainingValues($0, epoch: minibatches.epoch), target: samples.target($0))
      }
      var isFinite = true
      let result = try engine.learn(minibatch.plan, &parameters, batch: batch, number: minibatch.update) {
        isFinite = isFinite && $1.values.allSatisfy { $0.allSatisfy(\.isFinite) }
        if isFinite {
          self.update.apply($1, to: &$0, slots: &self.slots, rates: rates, update: minibatch.update)
        }
      }
      progress.samples += batch.count
      guard result.cost.isFinite, isFinite else { throw DivergedError() }
      progress.add(result)
      if settings.reportsResidual { progress.residual = max(progress.residual ?? 0, result.residual) }
      guard goesOn(progress) else { return }
    }
  }

  package func divergence(epoch: Int, _ progress: EpochProgress) -> Diagnostic {
    Divergence(settings).diagnostic(epoch: epoch, progress, from: nil, to: parameters.values)
  }

  package func evaluate() -> Evaluation { evaluation(data.test) }

  package func evaluateValidation() -> Evaluation? { data.validation.map(evaluation) }

  package func writes(updates: Int) -> WriteCount? { update.writes(slots, updates: updates) }

  private func evaluation(_ samples: Samples) -> Evaluation {
    Evaluation(model, parameters, samples, relaxation: settings.relaxation, threads: threads)
  }

  package var fingerprint: String {
    let chip = update.devices.fingerprintText
    let text = model.fingerprintText + "; " + settings.fingerprintText + (chip.isEmpty ? "" : "; " + chip)
    return Checksum.text(
      of: Array(text.utf8) + data.checksumBytes)
  }
}

import Diagnostics
import Kernels
import Networks
import Quantities

/// The exact engine: trains any energy model in float64 by stochastic gradient descent.
public final class Trainer<Model: EnergyModel>: EpochEngine {
  /// The model.
  public let model: Model
  /// The samples.
  public let data: Dataset
  /// How it is trained.
  public let settings: TrainingSettings
  /// Threads used; the result does not depend on it.
  public let threads: Int
  /// What has been learned; at first uniform conductances of the initial range, one random stream a connection.
  public private(set) var parameters: Model.Parameters
  private let rule: any LearningRule

  /// Makes a trainer.
  /// - Throws: located diagnostics for an unknown rule, data that do not fit the network, or a wrong number of
  ///   learning rates.
  public init(
    model: Model, data: Dataset, settings: TrainingSettings, threads: Int? = nil
  ) throws(DiagnosticsError) {
    rule = try LearningRules.make(settings)
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
            + "\(model.layerCount)", at: settings.rule.location)
      ])
    }
    (self.model, self.data, self.settings) = (model, data, settings)
    self.threads = threads ?? Parallel.processorCount
    let philox = Philox(seed: settings.seed)
    parameters = model.initialParameters { connection, index in
      let share = philox.uniform(
        purpose: RandomPurpose.initial, stream: UInt32(connection), index: UInt64(index))
      return settings.initialConductance(connection: connection, share: share)
    }
    if let values = settings.startValues { parameters.values = values }
  }

  public var values: [[Double]] {
    get { parameters.values }
    set { parameters.values = newValue }
  }

  public var sampleCount: Int { data.train.count }

  public func train(
    epoch: Int, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    let samples = data.train
    let order = settings.order(epoch: epoch, count: samples.count)
    let factor = settings.decayFactor(epoch: epoch)
    let rates = settings.learningRates.map { $0.si * factor }
    let batchSize = max(1, settings.batch)
    for first in stride(from: progress.samples, to: order.count, by: batchSize) {
      let batch = order[first..<min(first + batchSize, order.count)].map {
        LabeledInput(values: samples.values($0), label: samples.labels[$0])
      }
      let prepared = model.prepare(parameters)
      let result = try rule.gradient(model, prepared, batch: batch, threads: threads)
      guard result.cost.isFinite, result.gradient.values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
        progress.samples += batch.count
        throw Divergence(settings).diagnostic(epoch: epoch, progress, from: nil, to: parameters.values)
      }
      model.descend(&parameters, along: result.gradient, rates: rates)
      progress.samples += batch.count
      progress.cost += result.cost
      progress.errors += result.errors
      progress.sweeps += result.sweeps
      progress.phases += result.phases
      progress.unconverged += result.unconverged
      if settings.reportsResidual { progress.residual = max(progress.residual ?? 0, result.residual) }
      guard goesOn(progress) else { return }
    }
  }

  public func evaluate() -> Evaluation {
    Evaluation(model, parameters, data.test, relaxation: settings.relaxation, threads: threads)
  }

  public var fingerprint: String {
    Checksum.text(
      of: Array((model.fingerprintText + "; " + settings.fingerprintText).utf8) + data.checksumBytes)
  }
}

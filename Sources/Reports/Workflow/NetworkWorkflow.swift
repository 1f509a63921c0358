import Datasets
import Designs
import Diagnostics
import Foundation
import Prediction
import Specification

/// The stages of a job about a spec's network: data → trained → predicted.
///
/// A stage is computed when it is first asked for, after the stages that it needs, and once; what takes long is taken from what an
/// earlier command has kept with the same inputs, and kept for later ones.
/// ```swift
/// let job = NetworkWorkflow(spec, network: network, files: files, watch: watch)
/// let accuracy = try job.trained().summary.testAccuracy
/// ```
package final class NetworkWorkflow<Network: FamilyNetwork> {
  /// The spec.
  package let spec: Spec<Network.Keys>
  /// The network.
  package let network: Network
  private let files: [SourceFile]
  private let settings: WorkflowSettings
  private let watch: any WorkflowWatch
  private var knownData: Dataset?
  private var knownTraining: TrainingRun<Network>.Result?

  /// A job of which nothing is done.
  /// - Parameters:
  ///   - files: of the parts that the spec names.
  ///   - data: its samples, if they are known.
  package init(
    _ spec: Spec<Network.Keys>, network: Network, files: [SourceFile], data: Dataset? = nil,
    settings: WorkflowSettings = WorkflowSettings(), watch: any WorkflowWatch = QuietWatch()
  ) {
    (self.spec, self.network, self.files, knownData) = (spec, network, files, data)
    (self.settings, self.watch) = (settings, watch)
  }

  /// The samples.
  /// - Throws: `DiagnosticsError` for data that are not there.
  package func data() throws -> Dataset {
    if let knownData { return knownData }
    let data = try DataSets.load(DataRequest(spec: spec))
    knownData = data
    return data
  }

  /// The trained weights: trained in software, taken from a file or from an earlier command.
  /// - Throws: what ``TrainingRun/run(checkpoint:start:isStopped:report:)`` throws.
  package func trained() throws -> TrainingRun<Network>.Result {
    if let knownTraining { return knownTraining }
    var stage = TrainingStage(
      spec, network: network, files: files, data: try data(), weights: settings.weights,
      isNeeded: settings.needsTraining, threads: settings.threads)
    (stage.checkpoint, stage.start) = (settings.trainingCheckpoint, settings.trainingStart)
    stage.cache = settings.cache
    let run = stage
    let result = try watch.training(lossUnit: Network.lossUnit) { isStopped, report in
      try run.run(isStopped: isStopped, report: report)
    }
    knownTraining = result
    return result
  }

  /// What chips of the family are worth; nil for a family without any.
  /// - Parameters:
  ///   - checkpoint: as ``PredictionRun/run(checkpoint:start:executor:isStopped:report:)`` has it.
  /// - Throws: as that.
  package func predicted(
    _ request: PredictionRequest, checkpoint: URL? = nil, start: TrainingStart = .automatic
  ) throws -> PredictionSummary? {
    let trained = try trained()
    let trials = try network.trials(
      spec, trained: trained.parameters, softwareAccuracy: trained.summary.testAccuracy, data: data())
    return try trials.map { try predicted($0, request, checkpoint: checkpoint, start: start) }
  }

  /// What the chips of trials are worth.
  package func predicted(
    _ trials: any PredictionTrials, _ request: PredictionRequest, curves: [KeyCurveTrials] = [],
    checkpoint: URL? = nil, start: TrainingStart = .automatic
  ) throws -> PredictionSummary {
    var run = PredictionRun(trials, request, curves: curves, threads: settings.threads)
    run.cache = settings.cache
    return try watch.prediction(of: request, named: trials.facts.name) { isStopped, report in
      try run.run(checkpoint: checkpoint, start: start, isStopped: isStopped, report: report)
    }
  }
}

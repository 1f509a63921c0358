import Datasets
import Designs
import Diagnostics
import Estimation
import Foundation
import Mapping
import Prediction
import Resistive
import Specification
import Verification

/// The stages of a job about a chip: design → data → trained → activity → estimate → predicted → findings.
///
/// As ``NetworkWorkflow``: a stage is computed when it is first asked for, and once.
/// ```swift
/// let job = ChipWorkflow(design, settings: settings, watch: watch)
/// print(try job.estimate().estimates[0].area)  // loads the data, trains and simulates, as far as nobody has
/// ```
package final class ChipWorkflow {
  /// The chip.
  package let design: ChipDesign
  private let software: NetworkWorkflow<ResistiveNetwork>
  private let settings: WorkflowSettings
  private let watch: any WorkflowWatch
  private var knownEstimate: EstimateRun.Result?
  private var knownStates: TrainedDesign?

  /// A job of which nothing is done.
  /// - Parameter data: its samples, if they are known.
  package init(
    _ design: ChipDesign, data: Dataset? = nil, settings: WorkflowSettings = WorkflowSettings(),
    watch: any WorkflowWatch = QuietWatch()
  ) {
    (self.design, self.settings, self.watch) = (design, settings, watch)
    software = NetworkWorkflow(
      design.spec, network: design.resistive, files: design.technologyFiles, data: data, settings: settings,
      watch: watch)
  }

  /// The samples; as ``NetworkWorkflow/data()``.
  package func data() throws -> Dataset { try software.data() }

  /// The trained weights; as ``NetworkWorkflow/trained()``.
  package func trained() throws -> ChipTraining.Result { try software.trained() }

  /// What the chip does, and what it costs.
  /// - Parameter measuringSignals: whether the signal budget is wanted too.
  /// - Throws: what ``EstimateRun/result()`` throws, and the stages before.
  package func estimate(measuringSignals: Bool = false) throws -> EstimateRun.Result {
    if let knownEstimate, knownEstimate.signals != nil || !measuringSignals { return knownEstimate }
    var run = EstimateRun(
      design: design, trained: try trained().parameters.conductances, data: try data(),
      measuresSignals: measuringSignals, threads: settings.threads)
    run.cache = settings.cache
    let result = try run.result()
    if result.isKept { watch.keptActivity() }
    knownEstimate = result
    return result
  }

  /// The states and signals of the trained network that rules look at.
  package func states() throws -> TrainedDesign {
    if let knownStates { return knownStates }
    let parameters = try trained().parameters
    let states = TrainedDesign(
      design, parameters.conductances, hasBiasCurrents: !parameters.biasCurrents.isEmpty, data: try data(),
      threads: settings.threads)
    knownStates = states
    return states
  }

  /// The trials of its chips.
  package func trials() throws -> SpecTrials { try SpecTrials(design, trained: trained(), data: data()) }

  /// What its chips are worth; as ``NetworkWorkflow/predicted(_:_:curves:checkpoint:start:)``.
  /// - Parameter trials: instead of its own.
  package func predicted(
    _ request: PredictionRequest, trials: (any PredictionTrials)? = nil, curves: [KeyCurveTrials] = [],
    checkpoint: URL? = nil, start: TrainingStart = .automatic
  ) throws -> PredictionSummary {
    try software.predicted(
      trials ?? self.trials(), request, curves: curves, checkpoint: checkpoint, start: start)
  }

  /// What rules and limits say.
  /// - Parameters:
  ///   - stage: how far the job is to go; before the weights nothing is trained.
  ///   - figures: those of the stages before.
  ///   - estimates: the typical corner first; what could not be priced is not there.
  ///   - prediction: nil: none was asked for.
  package func findings(
    upTo stage: CheckStage, figures: DesignFigures, estimates: [Estimate], prediction: PredictionSummary?
  ) throws -> DesignFindings {
    try DesignFindings(
      design.spec.limits, upTo: stage, figures: figures, prediction: prediction,
      subject: RuleSubject(
        design, trained: stage >= .estimate ? states() : nil, estimates: estimates, threads: settings.threads)
    )
  }
}

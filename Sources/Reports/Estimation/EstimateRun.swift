import Activity
import Datasets
import Designs
import Diagnostics
import Estimation
import Fabrics
import Learning
import Mapping
import Specification

/// Estimates a trained chip at the corners of its spec.
package struct EstimateRun {
  /// What came out.
  package struct Result: Sendable {
    /// One a corner, as the spec asks for.
    package var estimates: [Estimate]
    /// What the chip was simulated to do.
    package var activity: ChipActivity
    /// How it is written while it learns; nil when that could not be simulated.
    package var updates: UpdateActivity?
    /// What a nudge moves against what reads it; nil where it was not asked for or there is nothing to look at.
    package var signals: LearningSignals?
    /// What is not priced, and other reasons to doubt.
    package var warnings: [Diagnostic]
    /// Whether nothing was simulated, since an earlier command had done so.
    package var isKept = false
  }

  /// What prices follow from.
  private struct Simulated: Codable {
    var activity: ChipActivity
    var updates: UpdateActivity?
  }

  private let design: ChipDesign
  private let trained: Conductances
  private let data: Dataset
  private let threads: Int?
  private let measuresSignals: Bool
  /// Where what was simulated is kept; nil: nowhere.
  package var cache: ResultCache?

  /// Prepares the estimate of a design.
  /// - Parameters:
  ///   - trained: its conductances.
  ///   - data: its test samples are fed, its training samples learned from.
  ///   - measuresSignals: whether the signal budget is wanted too.
  package init(
    design: ChipDesign, trained: Conductances, data: Dataset, measuresSignals: Bool = false,
    threads: Int? = nil
  ) {
    (self.design, self.trained, self.data, self.threads) = (design, trained, data, threads)
    self.measuresSignals = measuresSignals
  }

  /// Simulates and prices the chip.
  /// - Throws: `DiagnosticsError` for what the technology does not price; `Diagnostic` for a phase without equilibrium.
  package func run() throws -> [Estimate] { try result().estimates }

  private static func isFinite(_ estimate: Estimate) -> Bool {
    let figures: [Double?] = [
      estimate.area.amount.si, estimate.energyPerInference.amount.si, estimate.latencyPerInference.amount.si,
      estimate.energyPerTrainingExample.amount.si, estimate.latencyPerTrainingExample.amount.si,
      estimate.leakage.amount.si, estimate.endurance?.wornByTraining,
    ]
    return figures.allSatisfy { $0?.isFinite ?? true }
  }

  /// Fewer test samples than a spec asks for; the default is no wish.
  private func sampleWarnings(_ estimate: EstimateSpec) -> [Diagnostic] {
    guard estimate.samples > max(data.test.count, EstimateSpec.standard.samples) else { return [] }
    return [
      Diagnostic(
        .warning, "GD1080",
        "\(estimate.samples) test samples are to be simulated, and \(data.name) has \(data.test.count): all of them are",
        at: estimate.corner.location, suggestion: "samples: \(data.test.count)")
    ]
  }

  /// Simulates and prices the chip, with all that the figures follow from.
  /// - Throws: as ``run()``.
  package func result() throws -> Result {
    let chip = design.chip
    let spec = try RelativeRates.resolved(
      design.spec, network: design.resistive, data: data, threads: threads)
    let rule = try LearningRules.make(RuleSettings(spec.training, seed: spec.seed))
    let sequence = PhaseSequence(
      rule.plan(minibatch: 0), nudge: chip.fabric.output.nudge,
      center: spec.prediction.inSitu.center.value, skips: spec.training.skip != nil)
    var isKept = true
    let stage = KeptStage<Simulated>(
      cache, SpecKey.chip("activity", design.spec, design.technologyFiles, trained, data))
    let simulated = try stage.value {
      isKept = false
      return Simulated(
        activity: try ChipActivity(
          design.network.model(of: nil), chip, trained, samples: data.test.prefix(spec.estimate.samples),
          sequence: sequence,
          precision: spec.estimate.precision.si,
          skippedPull: TrainingSettings(spec: spec, network: design.resistive).skippedPull, threads: threads),
        updates: sequence.learns && spec.estimate.updates > 0
          ? try UpdateActivity(
            design.resistive, chip, spec: spec, trained: trained, data: data, updates: spec.estimate.updates,
            threads: threads)
          : nil)
    }
    let (activity, updates) = (simulated.activity, simulated.updates)
    let estimator = Estimator(chip, spec: spec, sequence: sequence, activity: activity, updates: updates)
    let conditions = spec.estimate.corner.value.corners.map {
      Estimate.Conditions(corner: $0, temperature: spec.estimate.temperature.value)
    }
    let estimates = try conditions.map { try estimator.estimate($0) }
    guard estimates.allSatisfy(Self.isFinite) else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1081",
          "figures of this chip are beyond all numbers: constants of technology '\(design.technology.name)', or the "
            + "clock and temperature of estimate, are too large or too small", at: spec.technology.location)
      ])
    }
    return Result(
      estimates: estimates, activity: activity, updates: updates,
      signals: measuresSignals
        ? LearningSignals(design, trained: trained, data: data, cache: cache, threads: threads) : nil,
      warnings: (try conditions.first.map { try estimator.warnings($0) } ?? [])
        + sampleWarnings(spec.estimate), isKept: isKept)
  }
}

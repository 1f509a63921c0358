import Diagnostics
import Estimation
import Mapping
import Networks
import Simulation
import Specification

/// Estimates a trained chip at the corners of its spec.
public struct EstimateRun {
  /// What came out.
  public struct Result: Sendable {
    /// One a corner, as the spec asks for.
    public var estimates: [Estimate]
    /// What the chip was simulated to do.
    public var activity: ChipActivity
    /// How it is written while it learns; nil when that could not be simulated.
    public var updates: UpdateActivity?
    /// What is not priced, and other reasons to doubt.
    public var warnings: [Diagnostic]
  }

  private let design: ChipDesign
  private let trained: Conductances
  private let data: Dataset
  private let threads: Int?

  /// Prepares the estimate of a design.
  /// - Parameters:
  ///   - trained: its conductances.
  ///   - data: its test samples are fed, its training samples learned from.
  public init(design: ChipDesign, trained: Conductances, data: Dataset, threads: Int? = nil) {
    (self.design, self.trained, self.data, self.threads) = (design, trained, data, threads)
  }

  /// Simulates and prices the chip.
  /// - Throws: `DiagnosticsError` for what the technology does not price; `Diagnostic` for a phase without equilibrium.
  public func run() throws -> [Estimate] { try result().estimates }

  /// Simulates and prices the chip, with all that the figures follow from.
  /// - Throws: as ``run()``.
  public func result() throws -> Result {
    let chip = design.chip
    let spec = try RelativeRates.resolved(design.spec, network: design.network, data: data, threads: threads)
    let rule = try LearningRules.make(RuleSettings(spec.training, seed: spec.seed))
    let sequence = PhaseSequence(rule.plan(minibatch: 0))
    let activity = try ChipActivity(
      chip, trained, samples: data.test.prefix(spec.estimate.samples), sequence: sequence,
      precision: spec.estimate.precision.si, threads: threads)
    let updates =
      sequence.learns && spec.estimate.updates > 0
      ? try UpdateActivity(
        chip, spec: spec, trained: trained, data: data, updates: spec.estimate.updates, threads: threads)
      : nil
    let estimator = Estimator(chip, spec: spec, sequence: sequence, activity: activity, updates: updates)
    let conditions = spec.estimate.corner.value.corners.map {
      Estimate.Conditions(corner: $0, temperature: spec.estimate.temperature)
    }
    return Result(
      estimates: try conditions.map { try estimator.estimate($0) }, activity: activity, updates: updates,
      warnings: try conditions.first.map { try estimator.warnings($0) } ?? [])
  }
}

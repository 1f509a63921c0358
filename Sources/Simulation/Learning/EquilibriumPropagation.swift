import Networks
import Quantities
import Specification

/// Equilibrium propagation (Scellier & Bengio 2017, doi 10.3389/fncom.2017.00024).
///
/// With F = E + c_out β C and s_β its equilibrium, dC/dθ is the limit of
///
///   1/(c_out β) [∂E/∂θ(s_β) − ∂E/∂θ(s_0)]          (one-sided; error O(β)), or
///   1/(2 c_out β) [∂E/∂θ(s_β) − ∂E/∂θ(s_−β)]       (centered; error O(β²), Laborieux et al. 2021,
///                                                    doi 10.3389/fnins.2021.633674).
///
/// For a conductance ∂E/∂g = c_k φ(r − v), local to the synapse. Both nudged phases start from the free state.
public struct EquilibriumPropagation: LearningRule {
  public static let name = "equilibrium-propagation"
  public static let summary =
    "the gradient of the cost from equilibria with and without a nudge, local to each synapse; one-sided or centered"
  public static let reference =
    "B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017), doi 10.3389/fncom.2017.00024; "
    + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021), doi 10.3389/fnins.2021.633674"
  /// Which equilibria the gradient is taken from.
  public var estimator: GradientEstimator
  /// β.
  public var nudge: Conductance
  /// When a phase ends.
  public var relaxation: Relaxation

  /// Makes the rule.
  public init(estimator: GradientEstimator, nudge: Conductance, relaxation: Relaxation) {
    (self.estimator, self.nudge, self.relaxation) = (estimator, nudge, relaxation)
  }

  public init(_ settings: TrainingSettings) {
    self.init(estimator: settings.estimator, nudge: settings.nudge, relaxation: settings.relaxation)
  }

  private struct SampleResult<Model: EnergyModel>: Sendable {
    var drive: Model.Drive
    var minus: Model.State
    var plus: Model.State
    var cost: Double
    var isError: Bool
    var reports: [RelaxationReport]
  }

  public func gradient<Model: EnergyModel>(
    _ model: Model, _ prepared: Model.Prepared, batch: [LabeledInput], threads: Int
  ) throws -> BatchResult<Model.Parameters> {
    if estimator == .centered { try model.checkNudge(-nudge.si, prepared) }
    let samples = Parallel.map(count: batch.count, threads: threads) { i in
      equilibria(model, prepared, batch[i])
    }
    let span = estimator == .centered ? 2 * nudge.si : nudge.si
    let gradient = model.derivativeDifference(
      from: samples.map(\.minus), to: samples.map(\.plus), samples.map(\.drive),
      scale: 1 / (span * Double(max(1, batch.count))), threads: threads)
    var result = BatchResult(
      gradient: gradient, cost: 0, errors: 0, sweeps: 0, phases: 0, unconverged: 0, residual: 0)
    for sample in samples {
      result.cost += sample.cost
      result.errors += sample.isError ? 1 : 0
      for report in sample.reports {
        result.sweeps += report.sweeps
        result.phases += 1
        result.unconverged += report.converged ? 0 : 1
        result.residual = max(result.residual, report.residual)
      }
    }
    return result
  }

  private func equilibria<Model: EnergyModel>(
    _ model: Model, _ prepared: Model.Prepared, _ sample: LabeledInput
  ) -> SampleResult<Model> {
    let drive = model.drive(sample.values, prepared)
    let target = model.target(ofClass: sample.label)
    var free = model.restingState()
    var reports = [relaxation.run(model, &free, drive, prepared, nudge: nil)]
    let values = model.classValues(of: free)
    let cost = zip(values, target).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) }
    var plus = free
    reports.append(
      relaxation.run(model, &plus, drive, prepared, nudge: Nudge(conductance: nudge, target: target)))
    var minus = free
    if estimator == .centered {
      reports.append(
        relaxation.run(model, &minus, drive, prepared, nudge: Nudge(conductance: -nudge, target: target)))
    }
    return SampleResult(
      drive: drive, minus: minus, plus: plus, cost: cost,
      isError: Evaluation.prediction(values) != sample.label,
      reports: reports)
  }
}

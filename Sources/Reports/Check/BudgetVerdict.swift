import Diagnostics
import Learning
import Quantities
import Specification
import Verification

/// Whether a limit is held.
package struct BudgetVerdict: Sendable, Hashable, Codable {
  /// What can come out.
  package enum Outcome: String, Sendable, Codable {
    /// It is held.
    case pass
    /// It is missed.
    case fail
    /// The chips that were simulated do not say with the asked confidence.
    case uncertain
    /// The figure is not known at the stage that was run.
    case unknown
  }

  /// Key in `limits:`.
  package var limit: String
  /// Code of its message.
  package var code: String
  /// What came out.
  package var outcome: Outcome
  /// The limit and the figure in the coherent SI unit; no figure when it is not known.
  package var bound: Double
  package var value: Double?
  /// The unit.
  package var unit: String
  /// In words.
  package var detail: String
  /// Where the limit is written.
  package var location: SourceLocation

  init(_ budget: Budget, value: Double?, outcome: Outcome, detail: String) {
    (limit, code, bound, unit) = (budget.key, budget.code, budget.bound, budget.unit)
    (location, self.value, self.outcome, self.detail) = (budget.location, value, outcome, detail)
  }

  init(
    limit: String, code: String, outcome: Outcome, bound: Double, value: Double?, unit: String = "1",
    detail: String, at location: SourceLocation
  ) {
    (self.limit, self.code, self.outcome, self.bound) = (limit, code, outcome, bound)
    (self.value, self.unit, self.detail, self.location) = (value, unit, detail, location)
  }

  /// The message about it; nil when the limit is held.
  package var diagnostic: Diagnostic? {
    switch outcome {
    case .pass: nil
    case .fail: Diagnostic(.error, code, "limits.\(limit): missed: \(detail)", at: location)
    case .uncertain: Diagnostic(.warning, code, "limits.\(limit): not certain: \(detail)", at: location)
    case .unknown: Diagnostic(.note, "GD1119", "limits.\(limit): not judged: \(detail)", at: location)
    }
  }

  /// The verdicts on all limits of a spec.
  /// - Parameters:
  ///   - figures: what is known of the design.
  ///   - prediction: nil when no chips were sampled.
  ///   - stage: how far the design was taken.
  static func all(
    of limits: LimitsSpec, figures: DesignFigures, _ prediction: PredictionSummary?, asked stage: CheckStage
  ) throws -> [BudgetVerdict] {
    try all(of: prediction, limits: limits) + Budget.all(of: limits).map { $0.verdict(figures, asked: stage) }
      + (limits.die.map { try DieBudget(die: $0).verdicts(figures) } ?? [])
  }

  /// The verdicts on accuracy and yield, one a mode of the prediction.
  ///
  /// They are those of the prediction's own tests at its confidence; a figure on the right side of a limit that chance could
  /// have put there is not certain, never a pass.
  static func all(of prediction: PredictionSummary?, limits: LimitsSpec) -> [BudgetVerdict] {
    guard let accuracy = limits.score else { return [] }
    let (key, code, bound, location) =
      limits.yield.map { ("yield", "GD1121", $0.value.si, $0.location) }
      ?? (limits.accuracy == nil ? "r-squared" : "accuracy", "GD1120", accuracy.value.si, accuracy.location)
    guard let prediction else {
      return [
        BudgetVerdict(
          limit: key, code: code, outcome: .unknown, bound: bound, value: nil,
          detail: "judged from stage '\(CheckStage.predict.rawValue)' on", at: location)
      ]
    }
    return prediction.predictions.map { one in
      let figures = one.accuracy
      let isYield = limits.yield != nil
      let outcome: Outcome =
        one.verdict.map { $0.isCertain ? ($0.isMet ? .pass : .fail) : .uncertain } ?? .uncertain
      return BudgetVerdict(
        limit: key, code: code, outcome: outcome, bound: bound, value: isYield ? figures.yield : figures.mean,
        detail: text(one, isYield: isYield, bound, accuracy.value.si, prediction), at: location)
    }
  }

  private static func text(
    _ one: PredictionSummary.Prediction, isYield: Bool, _ bound: Double, _ accuracy: Double,
    _ prediction: PredictionSummary
  ) -> String {
    let (figures, metric) = (one.accuracy, prediction.usedMetric)
    func interval(_ low: Double?, _ high: Double?, _ metric: Metric = .accuracy) -> String {
      guard let low, let high else { return "" }
      return
        " (\(metric.text(low)) to \(metric.text(high)) at \(Figure.percent(prediction.confidence)) confidence)"
    }
    let chips = "\(figures.chips) chip\(figures.chips == 1 ? "" : "s"), \(one.mode.rawValue)"
    if isYield {
      return "\(Figure.percent(figures.yield ?? 0)) of the chips reach \(metric.text(accuracy))"
        + interval(figures.yieldLow, figures.yieldHigh)
        + ", \(Figure.percent(bound)) are asked, with \(chips)"
    }
    return "the mean \(metric.name) is \(metric.text(figures.mean))"
      + interval(figures.meanLow, figures.meanHigh, metric)
      + ", \(metric.text(bound)) is asked, with \(chips)"
  }
}

import Diagnostics
import Quantities
import Specification
import Verification

/// A limit of a spec that a figure is held against.
struct Budget: Sendable {
  /// Key in `limits:`.
  let key: String
  /// Code of its messages.
  let code: String
  /// The figure that is judged.
  let figure: String
  /// The first stage that knows the figure.
  let stage: CheckStage
  /// The limit in the coherent SI unit.
  let bound: Double
  /// The unit.
  let unit: String
  /// Whether the figure must not be above, rather than not below.
  let isUpper: Bool
  /// Where the limit is written.
  let location: SourceLocation

  /// The budgets of a spec that are judged by one figure: all but accuracy, yield and die.
  static func all(of limits: LimitsSpec) -> [Budget] {
    func budget<D: Dimension>(
      _ key: String, _ code: String, figure: String? = nil, _ stage: CheckStage,
      _ limit: Located<Quantity<D>>?,
      isUpper: Bool = true
    ) -> Budget? {
      limit.map {
        Budget(
          key: key, code: code, figure: figure ?? key, stage: stage, bound: $0.value.si,
          unit: key == "pads" ? "" : D.unit,
          isUpper: isUpper, location: $0.location)
      }
    }
    let pads = limits.pads.map { Located(Ratio(si: Double($0.value)), at: $0.location) }
    return [
      budget("area", "GD1122", .estimate, limits.area),
      budget("energy-per-inference", "GD1123", .estimate, limits.energyPerInference),
      budget(FigureName.latencyPerInference.rawValue, "GD1124", .estimate, limits.latency),
      budget("energy-per-training-example", "GD1125", .estimate, limits.energyPerTrainingExample),
      budget("ir-drop", "GD1126", .chip, limits.irDrop),
      budget("utilization", "GD1127", .chip, limits.utilization, isUpper: false),
      budget("pads", "GD1129", .estimate, pads),
      budget(
        "training", "GD0475", figure: "software-accuracy", .estimate, limits.training?.value.atLeast,
        isUpper: false),
    ].compactMap { $0 }
  }

  /// The first stage that can judge all limits of a spec.
  static func stage(for limits: LimitsSpec) -> CheckStage {
    if limits.score != nil || limits.yield != nil { return .predict }
    let training: CheckStage = limits.training == nil ? .chip : .estimate
    return max(all(of: limits).map(\.stage).max() ?? .chip, training)
  }

  /// The verdict on a figure.
  /// - Parameter asked: the stage that was run.
  func verdict(_ figures: DesignFigures, asked: CheckStage) -> BudgetVerdict {
    guard let figure = figures[figure] ?? figures[DesignFigure.id(figure, .rSquared)] else {
      let detail = asked < stage ? "judged from stage '\(stage.rawValue)' on" : "the figure is not known"
      return BudgetVerdict(self, value: nil, outcome: .unknown, detail: detail)
    }
    let holds = isUpper ? figure.value <= bound : figure.value >= bound
    return BudgetVerdict(
      self, value: figure.value, outcome: holds ? .pass : .fail,
      detail: "\(figure.text) \(isUpper ? "of at most" : "where at least") "
        + "\(DesignFigure.text(bound, unit: unit))" + (isUpper ? "" : " is asked"))
  }
}

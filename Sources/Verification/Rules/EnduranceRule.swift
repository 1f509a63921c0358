import Diagnostics
import Quantities

extension DesignRule {
  /// Write pulses of the planned training against what a device stands.
  static let endurance = DesignRule(code: "GD1113", stage: .estimate) { subject in
    guard let endurance = subject.estimates.first?.endurance else { return RuleOutcome() }
    let worn = endurance.wornByTraining
    let figure = DesignFigure(
      "wear", "Share of the endurance that the planned training takes", worn, better: .lower)
    guard worn > 0.1 else { return RuleOutcome(figures: [figure]) }
    return RuleOutcome(
      [
        Diagnostic(
          worn > 1 ? .error : .warning, "GD1113",
          "the planned training takes \(percent(worn)) of the \(Ratio(si: endurance.pulses).formatted(digits: 3)) pulses that a "
            + "device stands", at: subject.spec.training.rule.location,
          advice: "fewer epochs, larger batches or a threshold for updates")
      ], figures: [figure])
  }
}

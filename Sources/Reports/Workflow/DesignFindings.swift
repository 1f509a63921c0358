import Designs
import Diagnostics
import Mapping
import Prediction
import Specification
import Verification

/// What the rules say of a design, and how it meets its limits.
package struct DesignFindings {
  /// Codes of the rules and limits that were looked at.
  package private(set) var checks: [String] = []
  /// What they found, rules before limits.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Figures of all stages, those of the rules last.
  package private(set) var figures: DesignFigures
  /// What figures are made of.
  package private(set) var parts: [DesignFigure] = []
  /// How the limits are met.
  package let verdicts: [BudgetVerdict]
  /// What the tiles lose in their wires.
  package private(set) var tileLoads: [TileLoad] = []

  /// - Parameters:
  ///   - figures: of the stages before.
  ///   - prediction: nil: none was asked for.
  ///   - subject: what rules look at; nil: there are none, as of a network that is not mapped.
  /// - Throws: what solving tiles and relaxing samples throws.
  init(
    _ limits: LimitsSpec, upTo stage: CheckStage, figures: DesignFigures, prediction: PredictionSummary?,
    subject: RuleSubject?
  ) throws {
    self.figures = figures
    if let subject {
      for rule in DesignRule.all where rule.stage <= stage {
        let found = try rule.outcome(subject)
        checks.append(rule.code)
        diagnostics += found.diagnostics
        self.figures.add(found.figures)
        parts += found.parts
      }
      tileLoads = subject.tileLoads
    }
    verdicts = try BudgetVerdict.all(of: limits, figures: self.figures, prediction, asked: stage)
    for verdict in verdicts {
      let code = verdict.outcome == .unknown ? "GD1119" : verdict.code
      if !checks.contains(code) { checks.append(code) }
      if let diagnostic = verdict.diagnostic { diagnostics.append(diagnostic) }
    }
  }
}

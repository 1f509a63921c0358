import Diagnostics
import Foundation
import Specification
import Verification

/// What the checks of one spec found, before the spec's own `checks:` and a baseline are heeded: what the cache keeps.
struct SpecFacts: Sendable, Codable {
  /// Name of the chip; nil when the spec could not be read.
  var name: String?
  /// How far it was taken.
  var stage: CheckStage
  /// Codes of the checks that were run.
  var checks: [String]
  /// What was found.
  var diagnostics: [Diagnostic]
  /// Figures of the design.
  var figures = DesignFigures()
  /// Figures of parts of the chip.
  var parts: [DesignFigure] = []
  /// Limits.
  var verdicts: [BudgetVerdict] = []

  /// A spec that ends before any check.
  init(stage: CheckStage, _ error: DiagnosticsError) {
    self.init(name: nil, stage: stage, checks: [], diagnostics: error.diagnostics)
  }

  init(name: String?, stage: CheckStage, checks: [String], diagnostics: [Diagnostic]) {
    (self.name, self.stage, self.checks, self.diagnostics) = (name, stage, checks, diagnostics)
  }
}

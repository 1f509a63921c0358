import Diagnostics
import Specification
import Verification

/// The checks of one spec, with what its `checks:` say and the baseline.
package struct SpecReport: Sendable {
  /// The spec file, as the user named it.
  package let spec: String
  /// Name of the chip; nil when the spec could not be read.
  package let name: String?
  /// How far it was taken.
  package let stage: CheckStage
  /// What was found.
  package let inspection: Inspection
  /// Limits.
  package let verdicts: [BudgetVerdict]
  /// Figures of the design, and of parts of the chip.
  package let figures: DesignFigures
  package let parts: [DesignFigure]
  /// Figures beside the baseline's; nil without one.
  package let changes: [Baseline.Change]?
  /// Whether all of it was kept from an earlier run.
  package let isKept: Bool

  init(path: String, _ outcome: SpecCheck.Outcome, baseline: Baseline?) {
    let facts = outcome.facts
    (spec, name, stage, isKept) = (path, facts.name, facts.stage, outcome.isKept)
    (figures, parts, verdicts) = (facts.figures, facts.parts, facts.verdicts)
    var (diagnostics, checks) = (facts.diagnostics, facts.checks)
    changes = baseline.flatMap { facts.name == nil ? nil : $0.changes(path, facts.figures) }
    if let baseline, facts.name != nil {
      checks += Baseline.codes
      diagnostics += Self.diagnostics(changes, baseline, at: outcome.location)
    }
    let found = Set(diagnostics.map(\.code))
    diagnostics += outcome.checks.unused(found: found, ran: checks, stage: facts.stage)
    if !outcome.checks.entries.isEmpty { checks.append("GD1140") }
    inspection = Inspection(
      input: path, checks: checks, findings: diagnostics.map { outcome.checks.apply(to: $0) })
  }

  private static func diagnostics(
    _ changes: [Baseline.Change]?, _ baseline: Baseline, at place: SourceLocation
  ) -> [Diagnostic] {
    guard let changes else {
      return [
        Diagnostic(
          .warning, "GD1132", "the baseline '\(baseline.url.lastPathComponent)' has no figures of this spec",
          at: place, advice: "--update-baseline")
      ]
    }
    return changes.filter(\.isRegression).map {
      Diagnostic(.error, "GD1130", "worse than the baseline: \($0.text)", at: place)
    }
  }
}

extension ChecksSpec {
  /// Suppressions of checks that were run and found nothing: what they excuse has gone.
  func unused(found: Set<String>, ran: [String], stage: CheckStage) -> [Diagnostic] {
    let catalogue = ExplanationCatalogue()
    return entries.compactMap { entry in
      let code = entry.code.value
      guard case .suppressed = entry.setting, !found.contains(code) else { return nil }
      // Warnings of the input and of a training come from no check of their own.
      let hasRun =
        switch catalogue[code]?.origin {
        case .input: true
        case .training: stage >= .estimate
        case .check, .environment, nil: false
        }
      guard ran.contains(code) || hasRun else { return nil }
      return Diagnostic(
        .warning, "GD1140", "nothing of \(code) was found, so this suppression has no effect; remove it",
        at: entry.code.location)
    }
  }
}

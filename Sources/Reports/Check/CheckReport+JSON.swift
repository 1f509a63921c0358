import Diagnostics
import Verification

extension CheckReport {
  /// The report as JSON; its keys are stable.
  /// - Parameter severity: from which on a finding counts.
  package func json(failingOn severity: Severity) throws -> String {
    try JSONText.of(Document(self, failingOn: severity))
  }

  private struct Document: Encodable {
    var version = Version.current
    var passes: Bool
    var specs: [Item]

    init(_ report: CheckReport, failingOn severity: Severity) {
      passes = report.end(failingOn: severity) == .passed
      specs = report.specs.map { Item($0, failingOn: severity) }
    }
  }

  private struct Item: Encodable {
    var spec: String
    var name: String?
    var stage: CheckStage
    var passes: Bool
    var errors, warnings, suppressed: Int
    var checks: [String]
    var findings: [Message]
    var limits: [BudgetVerdict]
    var figures, parts: [DesignFigure]
    var baseline: [Baseline.Change]?

    init(_ report: SpecReport, failingOn severity: Severity) {
      let inspection = report.inspection
      (spec, name, stage) = (report.spec, report.name, report.stage)
      passes = inspection.passes(failingOn: severity)
      (errors, warnings) = (inspection.count(.error), inspection.count(.warning))
      suppressed = inspection.findings.count { $0.suppression != nil }
      checks = inspection.checks
      findings = inspection.findings.map(Message.init)
      (limits, figures, parts) = (report.verdicts, report.figures.figures, report.parts)
      baseline = report.changes
    }
  }

  private struct Message: Encodable {
    var severity: Severity
    var code, message: String
    var file: String?
    var line, column, length: Int?
    var suggestion, advice, suppressed: String?

    init(_ finding: Finding) {
      let diagnostic = finding.diagnostic
      (severity, code, message) = (diagnostic.severity, diagnostic.code, diagnostic.message)
      (file, line) = (diagnostic.location?.file, diagnostic.location?.line)
      (column, length) = (diagnostic.location?.column, diagnostic.location?.length)
      (suggestion, advice) = (diagnostic.suggestion, diagnostic.advice)
      suppressed = finding.suppression?.reason
    }
  }
}

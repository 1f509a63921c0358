import Diagnostics
import Quantities
import Verification

extension CheckReport {
  /// The report for a terminal: messages with their source lines, limits, and a line a spec.
  /// - Parameters:
  ///   - severity: from which on a finding counts.
  ///   - colours: whether to use ANSI colours.
  package func text(failingOn severity: Severity, colours: Bool = false) -> String {
    specs.map { text($0, failingOn: severity, colours) }.joined() + summary(failingOn: severity) + "\n"
  }

  /// What all specs come to, on one line: "3 specs: 2 passed, 1 failed; 1 error, 4 warnings".
  func summary(failingOn severity: Severity) -> String {
    let inspections = specs.map(\.inspection)
    let passed = inspections.count { $0.passes(failingOn: severity) }
    let outcomes = [
      passed > 0 || specs.isEmpty ? "\(passed.grouped) passed" : nil,
      passed < specs.count ? "\((specs.count - passed).grouped) failed" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    let counts = [
      Self.count(inspections.reduce(0) { $0 + $1.count(.error) }, "error"),
      Self.count(inspections.reduce(0) { $0 + $1.count(.warning) }, "warning"),
    ].compactMap { $0 }.joined(separator: ", ")
    return "\(specs.count.grouped) spec\(specs.count == 1 ? "" : "s"): \(outcomes)"
      + (counts.isEmpty ? "" : "; \(counts)")
  }

  private func text(_ report: SpecReport, failingOn severity: Severity, _ colours: Bool) -> String {
    let renderer = TerminalRenderer(colours: colours)
    let inspection = report.inspection
    // The renderer's own colours are not texts of anybody else.
    let head = renderer.render(inspection.findings.filter { $0.suppression == nil }.map(\.diagnostic))
    var out = ""
    for finding in inspection.findings {
      guard let suppression = finding.suppression else { continue }
      out += "suppressed: \(finding.diagnostic.code) \(finding.diagnostic.message.onOneLine)\n"
      out += "  because: \(suppression.reason)\n"
    }
    for verdict in report.verdicts {
      out += "  \(verdict.outcome.rawValue.padding(9)) \(verdict.limit): \(verdict.detail)\n"
    }
    if let changes = report.changes {
      for change in changes where change.isRegression || change.isImprovement {
        out += "  \(change.isRegression ? "worse    " : "better   ") \(change.text)\n"
      }
    }
    let counts = [
      Self.count(inspection.count(.error), "error"), Self.count(inspection.count(.warning), "warning"),
      Self.count(inspection.findings.count { $0.suppression != nil }, "suppressed", plural: "suppressed"),
    ].compactMap { $0 }
    out +=
      "\(report.spec): \(inspection.passes(failingOn: severity) ? "passed" : "failed")"
      + " at stage \(report.stage.rawValue)" + (counts.isEmpty ? "" : ", " + counts.joined(separator: ", "))
      + "\n"
    return head + out.printable
  }

  private static func count(_ number: Int, _ word: String, plural: String? = nil) -> String? {
    number == 0 ? nil : "\(number) \(number == 1 ? word : plural ?? word + "s")"
  }
}

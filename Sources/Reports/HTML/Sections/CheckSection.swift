import Quantities
import Verification

/// Checks: what was found in the spec and on the chip, and what circuit simulators say.
enum CheckSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    var blocks: [ReportBlock] = []
    if !content.verdicts.isEmpty { blocks.append(.table("Limits of the spec", limits(content.verdicts))) }
    if let findings = content.findings {
      blocks.append(
        findings.isEmpty
          ? .text("The rules of the spec\(content.chip == nil ? "" : " and of the chip") found nothing.")
          : .findings(findings.map { ReportFinding($0, sources: content.sources) }))
    }
    if let verification = content.verification {
      blocks.append(.table("Netlists against circuit simulators", table(verification)))
    }
    return blocks.isEmpty ? nil : ReportSection(id: "checks", title: "Checks", blocks: blocks)
  }

  private static func limits(_ verdicts: [BudgetVerdict]) -> DataTable {
    DataTable(
      [.text("limit"), .text("verdict"), .text("why")],
      verdicts.map { [$0.limit, $0.outcome.rawValue, $0.detail] })
  }

  private static func table(_ report: VerificationReport) -> DataTable {
    DataTable(
      [
        .text("check"), .text("verdict"), .number("measured"), .number("tolerance"), .number("values"),
        .text("of what"),
      ],
      report.checks.map { entry in
        func number(_ value: Double?) -> String { value.map { Ratio(si: $0).typeset(digits: 3) } ?? "" }
        return [
          entry.id, entry.verdict.rawValue, number(entry.measured), number(entry.tolerance),
          entry.count.map(String.init) ?? "", entry.reason ?? entry.title,
        ]
      })
  }
}

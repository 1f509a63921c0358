import Quantities
import Verification

/// Checks: what was found in the spec and on the chip, and what circuit simulators say.
enum CheckSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    var blocks: [ReportBlock] = []
    if let diagnostics = content.diagnostics {
      blocks.append(
        diagnostics.isEmpty
          ? .text("The rules of the spec\(content.chip == nil ? "" : " and of the chip") found nothing.")
          : .findings(diagnostics.map { ReportFinding($0, sources: content.sources) }))
    }
    if let verification = content.verification {
      blocks.append(.table("Netlists against circuit simulators", table(verification)))
    }
    return blocks.isEmpty ? nil : ReportSection(id: "checks", title: "Checks", blocks: blocks)
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

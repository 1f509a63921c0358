import Diagnostics
import Foundation

extension SiliconTable {
  /// As a page of Markdown: what the figures say, the chips, the facts, every figure, and the inputs that were fitted.
  package var markdown: String {
    (headline + [""] + chipTable + [""] + factTable + [""] + figureTable + fittedTable + noteLines)
      .joined(separator: "\n") + "\n"
  }

  private var headline: [String] {
    let fits = rows.count { $0.fitted != nil }
    return [
      "**\(facts.count) independent facts** in \(rows.count) published figures; the estimates of "
        + "\(facts.count { $0.isClose }) lie within a factor of two. To \(fits) figures inputs of the descriptions were fitted, "
        + "and \(rows.count - fits - facts.count) repeat a fact: the same slope at another operating point, the same core in "
        + "another chip, an area beside the density that was reckoned from it.",
      "",
      "The facts are areas and energies of matrices that are read. None tests learning, settling or the amplifiers: these "
        + "chips neither learn nor relax.",
    ]
  }

  private var chipTable: [String] {
    [
      "| chip | published figures | of them fitted | independent facts | within a factor of two | geometric mean of "
        + "estimated / published |",
      "|---|---|---|---|---|---|",
    ]
      + summary.map { chip in
        "| \(MarkdownText.cell(chip.chip)) | \(chip.figures) | \(chip.fitted) | \(chip.facts) | \(chip.close) | "
          + "\(chip.meanRatio.map(Self.number) ?? "–") |"
      }
  }

  private var factTable: [String] {
    [
      "| fact | chip | figure | published figures that are it | estimated / published |",
      "|---|---|---|---|---|",
    ]
      + facts.enumerated().map { index, fact in
        "| \(index + 1) | \(MarkdownText.cell(fact.chip)) | \(fact.figure) | \(fact.figures) | "
          + "\(Self.number(fact.ratio)) |"
      }
  }

  private var figureTable: [String] {
    [
      "| chip | operating point | figure | published | estimated (error bar) | ratio | counts |",
      "|---|---|---|---|---|---|---|",
    ]
      + rows.map { row in
        let note = row.reason.flatMap(notes.firstIndex).map { " [\($0 + 1)]" } ?? ""
        return
          "| \(MarkdownText.cell(row.chip)) | \(MarkdownText.cell(row.point)) | \(row.figure) | \(Self.number(row.published)) \(row.unit) | "
          + "\(Self.number(row.estimated)) (\(Self.number(row.low)) to \(Self.number(row.high))) | "
          + "\(Self.number(row.ratio))\(note) | \(count(row)) |"
      }
  }

  /// What a figure counts as.
  private func count(_ row: Row) -> String {
    if row.fitted != nil { return "fitted" }
    return facts.firstIndex { $0.datum == row.datum }.map { "fact \($0 + 1)" } ?? "as a fitted one"
  }

  private var fittedTable: [String] {
    guard !fitted.isEmpty else { return [] }
    return ["", "| chip | fitted input | to | how |", "|---|---|---|---|"]
      + fitted.map { one in
        "| \(MarkdownText.cell(one.chip)) | \(MarkdownText.cell(one.input.input)) | "
          + "\(one.input.figures.joined(separator: ", ")) | \(MarkdownText.cell(one.input.note)) |"
      }
  }

  /// Why figures are missed, each once.
  private var notes: [String] {
    rows.compactMap(\.reason).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private var noteLines: [String] {
    notes.isEmpty
      ? [] : [""] + notes.enumerated().map { "[\($0 + 1)] \(MarkdownText.cell($1))" }
  }

  /// Three significant digits, without an exponent.
  static func number(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    let decimals = max(0, 2 - Int(floor(log10(abs(value)))))
    return String(format: "%.\(decimals)f", value)
  }
}

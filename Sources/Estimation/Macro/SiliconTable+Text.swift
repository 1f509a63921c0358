import Diagnostics
import Foundation

extension SiliconTable {
  /// As a page of Markdown: a summary of the chips, then every figure.
  public var markdown: String {
    var lines = [
      "| chip | independent figures | within a factor of two | geometric mean of estimated / published |",
      "|---|---|---|---|",
    ]
    for chip in summary {
      lines.append(
        "| \(MarkdownText.cell(chip.chip)) | \(chip.figures) | \(chip.close) | \(Self.number(chip.meanRatio)) |"
      )
    }
    lines += [
      "",
      "| chip | operating point | figure | published | estimated (error bar) | ratio |",
      "|---|---|---|---|---|---|",
    ]
    var notes: [String] = []
    for row in rows {
      let marks = [row.reason, row.caveat].compactMap { $0 }.map { note in
        if !notes.contains(note) { notes.append(note) }
        return " [\((notes.firstIndex(of: note) ?? 0) + 1)]"
      }
      lines.append(
        "| \(MarkdownText.cell(row.chip)) | \(MarkdownText.cell(row.point)) | \(row.figure) | \(Self.number(row.published)) \(row.unit) | "
          + "\(Self.number(row.estimated)) (\(Self.number(row.low)) to \(Self.number(row.high))) | "
          + "\(Self.number(row.ratio))\(marks.joined()) |")
    }
    if !notes.isEmpty { lines.append("") }
    for (index, note) in notes.enumerated() { lines.append("[\(index + 1)] \(MarkdownText.cell(note))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Three significant digits, without an exponent.
  static func number(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    let decimals = max(0, 2 - Int(floor(log10(abs(value)))))
    return String(format: "%.\(decimals)f", value)
  }
}

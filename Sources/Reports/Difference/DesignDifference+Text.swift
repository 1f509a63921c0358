import Diagnostics
import Verification

extension DesignDifference {
  /// Rows of a part shown at most; the others are counted.
  private static let rowLimit = 40

  /// The parts that are not empty, as titles and rows: what, before, after, note.
  private var sections: [(title: String, rows: [[String]])] {
    func rows(_ changes: [Change]) -> [[String]] {
      changes.map { [$0.name, $0.old ?? "—", $0.new ?? "—", ""] }
    }
    let figureRows = figures.map { figure in
      [
        figure.title, figure.oldText ?? "—", figure.newText ?? "—",
        [
          figure.change.map(Baseline.Change.signedPercent), figure.isBetter.map { $0 ? "better" : "worse" },
        ].compactMap { $0 }.joined(separator: ", "),
      ]
    }
    return [
      ("Settings", rows(settings)), ("Figures", figureRows), ("Tiles", rows(tiles)),
      ("Modules of the netlist", rows(modules)), ("Ports of the chip", rows(ports)),
      ("Warnings", rows(warnings)), ("Files", rows(files)),
    ].filter { !$0.1.isEmpty }.map { title, rows in
      let more = rows.count - Self.rowLimit
      let shown = more > 0 ? Array(rows.prefix(Self.rowLimit)) + [["… and \(more) more", "", "", ""]] : rows
      return (title, shown)
    }
  }

  /// Tables for a terminal.
  package var text: String {
    guard !isEmpty else { return "\(old) and \(new) are the same\n" }
    var out = "\(old) → \(new)\n"
    for (title, rows) in sections {
      out += "\n\(title)\n"
      let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
      for row in rows {
        let line = (0..<3).map { row[$0].padding(widths[$0]) } + [row[3]]
        var text = "  " + line.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        out += text + "\n"
      }
    }
    return out
  }

  /// Tables in Markdown, for a comment on a pull request.
  package var markdown: String {
    let (old, new) = (MarkdownText.code(old), MarkdownText.code(new))
    guard !isEmpty else { return "\(old) and \(new) are the same.\n" }
    var out = "### \(old) → \(new)\n"
    for (title, rows) in sections {
      out += "\n**\(title)**\n\n| what | before | after | |\n|---|---|---|---|\n"
      for row in rows { out += "| " + row.map(MarkdownText.cell).joined(separator: " | ") + " |\n" }
    }
    return out
  }
}

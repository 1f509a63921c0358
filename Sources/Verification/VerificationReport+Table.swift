extension VerificationReport {
  /// The report as a table for a terminal, with the worst place of each check below it.
  package func table() -> String {
    let rows = checks.map { entry in
      [
        entry.id, entry.measured.map(Figure.text) ?? "-", entry.tolerance.map(Figure.text) ?? "-",
        entry.verdict.rawValue, entry.count.map(String.init) ?? "-",
      ]
    }
    let head = ["check", "measured", "tolerance", "verdict", "values"]
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return padded.joined(separator: "  ").trimmingSuffix()
    }
    var lines = [line(head), line(widths.map { String(repeating: "-", count: $0) })]
    for (entry, row) in zip(checks, rows) {
      lines.append(line(row))
      if let reason = entry.reason {
        lines += reason.split(separator: "\n").map { "    \($0)" }
      }
      if entry.verdict != .skipped, let worst = entry.worst {
        lines.append("    worst: \(worst.place): expected \(worst.expected), found \(worst.found)")
      }
      if entry.verdict != .skipped { lines += entry.notes.map { "    \($0)" } }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// Without spaces at the end.
  fileprivate func trimmingSuffix() -> String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}

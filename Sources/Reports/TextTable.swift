/// Columns of text, the first two to the left, the others to the right.
struct TextTable {
  let lines: [String]

  init(_ rows: [[String]]) {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    lines = rows.map { row in
      let line = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < 2 && row.count > 7 || column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
      return "  " + line
    }
  }
}

extension String {
  /// The text with spaces after it.
  package func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

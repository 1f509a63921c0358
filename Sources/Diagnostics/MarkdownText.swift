/// Text in Markdown, where any page shows it: it makes no markup of its own, and no mention of anybody.
package enum MarkdownText {
  /// The text as the cell of a table.
  package static func cell(_ text: String) -> String {
    var out = ""
    for scalar in text.onOneLine.unicodeScalars {
      switch scalar {
      case "\\", "|", "`", "[", "]": out += "\\"
      case "<":
        out += "&lt;"
        continue
      // An invisible mark that no letter joins: `@name` would write to somebody.
      case "@":
        out += "&#64;"
        continue
      default: break
      }
      out.unicodeScalars.append(scalar)
    }
    return out
  }

  /// The text as code in a line.
  package static func code(_ text: String) -> String {
    let line = text.onOneLine
    // A run of backticks ends at one of its own length only.
    let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? fence + line + fence : "\(fence) \(line) \(fence)"
  }
}

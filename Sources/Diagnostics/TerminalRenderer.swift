/// Shows diagnostics to a person: place, message, the source line with the place underlined, and a fix.
///
/// ```
/// chip.yaml:12:9: error: network.bias: '0.9' has no unit; expected a voltage such as 0.9 V [GD0206]
///   12 |   bias: 0.9
///      |         ^~~
///      = write: 0.9 V
/// ```
package struct TerminalRenderer: Sendable {
  /// Whether to use ANSI colours.
  package var colours: Bool
  /// Files at hand; others are read when a diagnostic points into them.
  package var sources: [SourceFile]

  /// Columns of source text shown of a long line.
  private static let window = 100

  /// Makes a renderer.
  package init(colours: Bool = false, sources: [SourceFile] = []) {
    (self.colours, self.sources) = (colours, sources)
  }

  /// The text of some diagnostics, each ended by a line break.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    var files: [String: SourceLines?] = [:]
    for source in sources { files[source.path] = SourceLines(source) }
    var out = ""
    for diagnostic in diagnostics { render(diagnostic, to: &out, &files) }
    return out
  }

  private func render(_ diagnostic: Diagnostic, to out: inout String, _ files: inout [String: SourceLines?]) {
    head(diagnostic.severity, diagnostic.message, code: diagnostic.code, at: diagnostic.location, to: &out)
    let gutter = source(at: diagnostic.location, diagnostic.severity, to: &out, &files)
    if let suggestion = diagnostic.suggestion {
      out += gutter + "= write: " + styled("32", suggestion.onOneLine) + "\n"
    }
    if let advice = diagnostic.advice { out += gutter + "= help: " + advice.printable + "\n" }
    for note in diagnostic.notes {
      head(.note, note.message, code: nil, at: note.location, to: &out)
      _ = source(at: note.location, .note, to: &out, &files)
    }
  }

  private func head(
    _ severity: Severity, _ message: String, code: String?, at location: SourceLocation?, to out: inout String
  ) {
    if let location {
      out += styled("1", "\(location.file.onOneLine):\(location.line):\(location.column):") + " "
    }
    out += styled(Self.colour(severity), "\(severity.rawValue):") + " " + message.onOneLine
    out += (code.map { " [\($0)]" } ?? "") + "\n"
  }

  /// Writes the source line and the underline; returns the gutter for lines that follow.
  private func source(
    at location: SourceLocation?, _ severity: Severity, to out: inout String,
    _ files: inout [String: SourceLines?]
  ) -> String {
    guard let location else { return "  " }
    if files[location.file] == nil {
      files[location.file] = .some((try? SourceFile.read(location.file)).map { SourceLines($0) })
    }
    guard let line = files[location.file]??.line(location.line) else { return "  " }
    let number = "\(location.line)"
    let gutter = "  " + String(repeating: " ", count: number.count) + " "
    let excerpt = Self.excerpt(line, location)
    out += "  \(number) | \(excerpt.text)\n"
    out += gutter + "| " + String(repeating: " ", count: excerpt.indent)
    out += styled(Self.colour(severity), "^" + String(repeating: "~", count: excerpt.length - 1)) + "\n"
    return gutter
  }

  /// The part of a line around a place as a terminal shows it, and where the underline goes in columns.
  static func excerpt(
    _ line: [Unicode.Scalar], _ location: SourceLocation
  ) -> (text: String, indent: Int, length: Int) {
    let start = min(location.column - 1, line.count)
    let end = min(start + location.length, line.count)
    // A long line is cut so that the place stays in view.
    let first = start > window * 3 / 4 ? start - window / 4 : 0
    let last = min(line.count, first + window)
    var text = first > 0 ? "…" : ""
    var column = text.isEmpty ? 0 : 1
    var (indent, stop) = (column, column)
    for index in first..<last {
      if index == start { indent = column }
      let scalar = line[index]
      if scalar == "\t" {
        let width = 4 - column % 4
        text += String(repeating: " ", count: width)
        column += width
      } else {
        let shown = scalar.isTerminalControl ? "\u{FFFD}" : scalar
        text.unicodeScalars.append(shown)
        column += shown.terminalWidth
      }
      if index < end { stop = column }
    }
    // The place may be just behind the last character.
    if start >= last { indent = column }
    if last < line.count { text += "…" }
    return (text, indent, max(1, stop - indent))
  }

  private static func colour(_ severity: Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func styled(_ code: String, _ text: String) -> String {
    colours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

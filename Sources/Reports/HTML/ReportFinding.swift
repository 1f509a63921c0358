import Diagnostics

/// A diagnostic as the template has it.
struct ReportFinding: Sendable {
  let severity, code, message: String
  let place: [String]
  /// The source line with the place underlined, and what would be right.
  let excerpt: [String]

  init(_ diagnostic: Diagnostic, sources: [SourceFile]) {
    (severity, code, message) = (diagnostic.severity.rawValue, diagnostic.code, diagnostic.message)
    place = diagnostic.location.map { ["\($0.file):\($0.line):\($0.column)"] } ?? []
    // The renderer's first line is the message.
    let lines = TerminalRenderer(sources: sources).render([diagnostic]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst().joined(separator: "\n")
    excerpt = rest.isEmpty ? [] : [rest]
  }
}

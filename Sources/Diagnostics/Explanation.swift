/// The page of a diagnostic code: what it means, why it matters and how to mend it.
package struct Explanation: Sendable, Hashable, Codable {
  /// `GD0107`.
  package var code: String
  /// One line.
  package var title: String
  /// How bad it usually is; a spec may say otherwise for checks.
  package var severity: Severity
  /// What its messages tell of.
  package var origin: Origin
  /// What the code's first two digits stand for: `Mapping`.
  package var area: String
  /// The page, as Markdown.
  package var text: String

  /// What messages tell of: it decides how a command ends, and whether a spec may change their severity.
  package enum Origin: String, Sendable, Codable, CaseIterable {
    /// The input: a spec, a file, a command line. Nothing comes after an error of it.
    case input
    /// A training, or a network before one: told by commands that train alone.
    case training
    /// A check of a readable spec and its chip.
    case check
    /// What the environment lacks: a data set, a program, memory, threads.
    case environment
  }

  /// Reads the pages of one area.
  ///
  /// The file's first line is `# 05 Mapping`; a page begins with `## GD0501 error check: Title`, without an origin for one of input.
  /// - Returns: nil for a text that is not written so.
  static func pages(_ markdown: String) -> [Explanation]? {
    var area: String?
    var pages: [Explanation] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        guard let area, let page = head(line.dropFirst(3), area: area) else { return nil }
        pages.append(page)
      } else if line.hasPrefix("# "), area == nil {
        area = String(line.dropFirst(2).drop { $0.isNumber || $0 == " " })
      } else if !pages.isEmpty {
        pages[pages.count - 1].text += line + "\n"
      }
    }
    for index in pages.indices { pages[index].text = trimmed(pages[index].text) }
    return pages
  }

  /// `GD0501 error check: Title`.
  private static func head(_ line: Substring, area: String) -> Explanation? {
    let parts = line.split(separator: ":", maxSplits: 1)
    let words = parts.first?.split(separator: " ") ?? []
    guard parts.count == 2, (2...3).contains(words.count),
      let severity = Severity(rawValue: String(words[1])),
      let origin = words.count == 2 ? .input : Origin(rawValue: String(words[2]))
    else { return nil }
    return Explanation(
      code: String(words[0]), title: String(parts[1].dropFirst()), severity: severity, origin: origin,
      area: area, text: "")
  }

  private static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last == "" { lines.removeLast() }
    return lines.drop { $0 == "" }.joined(separator: "\n") + "\n"
  }
}

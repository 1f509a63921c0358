import Foundation

/// A page of Markdown, as far as the tests look into it.
struct MarkdownPage {
  /// A fenced block of code.
  struct Block {
    /// What stands behind the opening fence: `sh`, `yaml`, `sh long`.
    var info: String
    var lines: [String]
    /// Its lines, each with a line end.
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  /// A table or block that repeats lines of a file: `<!-- quoted: PATH -->` stands before it.
  struct Quote {
    var path: String
    var lines: [String]
  }

  let url: URL
  let text: String
  /// Lines outside of fenced blocks.
  private(set) var prose: [String] = []
  private(set) var blocks: [Block] = []
  private(set) var quotes: [Quote] = []

  init(_ url: URL) throws {
    self.url = url
    text = try String(contentsOf: url, encoding: .utf8)
    var open: Block?
    var quote: Quote?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          open = Block(info: String(line.dropFirst(3)), lines: [])
        }
      } else if open != nil {
        open?.lines.append(line)
        quote?.lines.append(line)
        continue
      } else {
        prose.append(line)
        if let match = line.wholeMatch(of: /<!-- quoted: (\S+) -->/) {
          quote = Quote(path: String(match.1), lines: [])
        } else if !line.isEmpty {
          quote?.lines.append(line)
        }
      }
      if open == nil, line.isEmpty || line.hasPrefix("```"), let found = quote {
        quotes.append(found)
        quote = nil
      }
    }
    if let quote { quotes.append(quote) }
  }

  /// Every page of the project, by its path in it.
  static func all() throws -> [String: MarkdownPage] {
    let project = Program.project
    let manager = FileManager.default
    var paths = try manager.contentsOfDirectory(atPath: project.path)
    for folder in ["Sources", "Tests", "specs", "generated", "tools"] {
      paths += try manager.subpathsOfDirectory(atPath: project.appendingPathComponent(folder).path)
        .map { "\(folder)/\($0)" }
    }
    return try Dictionary(
      uniqueKeysWithValues: paths.filter { $0.hasSuffix(".md") }
        .map { ($0, try MarkdownPage(project.appendingPathComponent($0))) })
  }

  /// Where links and pictures lead.
  var links: [String] {
    prose.flatMap { line in
      line.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    }
  }

  /// Code within lines.
  var spans: [String] { prose.flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.1) } } }

  /// The anchors of its headings, as GitHub makes them.
  var anchors: Set<String> {
    var found: Set<String> = []
    for line in prose {
      guard let match = line.wholeMatch(of: /#{1,6} (.+)/) else { continue }
      let title = match.1.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }.lowercased()
      let anchor = title.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
        .replacing(" ", with: "-")
      var (name, number) = (anchor, 0)
      while !found.insert(name).inserted {
        number += 1
        name = "\(anchor)-\(number)"
      }
    }
    return found
  }
}

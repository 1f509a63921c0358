import Diagnostics

extension YAMLNode {
  /// The node as YAML that parses to the same node, places aside: mappings in block style with two spaces a
  /// level, lists of scalars on one line. Ended by a line break.
  package var yamlText: String {
    var out = ""
    writeBlock(to: &out, indent: 0)
    return out
  }

  /// Lines of comment, each of one text, whatever it holds.
  static func comments(_ texts: [String]) -> String { texts.map { "# \($0.onOneLine)\n" }.joined() }

  /// Writes the node as what follows "key:" or starts a document; each line is ended.
  private func writeBlock(to out: inout String, indent: Int) {
    let margin = String(repeating: "  ", count: indent)
    switch content {
    case .mapping(let entries) where !entries.isEmpty:
      for entry in entries {
        out += margin + Self.scalarText(entry.key, isPlain: true) + ":"
        entry.value.writeValue(to: &out, indent: indent)
      }
    case .sequence(let items) where !items.allSatisfy(\.isScalar):
      for item in items {
        out += margin + "-"
        if case .mapping(let entries) = item.content, !entries.isEmpty {
          // The first key stands behind the dash, the others below it.
          var inner = ""
          item.writeBlock(to: &inner, indent: indent + 1)
          out += " " + inner.dropFirst(2 * (indent + 1))
        } else {
          item.writeValue(to: &out, indent: indent)
        }
      }
    default: out += margin + flowText + "\n"
    }
  }

  private func writeValue(to out: inout String, indent: Int) {
    switch content {
    case .mapping(let entries) where !entries.isEmpty:
      out += "\n"
      writeBlock(to: &out, indent: indent + 1)
    case .sequence(let items) where !items.allSatisfy(\.isScalar):
      out += "\n"
      writeBlock(to: &out, indent: indent + 1)
    default: out += " " + flowText + "\n"
    }
  }

  /// The node on one line.
  private var flowText: String {
    switch content {
    case .scalar(let text, let isPlain): Self.scalarText(text, isPlain: isPlain)
    case .sequence(let items): "[" + items.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping: "{}"
    }
  }

  private var isScalar: Bool { if case .scalar = content { true } else { false } }

  /// A scalar from text that is text: quoted where plain it would be something else.
  package static func text(_ text: String) -> YAMLNode {
    YAMLNode(.scalar(text, isPlain: isSafePlain(text) && CoreScalar(text) == .text), at: nowhere)
  }

  /// A scalar that is a number, a quantity or null.
  package static func plain(_ text: String) -> YAMLNode {
    YAMLNode(.scalar(text, isPlain: true), at: nowhere)
  }

  /// A mapping of keys in order.
  package static func map(_ entries: [(String, YAMLNode)]) -> YAMLNode {
    YAMLNode(.mapping(entries.map { Entry(key: $0.0, keyLocation: nowhere, value: $0.1) }), at: nowhere)
  }

  /// A list.
  package static func list(_ items: [YAMLNode]) -> YAMLNode { YAMLNode(.sequence(items), at: nowhere) }

  private static var nowhere: SourceLocation { SourceLocation(file: "", line: 1, column: 1) }

  private static func scalarText(_ text: String, isPlain: Bool) -> String {
    if isPlain, isSafePlain(text) { return text }
    return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// Whether text stays whole as a plain scalar in any context; errs on the side of quotes.
  private static func isSafePlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.last != UInt8(ascii: " ") else { return false }
    func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    let isSigned = first == UInt8(ascii: "-") && text.utf8.dropFirst().first.map(isWord) == true
    return (isWord(first) || isSigned) && !text.hasPrefix("...") && !text.hasPrefix("---")
      && text.utf8.allSatisfy { isWord($0) || " -+^%".utf8.contains($0) }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default:
      scalar.isTerminalControl
        ? "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16) : String(scalar)
    }
  }
}

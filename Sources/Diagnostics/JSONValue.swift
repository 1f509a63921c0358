/// A JSON value whose objects keep their order, so that the same value always prints as the same bytes.
package enum JSONValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number as its decimal text, so that no digit of a 64-bit integer is lost.
  case number(String)
  /// Text, not yet escaped.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in the order they are printed.
  case object([(key: String, value: JSONValue)])

  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number("\(value)") }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }

  /// A finite number; infinities and NaN, which JSON lacks, become null.
  package init(_ value: Double) {
    guard value.isFinite else {
      self = .null
      return
    }
    let text = "\(value)"
    self = .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  /// An integer.
  package init(_ value: Int) { self = .number("\(value)") }

  package static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text(pretty: false)) }

  /// The JSON text, without a line break at the end.
  /// - Parameter pretty: two spaces of indentation a level; otherwise one line.
  package func text(pretty: Bool = true) -> String {
    var out = ""
    write(to: &out, indent: pretty ? 0 : nil)
    return out
  }

  private func write(to out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let digits): out += digits
    case .string(let text): Self.quote(text, to: &out)
    case .array(let items):
      Self.bracket("[", "]", items.count, &out, indent) { out, index, inner in
        items[index].write(to: &out, indent: inner)
      }
    case .object(let members):
      Self.bracket("{", "}", members.count, &out, indent) { out, index, inner in
        Self.quote(members[index].key, to: &out)
        out += indent == nil ? ":" : ": "
        members[index].value.write(to: &out, indent: inner)
      }
    }
  }

  private static func bracket(
    _ open: String, _ close: String, _ count: Int, _ out: inout String, _ indent: Int?,
    _ item: (inout String, Int, Int?) -> Void
  ) {
    out += open
    for index in 0..<count {
      if index > 0 { out += "," }
      if let indent { out += "\n" + String(repeating: "  ", count: indent + 1) }
      item(&out, index, indent.map { $0 + 1 })
    }
    if count > 0, let indent { out += "\n" + String(repeating: "  ", count: indent) }
    out += close
  }

  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      // Controls beyond ASCII are legal in JSON, but not in the JavaScript or the terminal it is often pasted into.
      case _ where scalar.isTerminalControl: out += JSONText.escape(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}

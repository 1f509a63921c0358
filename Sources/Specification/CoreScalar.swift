/// What a plain scalar means by YAML 1.2's core schema. `yes`, `no`, `on` and `off` are text, as an editor that
/// checks the JSON Schema sees them too.
enum CoreScalar: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text

  init(_ text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    default: self = Self.number(text).map { .number($0) } ?? .text
    }
  }

  /// A decimal number: sign, digits with a point, exponent.
  static func number(_ text: String) -> Double? {
    guard text.utf8.count <= 400, let first = text.utf8.first,
      first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      // Double() also reads hexadecimal, "inf" and "nan".
      text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
    else { return nil }
    // Double() wants a digit on both sides of the exponent only; YAML's ".5" and "5." are the same to it.
    return Double(text)
  }
}

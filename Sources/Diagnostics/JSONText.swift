import Foundation

/// JSON with sorted keys and fixed formatting: the same value gives the same bytes.
package enum JSONText {
  /// The text of a value, with a newline at the end.
  /// - Throws: what the encoder throws for numbers that JSON cannot hold.
  package static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
  }

  /// JSON whose texts hold no control as it is; the encoder escapes those of ASCII alone.
  ///
  /// Whatever is not ASCII stands inside a text, so the escape is the same text.
  static func escaped(_ json: String) -> String {
    guard json.utf8.contains(where: { $0 >= 0x7F }) else { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      if scalar.value >= 0x7F, scalar.isTerminalControl {
        result += escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A character as JSON's hexadecimal escape, beyond 16 bits as two.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    UTF16.encode(scalar).map { units in
      units.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    } ?? ""
  }
}

import Foundation

/// JSON with sorted keys and fixed formatting: the same value gives the same bytes.
public enum JSONText {
  /// The text of a value, with a newline at the end.
  /// - Throws: what the encoder throws for numbers that JSON cannot hold.
  public static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

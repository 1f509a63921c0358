import Diagnostics
import Specification

/// The references that constants may cite, by key.
struct SourceList: Sendable {
  /// Key to full reference.
  private(set) var references: [String: String] = [:]

  /// A file of references, or the `sources:` block of one: a mapping of keys to references.
  static let schema = Schema<[(key: Located<String>, value: String)]>.map(
    of: .string(example: "\"A. Author, A title, A journal 1, 2 (2023). doi:10.1000/1\""),
    keys: "[A-Z][A-Z0-9_]*")

  /// Keys in order.
  var keys: [String] { references.keys.sorted() }

  /// Adds entries; a key that means something else already is reported, since a citation must mean one thing.
  mutating func add(_ entries: [(key: Located<String>, value: String)], _ context: inout DecodingContext) {
    for (key, reference) in entries {
      if let known = references[key.value], known != reference {
        context.error(
          "GD0308", "the source '\(key.value)' exists already; a source of one's own needs another key",
          at: key.location)
      } else {
        references[key.value] = reference
      }
    }
  }
}

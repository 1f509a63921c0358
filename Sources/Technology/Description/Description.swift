import Foundation

/// What a technology or one of its parts consists of, with the origin of every constant: the content of
/// `grenadyn describe NAME`.
package struct Description: Sendable, Equatable, Encodable {
  /// One constant or choice.
  package struct Fact: Sendable, Equatable, Encodable {
    /// The keys that lead to it in the part's file: `write.set-threshold`.
    package var key: String
    /// The value with its unit, or a word such as `unlimited`.
    package var value: String
    /// Key of the source; nil for an assumption and for a choice that needs no origin.
    package var source: String?
    /// The source's full reference.
    package var reference: String?
    /// Why the value was assumed; nil for a published one.
    package var assumption: String?
    /// Which table of the source is meant, or how the value follows from it.
    package var note: String?
  }

  /// What kind of part: `technology`, `process`, `device`, `neuron`, `peripherals`.
  package var kind: String
  /// Its name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Its constants, in the order of the file.
  package var facts: [Fact]
  /// The parts of a technology; empty for a part.
  package var parts: [Description]

  /// The constants of this and of its parts.
  package var allFacts: [Fact] { facts + parts.flatMap(\.allFacts) }

  /// As text: a title, one line a constant with its origin, and the sources in full at the end.
  package var text: String {
    let sources = references
    var lines = blocks(underlinedBy: "=")
    if !sources.isEmpty {
      lines.append("")
      lines.append("Sources")
      lines += sources.map { "  [\($0.key)] \($0.reference)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// As JSON, keys sorted.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Encoding strings and arrays of strings cannot fail: there is no number that JSON lacks.
    guard let data = try? encoder.encode(self) else { return "{}" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private func blocks(underlinedBy rule: String) -> [String] {
    let title = "\(kind) \(name)"
    var lines = [title, String(repeating: rule, count: title.count), summary]
    if !facts.isEmpty { lines.append("") }
    let keyWidth = facts.map(\.key.count).max() ?? 0
    // A long list must not push the origins of all the other constants to the right.
    let valueWidth = facts.map(\.value.count).filter { $0 <= 24 }.max() ?? 0
    for fact in facts {
      let columns = "  \(fact.key.padded(to: keyWidth))  \(fact.value.padded(to: valueWidth))"
      let line = fact.origin.isEmpty ? columns : "\(columns)  \(fact.origin)"
      lines.append(line.trimmingTrailingSpaces())
    }
    for part in parts { lines += [""] + part.blocks(underlinedBy: "-") }
    return lines
  }

  /// Each source once, by key.
  private var references: [(key: String, reference: String)] {
    var found: [String: String] = [:]
    for fact in allFacts { if let key = fact.source { found[key] = fact.reference } }
    return found.sorted { $0.key < $1.key }.map { (key: $0.key, reference: $0.value) }
  }
}

extension Description.Fact {
  /// The origin as one phrase: `[KEY] note`, `ASSUMED: reason`, or nothing.
  package var origin: String {
    let phrase = source.map { "[\($0)]" } ?? assumption.map { "ASSUMED: \($0)" } ?? ""
    guard let note else { return phrase }
    return phrase.isEmpty ? note : assumption == nil ? "\(phrase) \(note)" : "\(phrase) (\(note))"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
  fileprivate func trimmingTrailingSpaces() -> String {
    var slice = self[...]
    while slice.last == " " { slice.removeLast() }
    return String(slice)
  }
}

/// Gathers the diagnostics of an input, so that one run shows them all.
///
/// Keeps the first ``limit`` only: a hostile or hopeless file must not flood the terminal.
package struct DiagnosticCollector: Sendable {
  /// Diagnostics kept; the rest are counted.
  package static let limit = 100

  /// What was kept, in order of arrival.
  package private(set) var diagnostics: [Diagnostic] = []
  /// How many were not kept.
  package private(set) var dropped = 0
  /// Whether an error has arrived.
  package private(set) var hasErrors = false

  /// Whether more messages will only be counted, so that work on their details is lost.
  package var isFull: Bool { diagnostics.count >= Self.limit }

  /// Makes an empty collector.
  package init() {}

  /// Takes one more.
  package mutating func append(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    if isFull { dropped += 1 } else { diagnostics.append(diagnostic) }
  }

  /// All that was kept by place (file in order of first appearance, line, column), then a note that counts
  /// what was dropped.
  package func sorted() -> [Diagnostic] {
    var ranks: [String: Int] = [:]
    for case let file? in diagnostics.map(\.location?.file) where ranks[file] == nil {
      ranks[file] = ranks.count
    }
    func key(_ index: Int) -> (Int, Int, Int, Int) {
      guard let place = diagnostics[index].location else { return (-1, 0, 0, index) }
      return (ranks[place.file] ?? 0, place.line, place.column, index)
    }
    var result = diagnostics.indices.sorted { key($0) < key($1) }.map { diagnostics[$0] }
    if dropped > 0 {
      result.append(
        Diagnostic(.note, "GD0100", "\(dropped) further messages are not shown; correct these first"))
    }
    return result
  }
}

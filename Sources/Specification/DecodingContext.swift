import Diagnostics

/// What a decoder carries along: where it is, and what it found wrong so far.
package struct DecodingContext: Sendable {
  /// The messages so far.
  package var collector = DiagnosticCollector()
  /// Keys from the root to the node at hand: `network`, `hidden`, `0`.
  private(set) var path: [String] = []

  /// Makes an empty context.
  package init() {}

  /// Reports an error at a node; the message is preceded by the node's key path.
  package mutating func error(
    _ code: String, _ message: String, at location: SourceLocation, suggestion: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    let place = pathText
    collector.append(
      Diagnostic(
        .error, code, place.isEmpty ? message : "\(place): \(message)", at: location, suggestion: suggestion,
        notes: notes))
  }

  /// Reports a risk at a node.
  package mutating func warning(
    _ code: String, _ message: String, at location: SourceLocation, suggestion: String? = nil
  ) {
    let place = pathText
    collector.append(
      Diagnostic(
        .warning, code, place.isEmpty ? message : "\(place): \(message)", at: location, suggestion: suggestion
      ))
  }

  /// Runs a decoder one key or index further down.
  mutating func within<T>(_ key: String, _ body: (inout DecodingContext) -> T) -> T {
    path.append(key)
    defer { path.removeLast() }
    return body(&self)
  }

  /// "network.hidden[0].units".
  var pathText: String {
    path.reduce(into: "") { text, key in
      if Int(key) != nil { text += "[\(key)]" } else { text += (text.isEmpty ? "" : ".") + key.excerpt }
    }
  }
}

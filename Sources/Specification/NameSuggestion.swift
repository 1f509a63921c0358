import Diagnostics

/// Looking names up in a registry, with a hint for near misses.
package enum NameSuggestion {
  /// The diagnostic for a name that is not registered: "unknown KIND 'x'; expected one of: …".
  package static func unknown(
    _ kind: String, _ name: Located<String>, known: [String], code: String
  ) -> Diagnostic {
    let shown = name.value.count > 40 ? name.value.prefix(40) + "…" : name.value
    return Diagnostic(
      .error, code,
      "unknown \(kind) '\(shown)'; expected one of: \(Spelling.list(known.sorted(), near: name.value))",
      at: name.location, suggestion: Spelling.closest(to: name.value, among: known))
  }
}

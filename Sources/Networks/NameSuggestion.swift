import Diagnostics
import Specification

/// Looking names up in a registry, with a hint for near misses.
package enum NameSuggestion {
  /// The candidate nearest to `name` (at most a third of its letters differ), or nil.
  package static func nearest(to name: String, in candidates: [String]) -> String? {
    // A hostile name of a million letters must not cost a million × distance table.
    let word = Array(name.lowercased().prefix(64))
    let best = candidates.map { ($0, distance(word, Array($0.lowercased()))) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(2, word.count / 3) else { return nil }
    return best.0
  }

  /// The diagnostic for a name that is not registered: "unknown KIND 'x'; known: …".
  package static func unknown(
    _ kind: String, _ name: Located<String>, known: [String], code: String
  ) -> Diagnostic {
    let shown = name.value.count > 40 ? name.value.prefix(40) + "…" : name.value
    return Diagnostic(
      .error, code, "unknown \(kind) '\(shown)'; expected one of: \(known.sorted().joined(separator: ", "))",
      at: name.location, suggestion: nearest(to: name.value, in: known))
  }

  /// Levenshtein distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substitution = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

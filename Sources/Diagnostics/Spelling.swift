/// Finds what a user may have meant.
package enum Spelling {
  /// The candidate nearest to a misspelt word, if one is near enough: at most one edit per three letters.
  package static func closest(to word: String, among candidates: [String]) -> String? {
    // Words longer than any key are not typing errors, and would make the distance costly.
    guard word.utf8.count <= 64 else { return nil }
    let letters = Array(word.lowercased().unicodeScalars)
    let ranked = candidates.sorted().prefix(1000).map { candidate in
      (candidate, distance(letters, Array(candidate.lowercased().unicodeScalars)))
    }
    guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
    let allowed = max(1, min(letters.count, best.0.unicodeScalars.count) / 3)
    return best.1 <= allowed ? best.0 : nil
  }

  /// Names a message shows of a longer list.
  private static let shown = 6

  /// Names for a message: all of a short list; of a long one those nearest to what was written, and how many more there are.
  ///
  /// - Parameters:
  ///   - word: what was written; "" for nothing that resembles a name.
  ///   - command: what lists all of them, as `grenadyn list devices`.
  package static func list(_ names: [String], near word: String = "", all command: String? = nil) -> String {
    guard names.count > 2 * shown else { return names.joined(separator: ", ") }
    let letters = Array(word.lowercased().unicodeScalars.prefix(64))
    let nearest =
      word.isEmpty
      ? Array(names.prefix(shown))
      : names.map { ($0, distance(letters, Array($0.lowercased().unicodeScalars))) }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(shown).map(\.0)
    return nearest.joined(separator: ", ") + " and \(names.count - nearest.count) more"
      + (command.map { " (\($0))" } ?? "")
  }

  /// Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and swaps
  /// of neighbours.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, previous) = (previous, row)
    }
    return previous[b.count]
  }
}

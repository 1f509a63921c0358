import Diagnostics
import Estimation
import Specification

/// An estimate unfolded: every total down to the component, with formula and origin.
package struct EstimateExplanation {
  private let bills: [BillLine]

  /// Explains the figures of an estimate.
  package init(_ estimate: Estimate) { bills = estimate.bills }

  /// The lines at and below a path.
  /// - Parameter path: identifiers with dots between them, `energy-per-inference.free.cells`; nil = everything.
  /// - Throws: `Diagnostic` GD1006 for a path that leads nowhere, with what there is instead.
  package func text(_ path: String? = nil) throws(Diagnostic) -> String {
    guard let path else { return Self.text(of: bills) }
    var known = bills
    var found: BillLine?
    for id in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = known.first(where: { $0.id == id }) else {
        let place = found.map { "'\($0.id)' has" } ?? "an estimate has"
        throw Diagnostic(
          .error, "GD1006",
          "\(place) no part '\(id)'; "
            + (known.isEmpty ? "it has no parts" : "there are \(known.map(\.id).joined(separator: ", "))"),
          suggestion: Spelling.closest(to: String(id), among: known.map(\.id)))
      }
      (found, known) = (next, next.parts)
    }
    return Self.text(of: found.map { [$0] } ?? [])
  }

  private static func text(of lines: [BillLine]) -> String {
    var said = ExplainedGrounds()
    var out: [String] = []
    for line in lines { out += line.explanation(&said) }
    return (out + said.references).joined(separator: "\n") + "\n"
  }
}

/// What an explanation has said already.
struct ExplainedGrounds {
  private var places: [Ground: String] = [:]
  private var cited: [String: String] = [:]

  /// A ground's text: in full the first time, afterwards where it stands; of a citation its key and what is meant of it.
  mutating func text(_ ground: Ground, at path: String) -> String {
    if let citation = ground.citation {
      cited[citation.key] = citation.reference
      return "[\(citation.key)]" + (citation.note.map { " \($0)" } ?? "")
    }
    if let place = places[ground], ground.text.count > 40 { return "as at \(place)" }
    places[ground] = path
    return ground.text
  }

  /// The references that were cited, each once.
  var references: [String] {
    cited.isEmpty
      ? [] : ["", "cited:"] + cited.sorted { $0.key < $1.key }.map { "  [\($0.key)] \($0.value)" }
  }
}

import Diagnostics
import Estimation
import Specification

/// An estimate unfolded: every total down to the component, with formula and origin.
public struct EstimateExplanation {
  private let bills: [BillLine]

  /// Explains the figures of an estimate.
  public init(_ estimate: Estimate) { bills = estimate.bills }

  /// The lines at and below a path.
  /// - Parameter path: identifiers with dots between them, `energy-per-inference.free.cells`; nil = everything.
  /// - Throws: `Diagnostic` GD1006 for a path that leads nowhere, with what there is instead.
  public func text(_ path: String? = nil) throws(Diagnostic) -> String {
    guard let path else { return bills.flatMap { $0.explanation() }.joined(separator: "\n") + "\n" }
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
    return (found?.explanation() ?? []).joined(separator: "\n") + "\n"
  }
}

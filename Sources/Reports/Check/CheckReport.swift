import Diagnostics
import Specification
import Verification

/// The checks of all specs, in the order they were named.
package struct CheckReport: Sendable {
  /// One a spec.
  package let specs: [SpecReport]

  /// How a check ends.
  package enum End: Sendable {
    /// Nothing counts.
    case passed
    /// A check failed.
    case failed
    /// A spec cannot be read or mapped.
    case unusable
    /// Something is not there: a data set.
    case environment
  }

  /// What all specs together come to.
  /// - Parameter severity: from which on a finding counts.
  package func end(failingOn severity: Severity) -> End {
    let errors = specs.flatMap(\.inspection.findings).filter { $0.counts(from: .error) }.map(\.diagnostic)
    let catalogue = ExplanationCatalogue()
    if errors.contains(where: catalogue.isOfEnvironment) { return .environment }
    // Errors of the input stopped a spec before its checks were through. Warnings that limits or `checks:` have made errors
    // stopped nothing.
    func stops(_ diagnostic: Diagnostic) -> Bool {
      let page = catalogue[diagnostic.code]
      return page?.origin == .input && page?.severity != .warning
    }
    if errors.contains(where: stops) { return .unusable }
    return specs.allSatisfy { $0.inspection.passes(failingOn: severity) } ? .passed : .failed
  }

  /// Inspections, for the formats of continuous integration.
  package var inspections: [Inspection] { specs.map(\.inspection) }
}

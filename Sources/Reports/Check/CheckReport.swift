import Diagnostics
import Simulation
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
    if errors.contains(where: \.isOfEnvironment) { return .environment }
    // Reading, technology, network, data and output: they stopped a spec before its checks were through. Warnings that
    // limits or `checks:` have made errors, and the training's own limit, stopped nothing.
    let catalogue = ExplanationCatalogue()
    func stops(_ diagnostic: Diagnostic) -> Bool {
      guard diagnostic.area < 10, diagnostic.area != 5, diagnostic.code != TrainingLimit.code else {
        return false
      }
      return catalogue[diagnostic.code]?.severity != .warning
    }
    if errors.contains(where: { stops($0) || $0.code == ShuttleSlot.unknownCode }) { return .unusable }
    return specs.allSatisfy { $0.inspection.passes(failingOn: severity) } ? .passed : .failed
  }

  /// Inspections, for the formats of continuous integration.
  package var inspections: [Inspection] { specs.map(\.inspection) }
}

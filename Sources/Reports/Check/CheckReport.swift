import Diagnostics
import Simulation
import Specification
import Verification

/// The checks of all specs, in the order they were named.
public struct CheckReport: Sendable {
  /// One a spec.
  public let specs: [SpecReport]

  /// How a check ends.
  public enum End: Sendable {
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
  public func end(failingOn severity: Severity) -> End {
    let errors = specs.flatMap(\.inspection.findings).filter { $0.counts(from: .error) }.map(\.diagnostic)
    if errors.contains(where: { [DataSets.missingCode, "GD0901"].contains($0.code) }) { return .environment }
    // Reading, technology, network, data and output: they stopped a spec before its checks were through.
    if errors.contains(where: { $0.area < 10 && $0.area != 5 || $0.code == ShuttleSlot.unknownCode }) {
      return .unusable
    }
    return specs.allSatisfy { $0.inspection.passes(failingOn: severity) } ? .passed : .failed
  }

  /// Inspections, for the formats of continuous integration.
  public var inspections: [Inspection] { specs.map(\.inspection) }
}

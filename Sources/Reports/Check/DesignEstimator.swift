import Estimation
import Mapping
import Networks
import Simulation

/// Makes the estimates of a trained design, the typical corner first.
public protocol DesignEstimator: Sendable {
  /// The estimates.
  /// - Throws: `Diagnostic` and `DiagnosticsError` of what cannot be estimated.
  func estimates(of design: ChipDesign, trained: Conductances, data: Dataset, threads: Int?) throws
    -> [Estimate]
}

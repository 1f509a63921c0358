import Quantities

/// Shares of cells that do not follow a write: stuck off at the lower bound (never formed, open) or stuck on at the
/// upper one (shorted).
package struct StuckFaults: Sendable, Equatable {
  /// Share of cells that stay at the lower bound.
  package var off: Cited<Ratio>
  /// Share of cells that stay at the upper bound.
  package var on: Cited<Ratio>
}

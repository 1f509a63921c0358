import Diagnostics
import Quantities
import Specification

/// A rule that a mapping must obey. Adding one is one value in a file of its own and its entry in ``all``.
///
/// Where a rule depends on the programmed conductances it looks at both ends: an error when even all devices
/// at their lowest conductance break it (no programming can be legal), a warning with the number when all at
/// their highest would.
package struct MappingCheck: Sendable {
  /// Code of its messages.
  package let code: String
  /// Finds violations.
  package let run: @Sendable (Chip, MappingSpec) -> [Diagnostic]

  init(_ code: String, run: @escaping @Sendable (Chip, MappingSpec) -> [Diagnostic]) {
    (self.code, self.run) = (code, run)
  }

  /// Every rule, in the order of their diagnostics.
  package static let all = [
    tilePorts, driverCurrent, rectifierCurrent, rowWireCurrent, rowWireLoss, columnWireLoss,
    columnWireCurrent, trunkWireCurrent,
  ]

  /// Codes of their messages.
  package static var codes: [String] { all.map(\.code).sorted() }

  /// How bad a figure is that grows with every conductance; nil = legal.
  ///
  /// - Parameters:
  ///   - lowest: lower bound with all devices at their lowest conductance.
  ///   - highest: upper bound with all at their highest.
  static func severity(
    lowest: Double, highest: Double, warningAbove: Double, errorAbove: Double
  ) -> Severity? {
    if lowest > errorAbove { return .error }
    return highest > warningAbove ? .warning : nil
  }
}

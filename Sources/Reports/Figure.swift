import Quantities

/// A physical figure in machine-readable output: a number of SI units.
package struct Figure: Codable, Sendable, Equatable {
  /// Number of units.
  package var value: Double
  /// SI unit.
  package var unit: String

  /// The figure of a quantity.
  package init<D>(_ quantity: Quantity<D>) { (value, unit) = (quantity.si, D.unit) }

  /// A number without a unit, with four significant digits.
  static func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 4) }

  /// A fraction in percent with three significant digits: "96.4 %".
  package static func percent(_ fraction: Double) -> String {
    "\(Ratio(si: 100 * fraction).formatted(digits: 3)) %"
  }
}

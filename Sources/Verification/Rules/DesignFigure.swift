/// One figure of a design: what budgets, baselines and comparisons of designs are made of.
package struct DesignFigure: Sendable, Hashable, Codable {
  /// Which way it should go.
  package enum Better: String, Sendable, Codable {
    /// The smaller, the better.
    case lower
    /// The larger, the better.
    case higher
  }

  /// Stable lower-case name: `energy-per-inference`.
  package var id: String
  /// What it is, for people.
  package var title: String
  /// In the coherent SI unit.
  package var value: Double
  /// The unit: `1` for shares, which people read in percent; empty for plain numbers.
  package var unit: String
  /// Which way it should go.
  package var better: Better
  /// The interval that chance leaves a mean or a share of sampled chips; nil for a figure without chance, and for one chip.
  package var low, high: Double?

  /// Makes a figure.
  package init(
    _ id: String, _ title: String, _ value: Double, unit: String = "1", better: Better, low: Double? = nil,
    high: Double? = nil
  ) {
    (self.id, self.title, self.value, self.unit, self.better) = (id, title, value, unit, better)
    (self.low, self.high) = (low, high)
  }
}

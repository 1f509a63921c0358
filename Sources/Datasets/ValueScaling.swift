import Specification

/// The map of raw values to 0…1: (x − low)/(high − low), cut off at both ends.
///
/// All of it comes from the training samples, so that a chip can be driven by the same map: a row's voltage is the full
/// scale times the mapped value.
package struct ValueScaling: Sendable, Equatable {
  /// How low and high were found.
  package let kind: ScaleKind
  /// Raw values that become 0 and 1: one for all columns, or one a column.
  package let low, high: [Double]

  /// Values as they are.
  package static let none = ValueScaling(.none, low: 0, high: 1)
  /// Values of 0…1, which stay; what lies outside is cut off.
  package static let unit = ValueScaling(.whole, low: 0, high: 1)
  /// Bytes of images.
  package static let bytes = ValueScaling(.whole, low: 0, high: 255)

  /// One map for all columns.
  package init(_ kind: ScaleKind, low: Double, high: Double) {
    self.init(kind, low: [low], high: [high])
  }

  init(_ kind: ScaleKind, low: [Double], high: [Double]) {
    (self.kind, self.low, self.high) = (kind, low, high)
  }

  /// The map that training samples give.
  init(_ kind: ScaleKind, _ statistics: ColumnStatistics) {
    /// A column that never changes is 0.
    func wider(_ low: Double, _ high: Double) -> Double { high > low ? high : low + max(1, abs(low)) }
    switch kind {
    case .none: self = .none
    case .whole:
      let low = min(0, statistics.lowest)
      self.init(kind, low: low, high: wider(low, statistics.highest))
    case .minMax:
      self.init(
        kind, low: statistics.low, high: zip(statistics.low, statistics.high).map(wider))
    case .standard:
      let ends = statistics.low.indices.map { c -> (Double, Double) in
        let (mean, reach) = (statistics.mean[c], 3 * statistics.deviation[c])
        // Values near the largest double have no variance that is one.
        guard reach.isFinite, mean.isFinite, reach > 0 else {
          return (statistics.low[c], wider(statistics.low[c], statistics.high[c]))
        }
        return (mean - reach, mean + reach)
      }
      self.init(kind, low: ends.map(\.0), high: ends.map(\.1))
    }
  }

  /// The scaled value of a column, not cut off.
  func position(_ value: Double, column: Int) -> Double {
    let (low, high) = (low[low.count == 1 ? 0 : column], high[high.count == 1 ? 0 : column])
    // Halves, so that a range beyond the largest double does not overflow.
    return (0.5 * value - 0.5 * low) / (0.5 * high - 0.5 * low)
  }

  /// The scaled values of samples of so many columns, one sample after another.
  func applied(to values: [Double], columns: Int) -> [Double] {
    guard kind != .none else { return values }
    var result = values
    var column = 0
    for index in result.indices {
      result[index] = min(max(position(result[index], column: column), 0), 1)
      column = column + 1 == columns ? 0 : column + 1
    }
    return result
  }
}

/// What the columns of samples are like.
struct ColumnStatistics {
  /// One a column.
  private(set) var low, high, mean, deviation: [Double]
  /// Whether every value is a whole number from 0 to 255.
  private(set) var areBytes = true

  /// Looks at samples of so many columns.
  init(_ values: [Double], columns: Int) {
    let rows = columns > 0 ? values.count / columns : 0
    low = [Double](repeating: .infinity, count: columns)
    high = [Double](repeating: -.infinity, count: columns)
    mean = [Double](repeating: 0, count: columns)
    deviation = [Double](repeating: 0, count: columns)
    // Welford's sums, which do not cancel.
    for row in 0..<rows {
      for c in 0..<columns {
        let value = values[row * columns + c]
        low[c] = min(low[c], value)
        high[c] = max(high[c], value)
        let step = value - mean[c]
        mean[c] += step / Double(row + 1)
        deviation[c] += step * (value - mean[c])
        if areBytes, !(value >= 0 && value <= 255 && value == value.rounded()) { areBytes = false }
      }
    }
    deviation = deviation.map { ($0 / Double(max(1, rows))).squareRoot() }
  }

  /// The ends of all columns.
  var lowest: Double { low.min() ?? 0 }
  var highest: Double { high.max() ?? 0 }
}

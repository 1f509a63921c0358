import Foundation
import Quantities

/// An axis of a chart: linear from 0, or logarithmic when the values span a decade or more.
struct ChartAxis {
  /// Where labels go, in rising order.
  let ticks: [Double]
  private let low, high: Double
  /// Whether it is logarithmic.
  let isLogarithmic: Bool
  private let from, to: Double

  /// An axis for some finite values that runs from one place to another.
  /// - Parameter step: the least distance between ticks of a linear axis.
  init(_ values: [Double], from: Double, to: Double, isZeroBased: Bool, step least: Double = 0) {
    (self.from, self.to) = (from, to)
    let (smallest, largest) = (values.min() ?? 0, max(values.max() ?? 1, .leastNormalMagnitude))
    isLogarithmic = isZeroBased && smallest > 0 && largest >= 10 * smallest
    if isLogarithmic {
      (low, high) = (smallest * 0.9, largest * 1.1)
      let decades = Int(saturating: log10(low).rounded(.down))...Int(saturating: log10(high).rounded(.up))
      // At most seven or so: all of 1, 2, 5 when there are few decades.
      let digits = decades.count <= 3 ? [1.0, 2.0, 5.0] : [1.0]
      let stride = max(1, decades.count / 6)
      let (low, high) = (low, high)
      ticks = decades.filter { $0 % stride == 0 }.flatMap { decade in
        digits.compactMap { Double("\($0)e\(decade)") }
      }.filter { $0 >= low && $0 <= high }
    } else {
      let low = isZeroBased ? 0 : smallest
      let high = largest > low ? (isZeroBased ? 1.05 * largest : largest) : low + 1
      (self.low, self.high) = (low, high)
      let rough = max((high - low) / 5, least)
      let decade = Int(saturating: log10(rough).rounded(.down))
      let step =
        [1.0, 2.0, 5.0, 10.0].compactMap { Double("\($0)e\(decade)") }.first { $0 >= rough } ?? rough
      ticks = Swift.stride(
        from: (low / step).rounded(.up) * step, through: largest > low ? high : low, by: step
      )
      .map { $0 }
    }
  }

  /// Where a value goes.
  func place(_ value: Double) -> Double {
    let share =
      isLogarithmic ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
    return ((from + (to - from) * share) * 100).rounded() / 100
  }
}

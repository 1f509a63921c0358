/// A sample of a random number, such as the accuracies of chips.
package struct Distribution: Sendable, Equatable {
  /// The values in rising order; never empty.
  package let values: [Double]

  /// A sample; nil for an empty one.
  package init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    self.values = values.sorted()
  }

  /// Arithmetic mean.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }
  /// Middle value, or the mean of the middle two.
  package var median: Double { quantile(0.5) }

  /// A quantile, linear between the values: at share q of n values the position is q (n − 1) from 0 (definition 7 of
  /// Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566, the default of numpy and R).
  package func quantile(_ share: Double) -> Double {
    let position = share * Double(values.count - 1)
    let below = Int(position.rounded(.down))
    guard below + 1 < values.count else { return values[values.count - 1] }
    return values[below] + (position - Double(below)) * (values[below + 1] - values[below])
  }

  /// A quantile that so many values can tell: one with at least one value expected on either side of it, so that the 5th
  /// percentile takes 20 values; nil with fewer, where interpolation would only name the smallest or the largest anew.
  package func resolvedQuantile(_ share: Double) -> Double? {
    // A thousandth for the rounding of shares such as 1 − 0.95.
    Double(values.count) * min(share, 1 - share) > 0.999 ? quantile(share) : nil
  }

  /// Sample standard deviation, with n − 1; nil for a single value.
  package var standardDeviation: Double? {
    guard values.count > 1 else { return nil }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Standard deviation of the mean; nil for a single value.
  package var standardError: Double? { standardDeviation.map { $0 / Double(values.count).squareRoot() } }

  /// Half the width of Student's interval of the mean; nil for a single value.
  package func meanHalfWidth(confidence: Double) -> Double? {
    standardError.map {
      $0
        * SpecialFunctions.studentQuantile(
          0.5 + confidence / 2, freedom: Double(values.count - 1))
    }
  }
}

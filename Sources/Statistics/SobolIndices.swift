/// First-order and total sensitivity indices of a function of independent random inputs (Sobol 2001, doi
/// 10.1016/S0378-4754(00)00270-6): the share of its variance that one input explains alone, and with all others.
///
/// Estimated from three kinds of samples (Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018): A and B of independent
/// inputs, and for every input A_B, which is A with that input from B. The correlation r of f(B) and f(A_B) is the first
/// index, 1 − r of f(A) and f(A_B) the total one (Martinez 2011). A and B are independent, so that r of f(A) and f(B) is
/// nothing but the sample's accident; it is taken out of the first index by regression,
///   first = r(B, A_B) − r(A, A_B) r(A, B),
/// which makes the estimate exactly 0 for an input without effect and 1 for the only input with one. Intervals are
/// normal ones by the delta method: a correlation of standardized x, y has the influence function
/// x y − r (x² + y²)/2.
package struct SobolIndices: Sendable, Equatable {
  /// An index and its interval.
  package struct Index: Sendable, Equatable, Codable {
    /// Estimate; it may be slightly negative, or above 1.
    package var value: Double
    /// Interval.
    package var low, high: Double
  }
  /// One of every input.
  package let first, total: [Index]

  /// Estimates indices.
  /// - Parameters:
  ///   - a: values of sample A.
  ///   - b: values of sample B, as many.
  ///   - exchanged: for every input the values of sample A_B, as many.
  /// - Returns: nil when there are fewer than two values, or all of a sample are the same.
  package init?(a: [Double], b: [Double], exchanged: [[Double]], confidence: Double) {
    guard a.count > 1, b.count == a.count, exchanged.allSatisfy({ $0.count == a.count }),
      let x = Standardized(a), let y = Standardized(b)
    else { return nil }
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    let accident = Correlation(x, y)
    func index(_ value: Double, _ influence: (Int) -> Double) -> Index {
      let squares = a.indices.reduce(0) { $0 + influence($1) * influence($1) }
      let half = z * squares.squareRoot() / Double(a.count)
      return Index(value: value, low: value - half, high: value + half)
    }
    var (first, total): ([Index], [Index]) = ([], [])
    for values in exchanged {
      guard let other = Standardized(values) else { return nil }
      let (withB, withA) = (Correlation(y, other), Correlation(x, other))
      first.append(
        index(withB.value - withA.value * accident.value) {
          withB.influence[$0] - withA.value * accident.influence[$0] - accident.value * withA.influence[$0]
        })
      total.append(index(1 - withA.value) { withA.influence[$0] })
    }
    (self.first, self.total) = (first, total)
  }

  /// A sample with mean 0 and variance 1.
  private struct Standardized {
    let values: [Double]

    init?(_ sample: [Double]) {
      guard sample.contains(where: { $0 != sample[0] }) else { return nil }
      let count = Double(sample.count)
      let mean = sample.reduce(0, +) / count
      let deviation = (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
      values = sample.map { ($0 - mean) / deviation }
    }
  }

  /// A correlation coefficient and what every sample moves it by.
  private struct Correlation {
    let value: Double
    let influence: [Double]

    init(_ x: Standardized, _ y: Standardized) {
      let value = zip(x.values, y.values).reduce(0) { $0 + $1.0 * $1.1 } / Double(x.values.count)
      influence = zip(x.values, y.values).map { $0 * $1 - value * ($0 * $0 + $1 * $1) / 2 }
      self.value = value
    }
  }
}

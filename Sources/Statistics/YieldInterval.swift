/// Wilson's score interval of a share (Wilson 1927, doi 10.1080/01621459.1927.10502953): the shares p whose distance
/// from the observed one is within z standard deviations √(p (1 − p)/n).
package struct YieldInterval: Sendable, Equatable {
  /// Its ends, as fractions.
  package let low, high: Double

  /// The interval of `passed` chips of `count`, at least one.
  package init(passed: Int, of count: Int, confidence: Double) {
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    let n = Double(count)
    let share = Double(passed) / n
    let center = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = Self.halfWidth(share: share, count: n, z: z)
    low = passed == 0 ? 0 : max(0, center - half)
    high = passed == count ? 1 : min(1, center + half)
  }

  /// The fewest chips whose interval is at most so much wide on each side of its middle, if a share of them passes.
  package static func chips(halfWidth: Double, yield share: Double, confidence: Double) -> Int {
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    var (low, high) = (0, 1)
    while Self.halfWidth(share: share, count: Double(high), z: z) > halfWidth {
      (low, high) = (high, 2 * high)
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if Self.halfWidth(share: share, count: Double(middle), z: z) > halfWidth {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }

  private static func halfWidth(share: Double, count n: Double, z: Double) -> Double {
    z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
  }
}

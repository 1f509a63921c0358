import Kernels

/// First-order and total sensitivity indices of a function of independent random inputs (Sobol 2001, doi
/// 10.1016/S0378-4754(00)00270-6): the share of its variance that one input explains alone, and with all others.
///
/// Estimated from three kinds of samples: A and B of independent inputs, and for every input A_B, which is A with that
/// input from B. First order: mean of f(B) (f(A_B) − f(A)) over the variance; total: mean of (f(A) − f(A_B))² over twice
/// the variance (Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018, the second by Jansen 1999). Values are centred
/// first, which changes neither expectation but the variance of the estimates. Intervals are percentiles of the
/// estimates from 1000 bootstrap samples.
public struct SobolIndices: Sendable, Equatable {
  /// An index and its interval.
  public struct Index: Sendable, Equatable, Codable {
    /// Estimate; it may be slightly negative, or above 1.
    public var value: Double
    /// Interval.
    public var low, high: Double
  }
  /// One of every input.
  public var first, total: [Index]

  private static let bootstrapSamples = 1000
  /// The purpose of the bootstrap's random numbers; no chip has it.
  private static let bootstrapPurpose: UInt32 = 60

  /// Estimates indices.
  /// - Parameters:
  ///   - a: values of sample A.
  ///   - b: values of sample B, as many.
  ///   - exchanged: for every input the values of sample A_B, as many.
  ///   - seed: of the bootstrap.
  /// - Returns: nil when there are fewer than two values, or all are the same.
  public init?(a: [Double], b: [Double], exchanged: [[Double]], confidence: Double, seed: UInt64) {
    let count = a.count
    guard count > 1, b.count == count, exchanged.allSatisfy({ $0.count == count }),
      (a + b).contains(where: { $0 != a[0] })
    else { return nil }
    let mean = (a.reduce(0, +) + b.reduce(0, +)) / Double(2 * count)
    let (a, b) = (a.map { $0 - mean }, b.map { $0 - mean })
    let exchanged = exchanged.map { $0.map { $0 - mean } }
    let random = Philox(seed: seed)
    let resamples: [[Int]] = (0..<Self.bootstrapSamples).map { sample in
      (0..<count).map { index in
        let share = random.uniform(
          purpose: Self.bootstrapPurpose, stream: UInt32(sample), index: UInt64(index))
        return Int(share * Double(count))
      }
    }
    /// The mean of something over the variance, estimated from all rows and from every bootstrap sample.
    func index(_ term: (Int) -> Double) -> Index {
      func estimate(_ rows: some Collection<Int>) -> Double {
        var (sum, centre, squares) = (0.0, 0.0, 0.0)
        for row in rows {
          sum += term(row)
          centre += a[row] + b[row]
          squares += a[row] * a[row] + b[row] * b[row]
        }
        let n = Double(2 * rows.count)
        let variance = (squares - centre * centre / n) / (n - 1)
        return variance > 0 ? sum / Double(rows.count) / variance : 0
      }
      let tail = (1 - confidence) / 2
      let value = estimate(0..<count)
      let spread = Distribution(resamples.map(estimate))
      return Index(
        value: value, low: spread?.quantile(tail) ?? value, high: spread?.quantile(1 - tail) ?? value)
    }
    first = exchanged.map { other in index { b[$0] * (other[$0] - a[$0]) } }
    total = exchanged.map { other in
      index { 0.5 * (a[$0] - other[$0]) * (a[$0] - other[$0]) }
    }
  }
}

/// The chips that estimates of Sobol indices need.
public struct SobolDraws: Sendable {
  /// Samples A and B: `count` chips each, from 0 and from `count`.
  public let a, b: [ChipDraw]
  /// For every source the chips of A with that source's random numbers from B.
  public let exchanged: [[ChipDraw]]

  /// The draws for some sources.
  public init(count: Int, sources: [RandomSource]) {
    let count = UInt32(count)
    a = (0..<count).map { ChipDraw(chip: $0) }
    b = (0..<count).map { ChipDraw(chip: count + $0) }
    exchanged = sources.map { source in
      (0..<count).map { chip in
        ChipDraw(
          chip: chip, replacing: Dictionary(uniqueKeysWithValues: source.purposes.map { ($0, count + chip) }))
      }
    }
  }
}

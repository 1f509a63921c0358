import Foundation

/// The functions of mathematical statistics that intervals and tests need.
package enum SpecialFunctions {
  /// ln B(a, b).
  static func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }

  /// The logarithm of the regularized incomplete beta function I_x(a, b), exact to a relative error even where the
  /// function underflows.
  ///
  /// A continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22, evaluated by Lentz's method)
  /// where it converges fast, x < (a + 1)/(a + b + 2); elsewhere by I_x(a, b) = 1 − I_{1−x}(b, a), which is then not
  /// small.
  package static func logIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return -.infinity }
    if x >= 1 { return 0 }
    return x < (a + 1) / (a + b + 2) ? byFraction(x, a, b) : log1p(-exp(byFraction(1 - x, b, a)))
  }

  private static func byFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var (c, d, f) = (1.0, 0.0, 1.0)
    for step in 0..<10_000 {
      let m = Double(step / 2)
      let numerator =
        step == 0
        ? 1
        : step % 2 == 0
          ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
          : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + numerator * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + numerator / c
      if abs(c) < tiny { c = tiny }
      f *= c * d
      if abs(1 - c * d) < 1e-15 { break }
    }
    return a * log(x) + b * log1p(-x) - log(a) - logBeta(a, b) + log(f - 1)
  }

  /// The point below which a standard normal number is with a probability.
  static func normalQuantile(_ probability: Double) -> Double {
    inverse(probability, from: -40, to: 40) { 0.5 * erfc(-$0 / 2.squareRoot()) }
  }

  /// The point below which a number of Student's t distribution is with a probability.
  static func studentQuantile(_ probability: Double, freedom: Double) -> Double {
    inverse(probability, from: -1e8, to: 1e8) { t in
      let tail = 0.5 * exp(logIncompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5))
      return t < 0 ? tail : 1 - tail
    }
  }

  /// Where a rising function has a value, by bisection to the last bit or so.
  private static func inverse(
    _ value: Double, from low: Double, to high: Double, _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    while true {
      let middle = 0.5 * (low + high)
      guard middle > low, middle < high else { return middle }
      if function(middle) < value { low = middle } else { high = middle }
    }
  }
}

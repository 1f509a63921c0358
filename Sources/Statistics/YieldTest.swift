import Foundation

/// Tells after every chip whether the yield is above or below what is demanded, with an error probability that holds
/// however often one looks.
///
/// The chips pass independently with the unknown yield p; y is demanded, s passed and f failed. For one alternative
/// p₁ > y the likelihood ratio (p₁/y)^s ((1 − p₁)/(1 − y))^f grows by a factor whose mean is
/// p p₁/y + (1 − p)(1 − p₁)/(1 − y) ≤ 1 for every p ≤ y: it is a supermartingale under all of them, and so is its mean
/// over p₁ uniform in (y, 1),
///   M = ∫_y¹ p₁^s (1 − p₁)^f dp₁ / ((1 − y) y^s (1 − y)^f) = B(s + 1, f + 1) (1 − I_y(s + 1, f + 1)) / ((1 − y) y^s (1 − y)^f).
/// By Ville's inequality (Ville 1939; Robbins 1970, doi 10.1214/aoms/1177696786) it ever reaches 1/α with a probability
/// of at most α. So "met" is said when it does, with α = 1 − confidence; "missed" in the same way with p₁ uniform in
/// (0, y). A sequential likelihood-ratio test of Wald's would need a gap of yields for which any verdict will do; this
/// test needs none: for a yield close to the demanded one it takes longer, and at equality it never says "missed" but
/// with probability α.
package struct YieldTest: Sendable, Equatable {
  /// What is certain.
  package enum Verdict: String, Sendable, Codable {
    /// The yield is at least what is demanded.
    case met
    /// It is below.
    case missed
  }

  /// The demanded yield, above 0 and at most 1.
  package let demanded: Double
  /// Probability that a verdict is right.
  package let confidence: Double

  /// A test.
  package init(demanded: Double, confidence: Double) {
    (self.demanded, self.confidence) = (demanded, confidence)
  }

  /// What is certain after some chips; nil for nothing yet.
  package func verdict(passed: Int, of count: Int) -> Verdict? {
    // All chips of an endless series must pass: a failure refutes it, nothing proves it.
    guard demanded < 1 else { return passed < count ? .missed : nil }
    let evidence = logEvidence(passed: passed, of: count)
    let bar = -log(1 - confidence)
    return evidence.above >= bar ? .met : evidence.below >= bar ? .missed : nil
  }

  /// ln M for yields above the demanded one, which is below 1, and for yields below it.
  func logEvidence(passed: Int, of count: Int) -> (above: Double, below: Double) {
    let (s, f) = (Double(passed), Double(count - passed))
    let ratio = SpecialFunctions.logBeta(s + 1, f + 1) - s * log(demanded) - f * log1p(-demanded)
    return (
      ratio + SpecialFunctions.logIncompleteBeta(1 - demanded, f + 1, s + 1) - log1p(-demanded),
      ratio + SpecialFunctions.logIncompleteBeta(demanded, s + 1, f + 1) - log(demanded)
    )
  }

  /// About how many chips a verdict needs if the yield is this: where it is certain when just that share passes.
  /// - Returns: nil when more than `limit` are needed, as when the yield is what is demanded.
  package func chips(yield: Double, limit: Int = 10_000_000) -> Int? {
    func isCertain(_ count: Int) -> Bool {
      verdict(passed: Int((yield * Double(count)).rounded()), of: count) != nil
    }
    var (low, high) = (0, 1)
    while !isCertain(high) {
      (low, high) = (high, 2 * high)
      if high > limit { return nil }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if isCertain(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The yields that the test is not certain about after these chips, each taken as the demanded one.
  ///
  /// So a verdict and its interval never contradict each other: "met" is said when the low end reaches the demanded yield,
  /// "missed" when the high end falls to it. The true yield is above the low end at all times with the confidence, also
  /// after an early stop, and below the high end at all times with it; both at once with 2 confidence − 1 at least.
  ///
  /// M for yields above y falls with y below s/(n + 1), where alone it can be large, for d ln M/dy =
  /// (1 − 1/M)/(1 − y) − s/y + f/(1 − y); M for yields below y rises above (s + 1)/(n + 1) in the same way. So either end
  /// is found by bisection.
  package func interval(passed: Int, of count: Int) -> (low: Double, high: Double) {
    guard count > 0 else { return (0, 1) }
    let bar = -log(1 - confidence)
    /// Between a yield that is refuted and one that is not.
    func edge(_ refuted: Double, _ possible: Double, _ evidence: (Double) -> Double) -> Double {
      var (refuted, possible) = (refuted, possible)
      for _ in 0..<60 {
        let middle = 0.5 * (refuted + possible)
        if evidence(middle) >= bar { refuted = middle } else { possible = middle }
      }
      return refuted
    }
    func evidence(_ yield: Double) -> (above: Double, below: Double) {
      YieldTest(demanded: yield, confidence: confidence).logEvidence(passed: passed, of: count)
    }
    let share = Double(passed) / Double(count)
    return (
      passed == 0 ? 0 : edge(0, share) { evidence($0).above },
      passed == count ? 1 : edge(1, share) { evidence($0).below }
    )
  }
}

import Foundation
import Quantities
import Statistics

/// The mean of a figure over chips, and the interval that chance from chip to chip leaves it.
///
/// The test samples and the trained weights are the same for all chips: what another choice of those would change is not in
/// the interval.
package struct ChipMean: Codable, Sendable, Equatable {
  /// The mean.
  package var value: Double
  /// Student's interval at the confidence of the prediction; nil for one chip, which tells nothing about others.
  package var low, high: Double?

  /// The mean of the figures of some chips; nil for none.
  init?(_ values: [Double], confidence: Double) {
    guard let distribution = Distribution(values) else { return nil }
    let (mean, half) = (distribution.mean, distribution.meanHalfWidth(confidence: confidence))
    (value, low, high) = (mean, half.map { mean - $0 }, half.map { mean + $0 })
  }

  /// A mean with its interval.
  init(_ value: Double, low: Double?, high: Double?) {
    (self.value, self.low, self.high) = (value, low, high)
  }

  /// How far the interval reaches from the mean, on its wider side; nil for one chip.
  var halfWidth: Double? {
    guard let low, let high else { return nil }
    return max(value - low, high - value)
  }

  /// "96.41 % ± 0.12 %", the interval with two digits and the mean with as many decimals; without one "96.4 %".
  var percent: String {
    let number = points
    return number.firstRange(of: " ± ").map {
      "\(number[..<$0.lowerBound]) % ± \(number[$0.upperBound...]) %"
    }
      ?? Figure.percent(value)
  }

  /// A hundred times it, in the same way: "96.41 ± 0.12".
  var points: String { text(scale: 100) { Ratio(si: $0).formatted(digits: 3) } }

  /// It with three digits and its interval with two: "12.3 ± 0.45".
  var text: String { text(scale: 1) { Figure.number($0) } }

  private func text(scale: Double, bare: (Double) -> String) -> String {
    guard let half = halfWidth.map({ scale * $0 }), half.isFinite else { return bare(scale * value) }
    // Figures that are all the same differ in the rounding of their mean.
    guard half > 1e-12 * abs(scale * value) else { return "\(bare(scale * value)) ± 0" }
    let decimals = max(0, 1 - Int(log10(half).rounded(.down)))
    return String(format: "%.\(decimals)f ± %.\(decimals)f", scale * value, half)
  }

  /// All keys are there, with null for what is not known: scripts rely on them.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
  }
}

import Quantities

/// The values a number may have; for a quantity, in its coherent SI unit.
package struct Bounds: Sendable, Hashable {
  /// Lower end; −∞ for none.
  package var lower = -Double.infinity
  /// Upper end; +∞ for none.
  package var upper = Double.infinity
  /// Whether the lower end itself is excluded.
  package var excludesLower = false
  /// Whether the upper end itself is excluded.
  package var excludesUpper = false

  /// Any finite number.
  package static let any = Bounds()
  /// Greater than 0.
  package static let positive = Bounds(lower: 0, excludesLower: true)
  /// 0 or greater.
  package static let nonNegative = Bounds(lower: 0)
  /// Both ends included.
  package static func closed(_ range: ClosedRange<Double>) -> Bounds {
    Bounds(lower: range.lowerBound, upper: range.upperBound)
  }
  /// Both ends excluded.
  package static func between(_ lower: Double, _ upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper, excludesLower: true, excludesUpper: true)
  }
  /// Greater than 0 and at most so much.
  package static func positive(upTo upper: Double) -> Bounds {
    Bounds(lower: 0, upper: upper, excludesLower: true)
  }

  /// Whether a number lies in the bounds.
  package func contains(_ value: Double) -> Bool {
    (excludesLower ? value > lower : value >= lower) && (excludesUpper ? value < upper : value <= upper)
      && value.isFinite
  }

  /// A quantity within the bounds as a user would write it: the dimension's own example, if it is one.
  func example<D: Dimension>(of dimension: D.Type) -> String {
    guard let usual = try? Quantity<D>.parse(D.example).si else { return D.example }
    if !contains(usual), contains(-usual) { return "-" + D.example }
    let others = [(lower + upper) / 2, 2 * lower, lower, upper, upper - 1]
    guard !contains(usual), let value = others.first(where: contains) else { return D.example }
    return Quantity<D>(si: value).exactText
  }

  /// Whether a number of coherent SI units is one that anything has: 0, or of thirty powers of ten to either side of 1.
  /// Products of a few of those stay numbers, and each of them is one in single precision.
  package static func isPhysical(_ value: Double) -> Bool {
    value == 0 || (1e-30...1e30).contains(abs(value))
  }
  /// What ``isPhysical(_:)`` takes, in words.
  static let physical = "0, or of a magnitude from 1e-30 to 1e30 in SI units"

  /// The bounds in words, "greater than 0 V and at most 1 kV"; nil when there are none.
  package func described(_ text: (Double) -> String) -> String? {
    var words: [String] = []
    if lower.isFinite { words.append((excludesLower ? "greater than " : "at least ") + text(lower)) }
    if upper.isFinite { words.append((excludesUpper ? "less than " : "at most ") + text(upper)) }
    return words.isEmpty ? nil : words.joined(separator: " and ")
  }
}

/// A finite number as decimal digits: the shortest that read back to the same double.
struct DecimalDigits {
  /// Whether it is less than 0.
  private(set) var isNegative: Bool
  /// Significant digits from 0 to 9, without zeros at either end; empty for 0.
  private(set) var digits: [Int]
  /// Power of ten of the first digit.
  private(set) var exponent: Int

  /// Takes the digits of the standard library's shortest description: "-1.25e-07", "0.00125".
  init(_ value: Double) {
    isNegative = value < 0
    let parts = "\(abs(value))".split(separator: "e")
    let number = parts.first ?? ""
    let whole = number.prefix { $0 != "." }
    digits = number.compactMap(\.wholeNumberValue)
    exponent = whole.count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    dropTrailingZeros()
  }

  /// Rounds to so many significant digits, halves away from zero.
  mutating func round(to count: Int) {
    guard digits.count > count else { return }
    let roundsUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if roundsUp {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    dropTrailingZeros()
  }

  /// The number divided by a power of ten, as text; with an exponent below 1e-5 and from 1e16.
  func text(dividedBy10To power: Int) -> String {
    guard !digits.isEmpty else { return "0" }
    let first = exponent - power
    let all = digits.map(String.init).joined()
    let sign = isNegative ? "-" : ""
    if first < -5 || first > 15 {
      let rest = all.dropFirst()
      return sign + all.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(first)"
    }
    if first < 0 { return sign + "0." + String(repeating: "0", count: -first - 1) + all }
    if all.count <= first + 1 { return sign + all + String(repeating: "0", count: first + 1 - all.count) }
    return sign + all.prefix(first + 1) + "." + all.dropFirst(first + 1)
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }
}

/// Why a text is not the quantity that was due, in words for a diagnostic.
public struct QuantityError: Error, Sendable, Equatable {
  /// What is wrong with what was found: "'0.9' has no unit".
  public var problem: String
  /// What was expected: "a voltage such as 0.9 V".
  public var expected: String
  /// A replacement text that would be right, where one can be guessed.
  public var suggestion: String?
}

extension Quantity {
  /// Reads a number with a unit: `0.9 V`, `100 kΩ`, `40uS`, `4 mm^2`, `27 °C`, `85 %`.
  ///
  /// The decimal digits and the power of ten of the unit are joined before the one rounding to binary, so
  /// `40 uS` is the double nearest to 40e-6.
  /// - Throws: ``QuantityError`` for a missing or unknown unit, another dimension, or no number.
  public static func parse(_ text: String) throws(QuantityError) -> Self {
    let expected = "a \(D.name) such as \(D.example)"
    func fail(_ problem: String, _ suggestion: String? = nil) -> QuantityError {
      QuantityError(problem: problem, expected: expected, suggestion: suggestion)
    }
    let trimmed = text.trimmingSpaces()
    guard let (mantissa, exponent, rest) = splitNumber(trimmed) else {
      throw fail("'\(trimmed.shortened)' is not a number with a unit")
    }
    let unitText = rest.trimmingSpaces()
    guard let own = Unit(D.unit) else { throw fail("'\(D.unit)' is not a unit") }
    if unitText.isEmpty {
      guard own.exponents == Exponents(), D.self == RatioDimension.self else {
        throw fail("'\(trimmed.shortened)' has no unit", "\(trimmed) \(exampleUnit)")
      }
      return try finite("\(mantissa)e\(exponent)", fail)
    }
    guard let unit = Unit(unitText) else {
      throw fail("unknown unit '\(unitText.shortened)'", "\(trimmed.dropLast(rest.count)) \(exampleUnit)")
    }
    guard unit.exponents == own.exponents, !isRatioMismatch(unitText) else {
      throw fail("'\(trimmed.shortened)' is not a \(D.name)")
    }
    var result = try finite("\(mantissa)e\(exponent + unit.decade)", fail)
    result.si += unit.offset
    return result
  }

  /// "Ohm/sq" and "Ohm" share their powers; a sheet resistance must say "per square" and nothing else may.
  private static func isRatioMismatch(_ unitText: String) -> Bool {
    let saysSquare = unitText.contains("sq") || unitText.contains("□")
    return saysSquare != D.unit.contains("sq")
  }

  private static var exampleUnit: String {
    String(D.example.drop { $0.isNumber || $0 == "." || $0 == " " })
  }

  private static func finite(
    _ digits: String, _ fail: (String, String?) -> QuantityError
  ) throws(QuantityError) -> Self {
    guard let value = Double(digits), value.isFinite else {
      throw fail("'\(digits)' is out of the range of numbers", nil)
    }
    return Self(si: value)
  }

  /// Splits "1.5e-3 V" into mantissa digits, decimal exponent and what follows. A letter E or e counts as an
  /// exponent only with digits behind it.
  private static func splitNumber(_ text: String) -> (mantissa: String, exponent: Int, rest: String)? {
    var index = text.startIndex
    func peek() -> Character? { index < text.endIndex ? text[index] : nil }
    if let sign = peek(), sign == "-" || sign == "+" || sign == "−" { index = text.index(after: index) }
    var digits = 0
    var seenPoint = false
    while let c = peek(), c.isASCII, c.isNumber || (c == "." && !seenPoint) || c == "_" {
      if c == "." { seenPoint = true } else if c != "_" { digits += 1 }
      index = text.index(after: index)
    }
    guard digits > 0 else { return nil }
    let mantissa = text[..<index].replacing("−", with: "-").replacing("_", with: "")
    var exponent = 0
    if let e = peek(), e == "e" || e == "E" {
      var probe = text.index(after: index)
      let start = probe
      if probe < text.endIndex, text[probe] == "-" || text[probe] == "+" { probe = text.index(after: probe) }
      let firstDigit = probe
      while probe < text.endIndex, text[probe].isASCII, text[probe].isNumber {
        probe = text.index(after: probe)
      }
      if probe > firstDigit {
        guard let read = Int(text[start..<probe]), abs(read) < 400 else { return nil }
        exponent = read
        index = probe
      }
    }
    return (String(mantissa), exponent, String(text[index...]))
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    var slice = self[...]
    while let c = slice.first, c.isWhitespace { slice.removeFirst() }
    while let c = slice.last, c.isWhitespace { slice.removeLast() }
    return String(slice)
  }

  /// At most 40 characters, for messages about hostile input.
  fileprivate var shortened: String { count > 40 ? prefix(40) + "…" : self }
}

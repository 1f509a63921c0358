/// Why a text is not the quantity that was due, in words for a diagnostic.
package struct QuantityError: Error, Sendable, Equatable {
  /// What is wrong with what was found: "'0.9' has no unit".
  package var problem: String
  /// What was expected: "a voltage such as 0.9 V".
  package var expected: String
  /// A replacement text that would be right, where one can be guessed.
  package var suggestion: String?
}

extension Quantity {
  /// Reads a number with a unit: `0.9 V`, `100 kΩ`, `40uS`, `4 mm^2`, `27 °C`, `85 %`,
  /// `10 years`, `1.1 eV`.
  ///
  /// The decimal digits and the power of ten of the unit are joined before the one rounding to binary, so
  /// `40 uS` is the double nearest to 40e-6.
  /// - Throws: ``QuantityError`` for a missing or unknown unit, another dimension, or no number.
  package static func parse(_ text: String) throws(QuantityError) -> Self {
    let expected = "a \(D.name) such as \(D.example)"
    func fail(_ problem: String, _ suggestion: String? = nil) -> QuantityError {
      QuantityError(problem: problem, expected: expected, suggestion: suggestion)
    }
    let trimmed = text.trimmingSpaces()
    // Longer than any quantity; keeps the work for hostile text small.
    guard trimmed.utf8.count <= 400, let (mantissa, exponent, rest) = splitNumber(trimmed) else {
      throw fail("'\(trimmed.shortened)' is not a number with a unit")
    }
    let number = trimmed.dropLast(rest.count)
    let unitText = String(rest.trimmingSpaces())
    // The unit of every dimension is a unit, as a test shows.
    guard let own = Unit(D.unit) else { throw fail("'\(D.unit)' is not a unit") }
    let unit: Unit
    if unitText.isEmpty {
      guard D.self == RatioDimension.self else {
        throw fail("'\(trimmed.shortened)' has no unit", "\(number) \(exampleUnit)")
      }
      unit = own
    } else {
      guard let read = Unit(unitText) else {
        throw fail(
          "unknown unit '\(unitText.shortened)'", "\(number) \(recased(unitText, own) ?? exampleUnit)")
      }
      unit = read
    }
    guard unit.exponents == own.exponents else {
      let found = allDimensions.first { Unit($0.unit)?.exponents == unit.exponents }
      throw fail(
        "'\(trimmed.shortened)' is " + (found.map { "a \($0.name), " } ?? "") + "not a \(D.name)",
        recased(unitText, own).map { "\(number) \($0)" })
    }
    guard let value = Double("\(mantissa)e\(exponent + unit.decade)"), value.isFinite,
      value != 0 || !mantissa.contains(where: { ("1"..."9").contains($0) })
    else { throw fail("'\(trimmed.shortened)' is out of the range of numbers") }
    return Self(si: value * unit.factor + unit.offset)
  }

  /// The unit text with the case of one letter changed, if that gives the unit that is due: "us" → "uS".
  private static func recased(_ text: String, _ due: Unit) -> String? {
    guard text.utf8.count <= 20 else { return nil }
    for index in text.indices {
      let letter = text[index]
      let other = letter.isUppercase ? letter.lowercased() : letter.uppercased()
      let candidate = text.replacingCharacters(at: index, with: other)
      if candidate != text, Unit(candidate)?.exponents == due.exponents { return candidate }
    }
    return nil
  }

  private static var exampleUnit: String {
    String(D.example.drop { $0.isNumber || $0 == "." || $0 == " " })
  }

  /// Splits "1.5e-3 V" into mantissa digits, decimal exponent and what follows. A letter E or e counts as an
  /// exponent only with digits behind it.
  private static func splitNumber(_ text: Substring) -> (mantissa: String, exponent: Int, rest: Substring)? {
    var index = text.startIndex
    func peek() -> Character? { index < text.endIndex ? text[index] : nil }
    if let sign = peek(), sign == "-" || sign == "+" || sign == "−" { index = text.index(after: index) }
    var digits = 0
    var seenPoint = false
    while let c = peek(), c.isASCII, c.isNumber || (c == "." && !seenPoint) || (c == "_" && digits > 0) {
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
        guard let read = Int(text[start..<probe]), (-399...399).contains(read) else { return nil }
        exponent = read
        index = probe
      }
    }
    return (String(mantissa), exponent, text[index...])
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with text: String) -> String {
    String(self[..<index]) + text + String(self[self.index(after: index)...])
  }
}

extension StringProtocol {
  /// At most 40 characters, for messages about hostile input.
  fileprivate var shortened: String {
    let scalars = unicodeScalars.prefix(40)
    return String(String.UnicodeScalarView(scalars)) + (unicodeScalars.dropFirst(40).isEmpty ? "" : "…")
  }
}

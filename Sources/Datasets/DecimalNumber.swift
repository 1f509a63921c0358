/// Decimal numbers in text.
enum DecimalNumber {
  /// The number that a text is: digits with a sign, a fraction and an exponent, nothing else (neither hexadecimal nor
  /// `inf` nor `nan`); nil for any other text, and for one too large for a double.
  /// - Parameter allowsComma: whether a comma may stand for the point.
  static func value(_ text: ArraySlice<UInt8>, allowsComma: Bool = false) -> Double? {
    // No number needs more digits; a megabyte of them is an attack.
    guard !text.isEmpty, text.count <= 64 else { return nil }
    var (mantissa, digits, exponent) = (UInt64(0), 0, 0)
    var at = text.startIndex
    let isNegative = text[at] == UInt8(ascii: "-")
    if isNegative || text[at] == UInt8(ascii: "+") { at += 1 }
    var (hasPoint, hasComma, written) = (false, false, 0)
    scan: while at < text.endIndex {
      switch text[at] {
      case 48...57:
        written += 1
        if mantissa > 0 || text[at] != 48 { digits += 1 }
        if digits <= 18 { mantissa = mantissa * 10 + UInt64(text[at] - 48) }
        if hasPoint { exponent -= 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      case UInt8(ascii: ",") where !hasPoint && allowsComma: (hasPoint, hasComma) = (true, true)
      default: break scan
      }
      at += 1
    }
    guard written > 0 else { return nil }
    if at < text.endIndex {
      guard text[at] == UInt8(ascii: "e") || text[at] == UInt8(ascii: "E") else { return nil }
      guard let power = integer(text[(at + 1)...]) else { return nil }
      exponent += power
    }
    let magnitude: Double
    // Exact: both numbers are doubles, and a division or product of doubles is rounded once.
    if digits <= 15, (-22...22).contains(exponent) {
      magnitude = exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
    } else {
      let unsigned = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      let plain =
        hasComma ? unsigned.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 } : Array(unsigned)
      guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else { return nil }
      magnitude = value
    }
    return isNegative ? -magnitude : magnitude
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  private static func integer(_ text: ArraySlice<UInt8>) -> Int? {
    let digits = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    guard (1...6).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    return text.first == UInt8(ascii: "-") ? -value : value
  }
}

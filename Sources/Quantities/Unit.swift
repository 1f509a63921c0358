/// A unit as a user writes it: a power of ten times a product of powers of base units.
struct Unit: Equatable {
  /// Decimal exponent of the factor to the coherent SI unit.
  var decade: Int
  /// What it measures.
  var exponents: Exponents
  /// Added after scaling, for the Celsius scale only.
  var offset: Double = 0
  /// What remains of the factor besides its power of ten; 1 but for electronvolts, minutes, hours, days and years.
  var factor: Double = 1

  /// Reads a product and quotient of prefixed units with integer powers: "uS^2/V^2", "Ohm/um", "mm²".
  /// Returns nil for text that is not a unit.
  init?(_ text: String) {
    self.init(decade: 0, exponents: Exponents())
    // Longer than any unit; keeps the work for hostile text small.
    guard text.utf8.count <= 100 else { return nil }
    let normalized = text.replacingSuperscripts()
    var sign = 1
    var rest = normalized[...]
    while true {
      let end = rest.firstIndex { "/*·⋅".contains($0) } ?? rest.endIndex
      let factor = rest[..<end].trimmingSpaces()
      guard let part = Unit(factor: factor, isWhole: factor.count == normalized.count) else { return nil }
      decade += sign * part.decade
      self.factor *= sign > 0 ? part.factor : 1 / part.factor
      exponents = exponents + part.exponents * sign
      offset += part.offset
      guard end < rest.endIndex else { return }
      sign = rest[end] == "/" ? -1 : 1
      rest = rest[rest.index(after: end)...]
    }
  }

  init(decade: Int, exponents: Exponents, offset: Double = 0, factor: Double = 1) {
    (self.decade, self.exponents, self.offset, self.factor) = (decade, exponents, offset, factor)
  }

  /// One factor: symbol, or prefix and symbol, either with a power behind "^". Degrees Celsius, whose scale does
  /// not start at 0, are only read when they are the whole unit.
  private init?(factor: Substring, isWhole: Bool) {
    let parts = factor.split(separator: "^", omittingEmptySubsequences: false)
    guard parts.count <= 2, let symbol = parts.first, !symbol.isEmpty else { return nil }
    var power = 1
    if parts.count == 2 {
      guard let read = Int(parts[1]), (-12...12).contains(read), read != 0 else { return nil }
      power = read
    }
    if isWhole, power == 1, symbol == "°C" || symbol == "degC" {
      self.init(decade: 0, exponents: Exponents(kelvin: 1), offset: 273.15)
      return
    }
    guard let base = Unit.prefixed(String(symbol)) else { return nil }
    var factor = 1.0
    for _ in 0..<abs(power) { factor *= power > 0 ? base.factor : 1 / base.factor }
    self.init(decade: base.decade * power, exponents: base.exponents * power, factor: factor)
  }

  /// A base symbol, alone or behind an SI prefix; the symbol alone wins ("m" is metre, "mm" millimetre).
  private static func prefixed(_ symbol: String) -> Unit? {
    if let unit = symbols[symbol] { return unit }
    for (prefix, decade) in prefixes where symbol.hasPrefix(prefix) {
      let rest = String(symbol.dropFirst(prefix.count))
      guard let unit = symbols[rest], !unprefixed.contains(rest) else { continue }
      return Unit(decade: unit.decade + decade, exponents: unit.exponents, factor: unit.factor)
    }
    return nil
  }

  /// SI prefixes with their decimal exponents; both code points of the micro sign, and "u".
  static let prefixes: [(String, Int)] = [
    ("y", -24), ("z", -21), ("a", -18), ("f", -15), ("p", -12), ("n", -9), ("u", -6), ("µ", -6), ("μ", -6),
    ("m", -3), ("c", -2), ("k", 3), ("M", 6), ("G", 9), ("T", 12),
  ]

  private static let unprefixed: Set<String> = [
    "%", "ppm", "1", "sq", "square", "□", "min", "h", "day", "days", "year", "years",
  ]

  private static let ampere = Exponents(ampere: 1)
  private static let volt = Exponents(metre: 2, kilogram: 1, second: -3, ampere: -1)
  private static let ohm = volt + ampere * -1
  private static func seconds(_ number: Double) -> Unit {
    Unit(decade: 0, exponents: Exponents(second: 1), factor: number)
  }
  private static let joule = volt + ampere + Exponents(second: 1)

  private static let symbols: [String: Unit] = [
    "V": Unit(decade: 0, exponents: volt),
    "A": Unit(decade: 0, exponents: ampere),
    "S": Unit(decade: 0, exponents: ohm * -1),
    "Ohm": Unit(decade: 0, exponents: ohm), "ohm": Unit(decade: 0, exponents: ohm),
    "Ω": Unit(decade: 0, exponents: ohm),  // the ohm sign U+2126 is canonically equal to it
    "F": Unit(decade: 0, exponents: ampere + Exponents(second: 1) + volt * -1),
    "C": Unit(decade: 0, exponents: ampere + Exponents(second: 1)),
    "s": Unit(decade: 0, exponents: Exponents(second: 1)),
    "min": seconds(60), "h": seconds(3600), "day": seconds(86_400), "days": seconds(86_400),
    "year": seconds(31_557_600), "years": seconds(31_557_600),  // Julian, 365.25 days
    "Hz": Unit(decade: 0, exponents: Exponents(second: -1)),
    "m": Unit(decade: 0, exponents: Exponents(metre: 1)),
    "g": Unit(decade: -3, exponents: Exponents(kilogram: 1)),
    "K": Unit(decade: 0, exponents: Exponents(kelvin: 1)),
    "J": Unit(decade: 0, exponents: joule),
    "eV": Unit(decade: -19, exponents: joule, factor: 1.602176634),  // exact by the SI's ampere
    "W": Unit(decade: 0, exponents: volt + ampere),
    "sq": Unit(decade: 0, exponents: Exponents(square: 1)),
    "square": Unit(decade: 0, exponents: Exponents(square: 1)),
    "□": Unit(decade: 0, exponents: Exponents(square: 1)),
    "1": Unit(decade: 0, exponents: Exponents()),
    "%": Unit(decade: -2, exponents: Exponents()),
    "ppm": Unit(decade: -6, exponents: Exponents()),
  ]
}

extension StringProtocol where SubSequence == Substring {
  /// Without white space at either end.
  func trimmingSpaces() -> Substring {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return slice
  }
}

extension String {
  /// "mm²" → "mm^2", "S⁻¹" → "S^-1".
  fileprivate func replacingSuperscripts() -> String {
    let digits: [Character: Character] = [
      "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁻": "-",
    ]
    var result = ""
    var inside = false
    for character in self {
      if let digit = digits[character] {
        if !inside { result.append("^") }
        result.append(digit)
        inside = true
      } else {
        result.append(character)
        inside = false
      }
    }
    return result
  }
}

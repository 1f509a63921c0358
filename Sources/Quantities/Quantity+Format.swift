extension Quantity {
  /// The value with an SI prefix and its unit: "9 uA", "0.000125 K" for units without a prefix.
  ///
  /// The prefix leaves one to three digits before the point (one to six for squared units, whose prefixes
  /// are a million apart). The text reads back through ``parse(_:)``.
  /// - Parameter digits: significant digits, at least 1; trailing zeros are dropped. With 17 the text reads
  ///   back to the same double.
  package func formatted(digits: Int) -> String {
    let (space, unit) = D.self == RatioDimension.self ? ("", "") : (" ", D.unit)
    guard si.isFinite else { return "\(si)" + space + unit }
    var number = DecimalDigits(si)
    number.round(to: max(1, digits))
    guard D.prefixPower > 0, !number.digits.isEmpty else {
      return number.text(dividedBy10To: 0) + space + unit
    }
    // The largest prefix whose unit is not larger than the value, after rounding to the digits asked for.
    let prefix = Self.prefixes.last { number.exponent >= $0.decade * D.prefixPower } ?? Self.prefixes[0]
    return number.text(dividedBy10To: prefix.decade * D.prefixPower) + space + prefix.name + unit
  }

  /// The shortest text that reads back to the same value: "40 uS".
  package var exactText: String { formatted(digits: 17) }

  private static var prefixes: [(name: String, decade: Int)] {
    [
      ("y", -24), ("z", -21), ("a", -18), ("f", -15), ("p", -12), ("n", -9), ("u", -6), ("m", -3), ("", 0),
      ("k", 3), ("M", 6), ("G", 9), ("T", 12),
    ]
  }
}

extension Quantity where D == DurationDimension {
  /// As people count long times, "2 h", "1 day", "10 years"; below a minute as ``description``. It reads back through
  /// ``parse(_:)``.
  package var calendarText: String {
    for (length, one, many) in [
      (31_557_600.0, "year", "years"), (86_400, "day", "days"), (3600, "h", "h"), (60, "min", "min"),
    ] where si >= length && si.isFinite {
      let number = Quantity<RatioDimension>(si: si / length)
      return "\(number) \(number.si == 1 ? one : many)"
    }
    return description
  }
}

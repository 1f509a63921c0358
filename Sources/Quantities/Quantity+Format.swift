extension Quantity {
  /// The value with an SI prefix and its unit: "9 uA", "0.000125 S^2/V^2" for units without a prefix.
  ///
  /// The prefix leaves one to three digits before the point (one to six for squared units, whose prefixes
  /// are a million apart). The text reads back through ``parse(_:)``.
  /// - Parameter digits: significant digits, 1 to 15; trailing zeros are dropped.
  public func formatted(digits: Int) -> String {
    if D.self == RatioDimension.self { return decimal(si, digits: digits) }
    guard si != 0, si.isFinite, D.prefixPower > 0 else { return "\(decimal(si, digits: digits)) \(D.unit)" }
    let magnitude = abs(si)
    let power = D.prefixPower
    // Largest prefix whose unit is not larger than the value, after rounding to the digits asked for.
    let rounded = Double(decimal(magnitude, digits: digits)) ?? magnitude
    let candidates: [(String, Int)] = [
      ("y", -24), ("z", -21), ("a", -18), ("f", -15), ("p", -12), ("n", -9), ("u", -6), ("m", -3), ("", 0),
      ("k", 3), ("M", 6), ("G", 9), ("T", 12),
    ]
    let chosen =
      candidates.last { rounded >= pow10($0.1 * power) * (1 - 1e-15) } ?? candidates[0]
    return "\(decimal(si / pow10(chosen.1 * power), digits: digits)) \(chosen.0)\(D.unit)"
  }
}

/// A power of ten as the nearest double.
func pow10(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }

/// Decimal text with at most so many significant digits, trailing zeros dropped; scientific beyond 1e15.
func decimal(_ value: Double, digits: Int) -> String {
  guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
  // Round through the shortest text of value·10^k, which avoids importing Foundation's formatter.
  var exponent = Int(log10Floor(abs(value)))
  let scale = digits - 1 - exponent
  var scaled = (abs(value) * pow10Split(scale)).rounded(.toNearestOrEven)
  if scaled >= pow10(digits) {
    exponent += 1
    scaled = (abs(value) * pow10Split(digits - 1 - exponent)).rounded(.toNearestOrEven)
  }
  var text = String(UInt64(scaled))
  while text.count > 1, text.last == "0" { text.removeLast() }
  let sign = value < 0 ? "-" : ""
  if exponent < -5 || exponent > 15 {
    let tail = text.dropFirst()
    return sign + text.prefix(1) + (tail.isEmpty ? "" : "." + tail) + "e\(exponent)"
  }
  if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + text }
  if text.count <= exponent + 1 {
    return sign + text + String(repeating: "0", count: exponent + 1 - text.count)
  }
  return sign + text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1)
}

/// ⌊log10 x⌋ from the shortest decimal text's exponent, exact at powers of ten.
private func log10Floor(_ x: Double) -> Double {
  var exponent = 0
  var low = 1.0
  if x >= 1 {
    while x >= low * 10, exponent < 308 {
      low *= 10
      exponent += 1
    }
  } else {
    while x < low, exponent > -323 {
      exponent -= 1
      low = pow10(exponent)
    }
  }
  return Double(exponent)
}

/// 10^k, without overflow for the scales of tiny values.
private func pow10Split(_ k: Int) -> Double { k > 300 ? pow10(300) * pow10(k - 300) : pow10(k) }

import Quantities

/// Numbers as every SPICE dialect reads them: scientific, `e` exponent, 15 significant digits.
///
/// Fifteen digits carry a double to within five parts in 10¹⁵, far below any simulator's tolerance, and are as many
/// as one multiplication of doubles can make: that is what makes writing millions of devices fast.
package enum NumberText {
  /// Largest number of bytes that ``write(_:to:)`` produces.
  static let maximumLength = 24

  /// The text of a number.
  package static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e6 { return String(Int(value)) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { buffer in
      let count = write(value, to: buffer)
      return String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  /// The number of SI units of a quantity.
  package static func text<D>(_ quantity: Quantity<D>) -> String { text(quantity.si) }

  /// Writes a number into a buffer of at least ``maximumLength`` bytes and returns how many were used.
  static func write(_ value: Double, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard value != 0, value.isFinite else {
      let text = value == 0 ? "0" : "\(value)"
      return copy(text, to: buffer)
    }
    let magnitude = abs(value)
    // Decimal exponent from the binary one (log10 2 ≈ 1233 / 4096), one too small at times.
    var exponent = (Int(magnitude.exponent) * 1233) >> 12
    guard exponent > -290, exponent < 290 else { return copy("\(value)", to: buffer) }
    var scaled = scale(magnitude, by: 14 - exponent)
    if scaled >= 1e15 {
      exponent += 1
      scaled = scale(magnitude, by: 14 - exponent)
    }
    var digits = UInt64(scaled.rounded(.toNearestOrEven))
    if digits >= 1_000_000_000_000_000 {
      digits /= 10
      exponent += 1
    }
    var trailing = 15
    while digits % 10 == 0, trailing > 1 {
      digits /= 10
      trailing -= 1
    }
    var length = 0
    func put(_ byte: UInt8) {
      buffer[length] = byte
      length += 1
    }
    if value < 0 { put(UInt8(ascii: "-")) }
    // Digits from the right; the point stands after the first.
    let start = length
    var position = start + trailing
    for _ in 1..<max(trailing, 1) {
      buffer[position] = UInt8(ascii: "0") + UInt8(digits % 10)
      digits /= 10
      position -= 1
    }
    buffer[start] = UInt8(ascii: "0") + UInt8(digits)
    if trailing > 1 { buffer[start + 1] = UInt8(ascii: ".") }
    length = trailing > 1 ? start + trailing + 1 : start + 1
    if exponent != 0 {
      put(UInt8(ascii: "e"))
      var rest = exponent
      if rest < 0 {
        put(UInt8(ascii: "-"))
        rest = -rest
      }
      if rest >= 100 { put(UInt8(ascii: "0") + UInt8(rest / 100)) }
      if rest >= 10 { put(UInt8(ascii: "0") + UInt8(rest / 10 % 10)) }
      put(UInt8(ascii: "0") + UInt8(rest % 10))
    }
    return length
  }

  /// x·10^k with a relative error of at most two roundings for |k| ≤ 22 and a few beyond.
  private static func scale(_ x: Double, by k: Int) -> Double {
    var rest = abs(k)
    var result = x
    while rest > 0 {
      let step = min(rest, 22)
      let power = exactPowers[step]
      result = k > 0 ? result * power : result / power
      rest -= step
    }
    return result
  }

  /// Powers of ten that doubles hold exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  private static func copy(_ text: String, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in text.utf8.prefix(maximumLength) {
      buffer[count] = byte
      count += 1
    }
    return count
  }
}

import Foundation

/// A text of names and numbers beside the one that is expected: numbers are compared as numbers, all else exactly.
///
/// Between two processors the last digits of trained values differ. A relaxation stops when its residual is below the
/// examples' 1e-8 of the states, which a rounding may bring about a sweep earlier; a contrast divides the difference
/// that is left by that of two nudged states, about a hundredth of the states themselves, so that gradients, and what is
/// learned from them, agree to some 1e-6. What does not come from a training agrees to rounding, far closer.
///
/// Whole numbers are counts and indices: they must be the same. So must a number of few digits in a text, since it is a
/// constant; in a drawing it is a place that was rounded, where a value beside the middle of two steps falls either way.
struct GoldenText {
  /// How far numbers may be apart, as a share of the expected one.
  static let tolerance = 1e-6

  private var pieces: [Piece] = []
  private let isDrawn: Bool

  private enum Piece: Equatable {
    case text(String)
    case number(String)
  }

  /// A text; `isDrawn` for SVG and HTML.
  init(_ text: String, isDrawn: Bool = false) {
    self.isDrawn = isDrawn
    let bytes = Array(text.utf8)
    var (start, place) = (0, 0)
    while place < bytes.count {
      guard let end = Self.number(bytes, from: place) else {
        place += 1
        continue
      }
      if place > start { pieces.append(.text(Self.collapsed(bytes[start..<place]))) }
      pieces.append(.number(String(decoding: bytes[place..<end], as: UTF8.self)))
      (start, place) = (end, end)
    }
    if place > start { pieces.append(.text(Self.collapsed(bytes[start..<place]))) }
  }

  /// The first place where another text is not the same; nil if it is.
  func difference(from expected: GoldenText) -> String? {
    for (ours, theirs) in zip(pieces, expected.pieces) where ours != theirs {
      guard case .number(let a) = ours, case .number(let b) = theirs, isClose(a, b) else {
        return "found \(ours), expected \(theirs)"
      }
    }
    guard pieces.count == expected.pieces.count else {
      return "\(pieces.count) texts and numbers, expected \(expected.pieces.count)"
    }
    return nil
  }

  private func isClose(_ a: String, _ b: String) -> Bool {
    guard let x = Double(a), let y = Double(b) else { return false }
    let (p, q) = (Self.step(a), Self.step(b))
    guard p != nil || q != nil else { return false }
    // The finer step of both: 12.96 and 12.94 are written as 13 and 12.9 where zeros at the end are left out.
    let step = isDrawn ? min(p ?? .infinity, q ?? .infinity) : 0
    // A hundredth more, since the digits are decimal and the numbers are not.
    return abs(x - y) <= Self.tolerance * abs(y) + 1.01 * step
  }

  /// What a number's last digit counts; nil for a whole number.
  private static func step(_ number: String) -> Double? {
    let parts = number.lowercased().split(separator: "e", maxSplits: 1)
    let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard decimals.count == 2 || parts.count == 2 else { return nil }
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return pow(10, Double(exponent - (decimals.count == 2 ? decimals[1].count : 0)))
  }

  /// Where a number that begins at a place ends; nil if none does.
  private static func number(_ bytes: [UInt8], from start: Int) -> Int? {
    func isDigit(_ place: Int) -> Bool { place < bytes.count && (0x30...0x39).contains(bytes[place]) }
    func isSign(_ place: Int) -> Bool {
      place < bytes.count && (bytes[place] == 0x2B || bytes[place] == 0x2D)
    }
    var place = isSign(start) ? start + 1 : start
    guard isDigit(place) else { return nil }
    while isDigit(place) { place += 1 }
    if place < bytes.count, bytes[place] == 0x2E, isDigit(place + 1) {
      place += 1
      while isDigit(place) { place += 1 }
    }
    if place < bytes.count, bytes[place] | 0x20 == 0x65 {
      let digits = isSign(place + 1) ? place + 2 : place + 1
      if isDigit(digits) {
        place = digits
        while isDigit(place) { place += 1 }
      }
    }
    return place
  }

  /// Text with one space for several: a number may be wider than another.
  private static func collapsed(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes where byte != 0x20 || result.last != 0x20 { result.append(byte) }
    return String(decoding: result, as: UTF8.self)
  }
}

/// A binary file of a header and float64 numbers (`.npy`, safetensors) beside the one that is expected.
enum GoldenArray {
  /// Why the numbers are not the expected ones; nil if they are.
  static func difference(_ found: Data, _ expected: Data, name: String) -> String? {
    guard found.count == expected.count else { return "\(found.count) bytes, expected \(expected.count)" }
    let (a, b) = ([UInt8](found), [UInt8](expected))
    let start = name.hasSuffix(".npy") ? 10 + Int(b[8]) + Int(b[9]) << 8 : 8 + Int(b[0]) + Int(b[1]) << 8
    guard a[..<start] == b[..<start] else { return "its header is another" }
    for place in stride(from: start, to: b.count, by: 8) {
      let (x, y) = (number(a, place), number(b, place))
      guard abs(x - y) <= GoldenText.tolerance * abs(y) else {
        return "byte \(place): found \(x), expected \(y)"
      }
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Double {
    Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) })
  }
}

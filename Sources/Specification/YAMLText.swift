import Diagnostics

/// What must hold of the bytes of a file before they are parsed: UTF-8, and no characters that a reader
/// cannot see or that would move the lines of an editor.
enum YAMLText {
  /// The bytes without a byte-order mark.
  /// - Throws: `GD0103` with the place of the first byte that is not allowed.
  static func checked(_ source: SourceFile) throws(Diagnostic) -> ArraySlice<UInt8> {
    var bytes = source.bytes[...]
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw fail("the file is UTF-16; it must be UTF-8", source, at: bytes.startIndex)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if String(validating: bytes, as: UTF8.self) == nil {
      throw fail("a byte that is not UTF-8", source, at: firstIllFormed(bytes))
    }
    if let (index, name) = firstForbidden(bytes) {
      throw fail("\(name) is not allowed here", source, at: index)
    }
    return bytes
  }

  /// What is wrong with a character inside a value, as an escape can bring it in; nil for nothing.
  static func forbidden(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x2027: nil
    case 0: "a NUL character"
    case 0x2028, 0x2029: "a line separator (\(hexadecimal(scalar)))"
    case 0x202A...0x202E, 0x2066...0x2069: "a text direction control (\(hexadecimal(scalar)))"
    case 0xFEFF: "a byte-order mark inside the text"
    case 0..<0x20, 0x7F..<0xA0: "a control character (\(hexadecimal(scalar)))"
    case 0xFFFE, 0xFFFF: "a noncharacter (\(hexadecimal(scalar)))"
    default: nil
    }
  }

  /// Whether a line starts with a tab, or with spaces and a tab: what libyaml reports in other words.
  static func lineHasTabIndent(_ bytes: ArraySlice<UInt8>, line: Int) -> Int? {
    var number = 1
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if number == line {
        let indent = text.prefix { $0 == 0x20 || $0 == 0x09 }
        return indent.firstIndex(of: 0x09).map { $0 - text.startIndex + 1 }
      }
      number += 1
    }
    return nil
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func firstForbidden(_ bytes: ArraySlice<UInt8>) -> (Int, String)? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        // Only these lead bytes can start a forbidden character; everything else is passed quickly.
        if byte < 0x20 ? (byte != 0x0A && byte != 0x09 && byte != 0x0D) : byte >= 0x7F {
          if byte == 0x7F || byte < 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
            let rest = UnsafeBufferPointer(rebasing: buffer[index..<min(index + 4, buffer.count)])
            var decoder = UTF8()
            var iterator = rest.makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator), let name = forbidden(scalar) {
              return (bytes.startIndex + index, name)
            }
          }
        }
        index += 1
      }
      return nil
    }
  }

  private static func firstIllFormed(_ bytes: ArraySlice<UInt8>) -> Int {
    func wellFormed(_ end: Int) -> Bool { String(validating: bytes[..<end], as: UTF8.self) != nil }
    // Bisection on the fast check; a cut inside a character is moved back to the character's start.
    var (low, high) = (bytes.startIndex, bytes.endIndex)
    while high - low > 1 {
      let middle = (low + high) / 2
      var cut = middle
      while cut > low, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
      if wellFormed(cut) { low = middle } else { high = middle }
    }
    // The cut may be inside the ill-formed sequence, which then starts up to three bytes earlier.
    for start in max(bytes.startIndex, low - 3)...low where wellFormed(start) {
      var decoder = UTF8()
      var iterator = bytes[start...].makeIterator()
      if case .error = decoder.decode(&iterator) { return start }
    }
    return low
  }

  private static func fail(_ what: String, _ source: SourceFile, at index: Int) -> Diagnostic {
    var line = 1
    var column = 1
    for byte in source.bytes[..<index] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Diagnostic(
      .error, "GD0103", what, at: SourceLocation(file: source.path, line: line, column: column))
  }
}

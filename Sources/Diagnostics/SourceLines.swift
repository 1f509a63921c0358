/// The lines of a source file, as libyaml and editors count them: ended by LF, CR LF or CR.
struct SourceLines {
  private let bytes: [UInt8]
  /// Where each line starts.
  private let starts: [Int]
  /// The line that was asked for last: a hostile file can be one long line with a hundred errors.
  private var last: (number: Int, scalars: [Unicode.Scalar]) = (0, [])

  init(_ source: SourceFile) {
    bytes = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(source.bytes.dropFirst(3)) : source.bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        index += 1
        if byte == 0x0D, index < buffer.count, buffer[index] == 0x0A { index += 1 }
        if byte == 0x0A || byte == 0x0D { starts.append(index) }
      }
    }
    self.starts = starts
  }

  /// A line by its one-based number without its end; nil past the end of the file.
  mutating func line(_ number: Int) -> [Unicode.Scalar]? {
    guard number >= 1, number <= starts.count else { return nil }
    if number != last.number {
      let end = number < starts.count ? starts[number] : bytes.count
      var line = bytes[starts[number - 1]..<end]
      while line.last == 0x0A || line.last == 0x0D { line.removeLast() }
      last = (number, Array(String(decoding: line, as: UTF8.self).unicodeScalars))
    }
    return last.scalars
  }
}

extension Unicode.Scalar {
  /// Columns a terminal gives the character: 0 for combining marks, 2 for East Asian wide ones and emoji.
  var terminalWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}

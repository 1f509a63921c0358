extension StringProtocol {
  /// The text as a terminal, a log or a page may show it: what would steer them, and is no line break or tab, is U+FFFD.
  ///
  /// Texts come from files, file names and other programs. A workflow command of GitHub Actions, which its runner reads
  /// from any output of a step, is broken by a space.
  package var printable: String { shown(onOneLine: false) }

  /// The same on one line: line breaks and tabs are spaces.
  package var onOneLine: String { shown(onOneLine: true) }

  private func shown(onOneLine: Bool) -> String {
    // Almost all texts; a colon or number sign only matters where a command of a workflow could be.
    let isPlain = utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "#")
        || !onOneLine && ($0 == 0x0A || $0 == 0x09)
    }
    if isPlain { return String(self) }
    var result = String.UnicodeScalarView()
    // What stands on the line but blanks, as far as it may begin a command.
    var (isStart, colons, numbers) = (true, 0, 0)
    for scalar in unicodeScalars {
      let isBreak = scalar == "\n" || scalar == "\t" || onOneLine && scalar == "\r"
      let shown: Unicode.Scalar =
        isBreak ? (onOneLine ? " " : scalar) : scalar.isTerminalControl ? "\u{FFFD}" : scalar
      if isStart, colons == 1, shown == ":" { result.append(" ") }
      if numbers == 2, shown == "[" { result.append(" ") }
      colons = isStart && shown == ":" ? colons + 1 : 0
      numbers = shown == "#" ? Swift.min(numbers + 1, 2) : 0
      isStart = shown == "\n" || isStart && (colons == 1 || shown.properties.isWhitespace)
      result.append(shown)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader of text would act on it instead of showing it: controls (C0 and C1), line and
  /// paragraph separators, and what changes the direction of text.
  package var isTerminalControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}

/// Words that mutations put in: those of right inputs, and what readers are known to stumble over.
struct FuzzDictionary {
  /// The words, each once, in order.
  let words: [[UInt8]]

  init(_ seeds: [[UInt8]], isText: Bool) {
    var found = Set((isText ? Self.textTokens : []).map { Array($0.utf8) })
    for seed in seeds {
      for word in seed.split(whereSeparator: { !Self.isWord($0) }) where (2...24).contains(word.count) {
        found.insert(Array(word))
        if found.count >= 1500 { break }
      }
    }
    words = found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// In libFuzzer's form: a quoted word a line.
  var text: String {
    words.map { word in
      let quoted = word.map { byte -> String in
        let isPlain = (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        let digits = String(byte, radix: 16)
        return isPlain ? String(UnicodeScalar(byte)) : "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
      return "\"\(quoted.joined())\"\n"
    }.joined()
  }

  /// Numbers at the edges of types and ranges.
  static let numbers = [
    "0", "-1", "1", "0.5", "-0", "1e999", "-1e999", "1e308", "1e-320", "1e20", "nan", "inf", ".inf", "0x7f",
    "1_000",
    "127", "128", "255", "256", "65535", "65536", "100000", "2147483647", "2147483648", "4294967296",
    "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616", "1000000000000000000000", "10000000", "1e9", "0.1 V", "1 kV", "1e6 %", "1 ym",
  ]

  /// Marks of YAML, JSON and CSV.
  private static let textTokens =
    numbers + [
      "&a ", "*a", "<<: *a\n", "[", "]", "{", "}", ": ", "- ", "\n", "\n\t", "  ", "\"", "'", "|\n", ">-\n",
      "#",
      "!!str ", "---\n", "...\n", "%", "@", "? ", ",", ";", "~", "null", "true", "[]", "{}",
      "extends: spec.yaml\n",
      "../", "/dev/zero", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{202E}", "\u{1B}[31m", "\0", "\r\n", "é", "🦉",
      "\\u0000", "\\ud800", "\\x1b", "%00", "\u{1F}\u{8B}",
    ]

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}

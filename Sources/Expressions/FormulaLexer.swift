import Diagnostics

/// A text as formulas are written in: its characters and where it begins.
struct FormulaText {
  let scalars: [Unicode.Scalar]
  private let start: SourceLocation?
  /// Index of the first character of every line.
  private let lines: [Int]

  init(_ text: String, at start: SourceLocation?) {
    let scalars = Array(text.unicodeScalars)
    (self.scalars, self.start) = (scalars, start)
    lines = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
  }

  /// The place of some characters; nil where the text has none.
  func place(_ range: Range<Int>) -> SourceLocation? {
    guard var place = start else { return nil }
    let line = (lines.lastIndex { $0 <= range.lowerBound }) ?? 0
    place.line += line
    place.column = (line == 0 ? place.column : 1) + range.lowerBound - lines[line]
    place.length = max(1, range.count)
    return place
  }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range.clamped(to: scalars.indices)]))
  }
}

/// A word of a formula.
struct FormulaToken {
  enum Kind: Equatable {
    /// Decimal digits with an exponent behind "e".
    case number(String)
    case name(String)
    /// What stands between brackets.
    case unit(String)
    /// An operator, a parenthesis, a comma.
    case sign(String)
    case end
  }
  var kind: Kind
  var range: Range<Int>
}

extension FormulaText {
  /// The words, and the characters that belong to none.
  func tokens() -> (tokens: [FormulaToken], strays: [Range<Int>]) {
    var tokens: [FormulaToken] = []
    var strays: [Range<Int>] = []
    var index = 0
    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
      index + offset < scalars.count ? scalars[index + offset] : nil
    }
    func take(_ kind: FormulaToken.Kind, _ count: Int) {
      tokens.append(FormulaToken(kind: kind, range: index..<index + count))
      index += count
    }
    while let c = peek() {
      if c.properties.isWhitespace {
        index += 1
      } else if Self.isDigit(c) || c == "." && peek(1).map(Self.isDigit) == true {
        let (digits, count) = number(at: index)
        take(.number(digits), count)
      } else if Self.isLetter(c) {
        let count = scalars[index...].prefix { Self.isLetter($0) || Self.isDigit($0) }.count
        take(.name(text(index..<index + count)), count)
      } else if c == "[" {
        let inside = scalars[(index + 1)...].prefix { $0 != "]" && $0 != "[" }.count
        let end = index + 1 + inside
        guard end < scalars.count, scalars[end] == "]" else {
          strays.append(index..<index + 1)
          index += 1
          continue
        }
        take(.unit(text(index + 1..<end)), inside + 2)
      } else if let sign = Self.synonyms[c] {
        take(.sign(sign), 1)
      } else if "<>".unicodeScalars.contains(c) {
        let isWide = peek(1) == "="
        take(.sign(isWide ? "\(c)=" : "\(c)"), isWide ? 2 : 1)
      } else {
        strays.append(index..<index + 1)
        index += 1
      }
    }
    tokens.append(FormulaToken(kind: .end, range: scalars.count..<scalars.count))
    return (tokens, strays)
  }

  private static let synonyms: [Unicode.Scalar: String] = [
    "+": "+", "-": "-", "−": "-", "*": "*", "·": "*", "×": "*", "/": "/", "÷": "/", "^": "^", "(": "(",
    ")": ")", ",": ",",
  ]

  private static func isDigit(_ c: Unicode.Scalar) -> Bool { ("0"..."9").contains(c) }
  /// Letters of any script, "_", and the signs of units.
  private static func isLetter(_ c: Unicode.Scalar) -> Bool {
    c == "_" || c == "%" || c == "°" || c.properties.isAlphabetic
  }

  /// Digits, a point, and an exponent if digits follow: "1e3" is a number, "1 eV" and "1eV" have a unit.
  private func number(at start: Int) -> (digits: String, count: Int) {
    var end = start
    func digits() { while end < scalars.count, Self.isDigit(scalars[end]) { end += 1 } }
    digits()
    if end < scalars.count, scalars[end] == "." {
      end += 1
      digits()
    }
    if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      let mark = end
      end += 1
      if end < scalars.count, scalars[end] == "-" || scalars[end] == "+" { end += 1 }
      let first = end
      digits()
      if end == first { end = mark }
    }
    return (text(start..<end).lowercased(), end - start)
  }
}

extension BinaryInteger {
  /// The digits in groups of three, for people: "159,040". Never for what programs read.
  package var grouped: String { "\(self)".withGroupedNumbers }
}

extension String {
  /// The text with the digits of its whole numbers in groups of three: "9472 rows × 0.00125" as "9,472 rows × 0.00125".
  ///
  /// Digits that belong to a word or follow a point stay: names and fractions are not counted.
  package var withGroupedNumbers: String {
    var (out, digits) = ("", "")
    var isCounted = true
    func grouped() -> String {
      guard isCounted, digits.count > 3 else { return digits }
      var text = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text += "," }
        text.append(digit)
      }
      return text
    }
    for character in self {
      if character.isASCII, character.isNumber {
        if digits.isEmpty, let last = out.last {
          isCounted =
            !(last.isLetter || "._-".contains(last)) || last == "-" && out.dropLast().last?.isLetter != true
        }
        digits.append(character)
      } else {
        // A digit before a letter is part of a word, "1e5" and "2T2R" among them.
        if character.isLetter { isCounted = false }
        out += grouped() + String(character)
        (digits, isCounted) = ("", true)
      }
    }
    return out + grouped()
  }
}

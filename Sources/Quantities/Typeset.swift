extension Quantity {
  /// The value for people who read a page: `3.2 µm²` where a terminal and a spec have `3.2 um^2`; number and unit stay
  /// on one line.
  package func typeset(digits: Int) -> String {
    // Squared prefixes are a million apart: a hundredth of a square millimetre reads better than ten thousand µm².
    if D.self == AreaDimension.self, (1e-8..<1e-6).contains(si) {
      return "\(Ratio(si: 1e6 * si).formatted(digits: digits))\u{A0}mm²"
    }
    let text = formatted(digits: digits)
    guard let space = text.firstIndex(of: " ") else { return text }
    let unit = text[space...].dropFirst()
    let prefixed = unit.hasPrefix("u") ? "µ" + unit.dropFirst() : String(unit)
    return text[..<space] + "\u{A0}"
      + prefixed.replacing("^2", with: "²").replacing("^3", with: "³").replacing("Ohm", with: "Ω")
  }
}

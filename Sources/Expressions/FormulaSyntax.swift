/// How a language writes formulas.
package struct FormulaSyntax: Sendable {
  /// Where parentheses stand.
  package enum Parentheses: Sendable {
    /// Where precedence asks for them.
    case whereNeeded
    /// Around every operation, so that no program's precedence matters.
    case everywhere
  }
  /// How a power is written.
  package enum Power: Sendable {
    /// `a^b`.
    case caret
    /// `a**b`.
    case stars
    /// `pow(a, b)`, C's.
    case function
    /// `pow(a, b)` that takes the magnitude of a, as ngspice's: odd whole powers keep one factor outside.
    case functionOfMagnitude
  }
  /// How a choice is written.
  package enum Choice: Sendable {
    /// `if(a < b, x, y)`.
    case function
    /// `(a < b ? x : y)`.
    case ternary
  }

  /// Where parentheses stand.
  package var parentheses: Parentheses
  /// Whether blanks stand around + and −, and after commas.
  package var isSpaced: Bool
  /// How a power is written.
  package var power: Power
  /// How a choice is written.
  package var choice: Choice
  /// Whether constants have their units; without, they are numbers of SI units.
  package var hasUnits = false
  /// How a number is written.
  package var number: @Sendable (Double) -> String

  /// A syntax.
  package init(
    parentheses: Parentheses, isSpaced: Bool, power: Power, choice: Choice,
    number: @escaping @Sendable (Double) -> String = FormulaSyntax.exactNumber
  ) {
    (self.parentheses, self.isSpaced, self.power, self.choice) = (parentheses, isSpaced, power, choice)
    self.number = number
  }

  /// What ``Formula/parse(_:symbols:at:)`` reads.
  package static let text: FormulaSyntax = {
    var syntax = FormulaSyntax(parentheses: .whereNeeded, isSpaced: true, power: .caret, choice: .function)
    syntax.hasUnits = true
    return syntax
  }()
  /// Verilog-A: every number has a point or an exponent, so that no division is one of integers.
  package static let verilogA = FormulaSyntax(
    parentheses: .whereNeeded, isSpaced: true, power: .function, choice: .ternary,
    number: { value in
      let text = exactNumber(value)
      return text.contains { ".eE".contains($0) } ? text : text + ".0"
    })
  /// ngspice (manual of version 39, 5.1): `pow(x, y)`, `x^y` and `x**y` take the magnitude of x.
  package static let ngspice = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .functionOfMagnitude, choice: .ternary)
  /// HSPICE (Command Reference): `pow` cuts the exponent to an integer, `**` does not.
  package static let hspice = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .stars, choice: .ternary)
  /// Spectre.
  package static let spectre = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .function, choice: .ternary)
  /// Xyce.
  package static let xyce = spectre
  /// VACASK.
  package static let vacask = spectre

  /// The shortest decimal digits that read back to the same double: "40", "0.43", "4e-05".
  @Sendable package static func exactNumber(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// How a language writes formulas.
public struct FormulaSyntax: Sendable {
  /// Where parentheses stand.
  public enum Parentheses: Sendable {
    /// Where precedence asks for them.
    case whereNeeded
    /// Around every operation, so that no program's precedence matters.
    case everywhere
  }
  /// How a power is written.
  public enum Power: Sendable {
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
  public enum Choice: Sendable {
    /// `if(a < b, x, y)`.
    case function
    /// `(a < b ? x : y)`.
    case ternary
  }

  /// Where parentheses stand.
  public var parentheses: Parentheses
  /// Whether blanks stand around + and −, and after commas.
  public var isSpaced: Bool
  /// How a power is written.
  public var power: Power
  /// How a choice is written.
  public var choice: Choice
  /// Whether constants have their units; without, they are numbers of SI units.
  public var hasUnits = false
  /// How a number is written.
  public var number: @Sendable (Double) -> String

  /// A syntax.
  public init(
    parentheses: Parentheses, isSpaced: Bool, power: Power, choice: Choice,
    number: @escaping @Sendable (Double) -> String = FormulaSyntax.exactNumber
  ) {
    (self.parentheses, self.isSpaced, self.power, self.choice) = (parentheses, isSpaced, power, choice)
    self.number = number
  }

  /// What ``Formula/parse(_:symbols:at:)`` reads.
  public static let text: FormulaSyntax = {
    var syntax = FormulaSyntax(parentheses: .whereNeeded, isSpaced: true, power: .caret, choice: .function)
    syntax.hasUnits = true
    return syntax
  }()
  /// Verilog-A: every number has a point or an exponent, so that no division is one of integers.
  public static let verilogA = FormulaSyntax(
    parentheses: .whereNeeded, isSpaced: true, power: .function, choice: .ternary,
    number: { value in
      let text = exactNumber(value)
      return text.contains { ".eE".contains($0) } ? text : text + ".0"
    })
  /// ngspice (manual of version 39, 5.1): `pow(x, y)`, `x^y` and `x**y` take the magnitude of x.
  public static let ngspice = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .functionOfMagnitude, choice: .ternary)
  /// HSPICE (Command Reference): `pow` cuts the exponent to an integer, `**` does not.
  public static let hspice = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .stars, choice: .ternary)
  /// Spectre.
  public static let spectre = FormulaSyntax(
    parentheses: .everywhere, isSpaced: false, power: .function, choice: .ternary)
  /// Xyce.
  public static let xyce = spectre
  /// VACASK.
  public static let vacask = spectre

  /// The shortest decimal digits that read back to the same double: "40", "0.43", "4e-05".
  @Sendable public static func exactNumber(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

import Quantities

/// A formula as a value: constants, symbols, arithmetic, functions and choices.
///
/// It can be read from text (``parse(_:symbols:at:)``), checked for units, evaluated over many lanes (``Program``),
/// differentiated, simplified, and printed for people and for simulators (``text(_:)``). It knows nothing of what its
/// symbols stand for.
///
/// ```swift
/// let law: Formula = "g" * "v0" * .sinh("v" / "v0")
/// law.derivative(by: "v")           // g*cosh(v/v0)
/// law.text(.ngspice)                // ((g*v0)*sinh((v/v0)))
/// ```
///
/// (It is not called `Expression` because Foundation has a type of that name.)
public indirect enum Formula: Sendable, Hashable {
  /// A finite number with its unit.
  case constant(Measure)
  /// A parameter or variable.
  case symbol(String)
  /// The negative.
  case negative(Formula)
  /// An operation of two operands.
  case operation(Operator, Formula, Formula)
  /// A function of so many arguments as it takes.
  case call(Function, [Formula])
  /// One of two, by a comparison.
  case choice(Comparison, then: Formula, else: Formula)

  /// The operations; `power` is C's `pow`.
  public enum Operator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }

  /// The functions, named as in text.
  public enum Function: String, Sendable, CaseIterable {
    case sinh, cosh, tanh, exp, ln, sqrt, abs, min, max

    /// How many arguments it takes.
    public var arity: Int { self == .min || self == .max ? 2 : 1 }
  }

  /// A comparison of two values; false where one is not a number.
  public struct Comparison: Sendable, Hashable {
    /// How they are compared.
    public enum Relation: String, Sendable, CaseIterable {
      case less = "<"
      case lessOrEqual = "<="
      case greater = ">"
      case greaterOrEqual = ">="
    }
    /// How they are compared.
    public var relation: Relation
    /// The left side.
    public var left: Formula
    /// The right side.
    public var right: Formula

    /// Makes a comparison.
    public init(_ left: Formula, _ relation: Relation, _ right: Formula) {
      (self.left, self.relation, self.right) = (left, relation, right)
    }
  }
}

// How formulas are written in Swift.
extension Formula: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A symbol.
  public init(stringLiteral name: String) { self = .symbol(name) }
  /// A pure number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A pure number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }

  /// A pure number.
  public static func number(_ value: Double) -> Formula { .constant(Measure(si: value)) }
  /// A constant quantity.
  public static func quantity<D>(_ quantity: Quantity<D>) -> Formula { .constant(Measure(quantity)) }

  /// Sum.
  public static func + (a: Formula, b: Formula) -> Formula { .operation(.add, a, b) }
  /// Difference.
  public static func - (a: Formula, b: Formula) -> Formula { .operation(.subtract, a, b) }
  /// Product.
  public static func * (a: Formula, b: Formula) -> Formula { .operation(.multiply, a, b) }
  /// Quotient.
  public static func / (a: Formula, b: Formula) -> Formula { .operation(.divide, a, b) }
  /// Negative.
  public static prefix func - (a: Formula) -> Formula { .negative(a) }
  /// Power.
  public func power(_ exponent: Formula) -> Formula { .operation(.power, self, exponent) }

  /// Hyperbolic sine.
  public static func sinh(_ x: Formula) -> Formula { .call(.sinh, [x]) }
  /// Hyperbolic cosine.
  public static func cosh(_ x: Formula) -> Formula { .call(.cosh, [x]) }
  /// Hyperbolic tangent.
  public static func tanh(_ x: Formula) -> Formula { .call(.tanh, [x]) }
  /// Exponential.
  public static func exp(_ x: Formula) -> Formula { .call(.exp, [x]) }
  /// Natural logarithm.
  public static func ln(_ x: Formula) -> Formula { .call(.ln, [x]) }
  /// Square root.
  public static func sqrt(_ x: Formula) -> Formula { .call(.sqrt, [x]) }
  /// Magnitude.
  public static func abs(_ x: Formula) -> Formula { .call(.abs, [x]) }
  /// The smaller of two.
  public static func min(_ a: Formula, _ b: Formula) -> Formula { .call(.min, [a, b]) }
  /// The larger of two.
  public static func max(_ a: Formula, _ b: Formula) -> Formula { .call(.max, [a, b]) }
}

/// A named part of a formula: `overdrive = polarity*v + vf`.
public struct Definition: Sendable, Hashable {
  /// The symbol that it defines.
  public var name: String
  /// What it stands for.
  public var formula: Formula

  /// Makes a definition.
  public init(_ name: String, _ formula: Formula) { (self.name, self.formula) = (name, formula) }
}

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
package indirect enum Formula: Sendable, Hashable {
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
  package enum Operator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }

  /// The functions, named as in text.
  package enum Function: String, Sendable, CaseIterable {
    case sinh, cosh, tanh, exp, ln, sqrt, abs, min, max

    /// How many arguments it takes.
    package var arity: Int { self == .min || self == .max ? 2 : 1 }
  }

  /// A comparison of two values; false where one is not a number.
  package struct Comparison: Sendable, Hashable {
    /// How they are compared.
    package enum Relation: String, Sendable, CaseIterable {
      case less = "<"
      case lessOrEqual = "<="
      case greater = ">"
      case greaterOrEqual = ">="
    }
    /// How they are compared.
    package var relation: Relation
    /// The left side.
    package var left: Formula
    /// The right side.
    package var right: Formula

    /// Makes a comparison.
    package init(_ left: Formula, _ relation: Relation, _ right: Formula) {
      (self.left, self.relation, self.right) = (left, relation, right)
    }
  }
}

// How formulas are written in Swift.
extension Formula: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A symbol.
  package init(stringLiteral name: String) { self = .symbol(name) }
  /// A pure number.
  package init(floatLiteral value: Double) { self = .number(value) }
  /// A pure number.
  package init(integerLiteral value: Int) { self = .number(Double(value)) }

  /// A pure number.
  package static func number(_ value: Double) -> Formula { .constant(Measure(si: value)) }
  /// A constant quantity.
  package static func quantity<D>(_ quantity: Quantity<D>) -> Formula { .constant(Measure(quantity)) }

  /// Sum.
  package static func + (a: Formula, b: Formula) -> Formula { .operation(.add, a, b) }
  /// Difference.
  package static func - (a: Formula, b: Formula) -> Formula { .operation(.subtract, a, b) }
  /// Product.
  package static func * (a: Formula, b: Formula) -> Formula { .operation(.multiply, a, b) }
  /// Quotient.
  package static func / (a: Formula, b: Formula) -> Formula { .operation(.divide, a, b) }
  /// Negative.
  package static prefix func - (a: Formula) -> Formula { .negative(a) }
  /// Power.
  package func power(_ exponent: Formula) -> Formula { .operation(.power, self, exponent) }

  /// Hyperbolic sine.
  package static func sinh(_ x: Formula) -> Formula { .call(.sinh, [x]) }
  /// Hyperbolic cosine.
  package static func cosh(_ x: Formula) -> Formula { .call(.cosh, [x]) }
  /// Hyperbolic tangent.
  package static func tanh(_ x: Formula) -> Formula { .call(.tanh, [x]) }
  /// Exponential.
  package static func exp(_ x: Formula) -> Formula { .call(.exp, [x]) }
  /// Natural logarithm.
  package static func ln(_ x: Formula) -> Formula { .call(.ln, [x]) }
  /// Square root.
  package static func sqrt(_ x: Formula) -> Formula { .call(.sqrt, [x]) }
  /// Magnitude.
  package static func abs(_ x: Formula) -> Formula { .call(.abs, [x]) }
  /// The smaller of two.
  package static func min(_ a: Formula, _ b: Formula) -> Formula { .call(.min, [a, b]) }
  /// The larger of two.
  package static func max(_ a: Formula, _ b: Formula) -> Formula { .call(.max, [a, b]) }
}

/// A named part of a formula: `overdrive = polarity*v + vf`.
package struct Definition: Sendable, Hashable {
  /// The symbol that it defines.
  package var name: String
  /// What it stands for.
  package var formula: Formula

  /// Makes a definition.
  package init(_ name: String, _ formula: Formula) { (self.name, self.formula) = (name, formula) }
}

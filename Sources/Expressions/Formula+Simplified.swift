import Foundation
import Quantities

extension Formula {
  /// The same formula in fewer operations: constants folded, neutral elements and double signs left out.
  ///
  /// Where both have a finite value it is the same but for rounding; `0*x` is 0 whatever x. Units are to be checked before:
  /// a 0 that is left has lost its own.
  package var simplified: Formula { with(operands: operands.map(\.simplified)).simplifiedTop }

  /// Whether it is the constant 0.
  var isZero: Bool { constant?.si == 0 }
  private var isOne: Bool { pureNumber == 1 }

  /// Simplified, where the operands are.
  var simplifiedTop: Formula {
    switch self {
    case .constant, .symbol: self
    case .negative(let a): a.negated
    case .operation(let op, let a, let b): Self.folded(op, a, b) ?? Self.simplified(op, a, b)
    case .call(let function, let x): Self.simplified(function, x)
    case .choice(let test, let a, let b): Self.simplified(test, a, b)
    }
  }

  /// The negative of a simplified formula, with the sign as far inside as it costs nothing.
  private var negated: Formula {
    switch self {
    case .negative(let a): a
    case .constant(let c): c.si == 0 ? self : .constant(Measure(si: -c.si, dimension: c.dimension))
    case .operation(.subtract, let a, let b): (b - a).simplifiedTop
    default: .negative(self)
    }
  }

  private static func simplified(_ op: Operator, _ a: Formula, _ b: Formula) -> Formula {
    switch op {
    case .add:
      if a.isZero { return b }
      if b.isZero { return a }
      if case .negative(let c) = b { return (a - c).simplifiedTop }
      if case .negative(let c) = a { return (b - c).simplifiedTop }
      if let c = b.constant, c.si < 0 {
        return (a - .constant(Measure(si: -c.si, dimension: c.dimension))).simplifiedTop
      }
    case .subtract:
      if b.isZero { return a }
      if a.isZero { return b.negated }
      if a == b { return 0 }
      if case .negative(let c) = b { return (a + c).simplifiedTop }
      if let c = b.constant, c.si < 0 {
        return (a + .constant(Measure(si: -c.si, dimension: c.dimension))).simplifiedTop
      }
    case .multiply:
      if a.isZero || b.isZero { return 0 }
      if a.isOne { return b }
      if b.isOne { return a }
      if a.pureNumber == -1 { return b.negated }
      if b.pureNumber == -1 { return a.negated }
      if case .negative(let c) = a { return (c * b).simplifiedTop.negated }
      if case .negative(let c) = b { return (a * c).simplifiedTop.negated }
      // Numbers to the left, into one.
      if let number = a.constant, case .operation(.multiply, .constant(let other), let rest) = b,
        let product = folded(.multiply, .constant(number), .constant(other))
      {
        return (product * rest).simplifiedTop
      }
      if b.constant != nil, a.constant == nil { return (b * a).simplifiedTop }
    case .divide:
      if a.isZero { return 0 }
      if b.isOne { return a }
      if b.pureNumber == -1 { return a.negated }
      if case .negative(let c) = a { return (c / b).simplifiedTop.negated }
      if case .negative(let c) = b { return (a / c).simplifiedTop.negated }
    case .power:
      if b.isOne { return a }
      if b.isZero { return 1 }
      if a.isOne { return 1 }
    }
    return .operation(op, a, b)
  }

  private static func simplified(_ function: Function, _ x: [Formula]) -> Formula {
    if let value = folded(function, x) { return value }
    switch function {
    case .abs:
      if case .negative(let a) = x[0] { return Formula.abs(a).simplifiedTop }
      if case .call(.abs, _) = x[0] { return x[0] }
    case .cosh:
      if case .negative(let a) = x[0] { return Formula.cosh(a).simplifiedTop }
    case .sinh, .tanh:
      if case .negative(let a) = x[0] { return .negative(.call(function, [a])) }
    case .min, .max:
      if x[0] == x[1] { return x[0] }
    case .exp, .ln, .sqrt: break
    }
    return .call(function, x)
  }

  private static func simplified(_ test: Comparison, _ a: Formula, _ b: Formula) -> Formula {
    if a == b { return a }
    if let left = test.left.constant, let right = test.right.constant, left.dimension == right.dimension {
      return test.relation.holds(left.si, right.si) ? a : b
    }
    return .choice(test, then: a, else: b)
  }

  // MARK: constants

  /// The value of an operation on constants of fitting units; nil where there is none, or none that is finite.
  private static func folded(_ op: Operator, _ a: Formula, _ b: Formula) -> Formula? {
    guard let a = a.constant, let b = b.constant else { return nil }
    let dimension: Exponents? =
      switch op {
      case .add, .subtract: a.dimension == b.dimension ? a.dimension : nil
      case .multiply: a.dimension + b.dimension
      case .divide: a.dimension + b.dimension * -1
      case .power: a.dimension == .none && b.dimension == .none ? Exponents.none : nil
      }
    guard let dimension else { return nil }
    return finite(op.value(a.si, b.si), dimension)
  }

  private static func folded(_ function: Function, _ x: [Formula]) -> Formula? {
    let constants = x.compactMap(\.constant)
    guard constants.count == x.count else { return nil }
    let (a, b) = (constants[0], constants[constants.count - 1])
    switch function {
    case .min, .max, .abs:
      guard a.dimension == b.dimension else { return nil }
      return finite(function.value(a.si, b.si), a.dimension)
    default:
      guard a.dimension == .none else { return nil }
      return finite(function.value(a.si, b.si), .none)
    }
  }

  private static func finite(_ value: Double, _ dimension: Exponents) -> Formula? {
    value.isFinite ? .constant(Measure(si: value == 0 ? 0 : value, dimension: dimension)) : nil
  }
}

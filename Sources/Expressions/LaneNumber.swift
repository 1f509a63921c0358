import Foundation

/// The numbers that formulas are evaluated in: `Double` and `Float`, each with the C library's functions of its precision.
package protocol LaneNumber: BinaryFloatingPoint, Sendable {
  /// Hyperbolic sine.
  static func sinh(_ x: Self) -> Self
  /// Hyperbolic cosine.
  static func cosh(_ x: Self) -> Self
  /// Hyperbolic tangent.
  static func tanh(_ x: Self) -> Self
  /// Exponential.
  static func exp(_ x: Self) -> Self
  /// Natural logarithm.
  static func ln(_ x: Self) -> Self
  /// Power.
  static func pow(_ x: Self, _ y: Self) -> Self
}

extension Double: LaneNumber {
  @inline(__always) package static func sinh(_ x: Double) -> Double { Foundation.sinh(x) }
  @inline(__always) package static func cosh(_ x: Double) -> Double { Foundation.cosh(x) }
  @inline(__always) package static func tanh(_ x: Double) -> Double { Foundation.tanh(x) }
  @inline(__always) package static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  @inline(__always) package static func ln(_ x: Double) -> Double { Foundation.log(x) }
  @inline(__always) package static func pow(_ x: Double, _ y: Double) -> Double { Foundation.pow(x, y) }
}

extension Float: LaneNumber {
  @inline(__always) package static func sinh(_ x: Float) -> Float { Foundation.sinh(x) }
  @inline(__always) package static func cosh(_ x: Float) -> Float { Foundation.cosh(x) }
  @inline(__always) package static func tanh(_ x: Float) -> Float { Foundation.tanh(x) }
  @inline(__always) package static func exp(_ x: Float) -> Float { Foundation.exp(x) }
  @inline(__always) package static func ln(_ x: Float) -> Float { Foundation.log(x) }
  @inline(__always) package static func pow(_ x: Float, _ y: Float) -> Float { Foundation.pow(x, y) }
}

// What each operation computes, in one place: programs and the folding of constants agree to the last bit.
extension Formula.Operator {
  @inline(__always) func value<Number: LaneNumber>(_ a: Number, _ b: Number) -> Number {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: Number.pow(a, b)
    }
  }
}

extension Formula.Function {
  /// - Parameter b: the second argument of a function that has two.
  @inline(__always) func value<Number: LaneNumber>(_ a: Number, _ b: Number) -> Number {
    switch self {
    case .sinh: Number.sinh(a)
    case .cosh: Number.cosh(a)
    case .tanh: Number.tanh(a)
    case .exp: Number.exp(a)
    case .ln: Number.ln(a)
    case .sqrt: a.squareRoot()
    case .abs: Swift.abs(a)
    case .min: a < b ? a : b
    case .max: a > b ? a : b
    }
  }
}

extension Formula.Comparison.Relation {
  @inline(__always) func holds<Number: LaneNumber>(_ a: Number, _ b: Number) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

import Expressions
import Foundation
import Kernels
import Quantities

/// Formulas and points drawn from a seed.
struct RandomFormulas {
  private let random: Philox
  private var count: UInt64 = 0
  let symbols = ["x", "y", "z"]

  init(seed: UInt64) { random = Philox(seed: seed) }

  mutating func uniform(_ range: ClosedRange<Double> = 0...1) -> Double {
    count += 1
    return range.lowerBound
      + (range.upperBound - range.lowerBound) * random.uniform(purpose: 0, stream: 0, index: count)
  }

  mutating func choose<T>(_ values: [T]) -> T {
    values[min(Int(uniform() * Double(values.count)), values.count - 1)]
  }

  mutating func point() -> [Double] { symbols.map { _ in uniform(-2...2) } }

  /// Any formula at all, whatever its value or units.
  mutating func any(depth: Int) -> Formula {
    guard depth > 0, uniform() > 0.1 else {
      guard uniform() < 0.5 else { return .symbol(choose(symbols)) }
      let value = choose([0, 1, -1, 40, -0.0, 1e-30, -2.5e22, 0.1, uniform(-9...9), exp(uniform(-600...600))])
      return .constant(Measure(si: value, dimension: choose([.none, .none, dimension()])))
    }
    switch Int(uniform() * 8) {
    case 0: return -any(depth: depth - 1)
    case 1:
      let function = choose(Formula.Function.allCases)
      return .call(function, (0..<function.arity).map { _ in any(depth: depth - 1) })
    case 2:
      let relation = choose(Formula.Comparison.Relation.allCases)
      return .choice(
        Formula.Comparison(any(depth: depth - 1), relation, any(depth: depth - 1)),
        then: any(depth: depth - 1),
        else: any(depth: depth - 1))
    default:
      return .operation(choose(Formula.Operator.allCases), any(depth: depth - 1), any(depth: depth - 1))
    }
  }

  private mutating func dimension() -> Exponents {
    var powers: [Int] = []
    for _ in 0..<6 { powers.append(choose([0, 0, 0, 1, -2])) }
    return choose([
      Voltage.exponents, Conductance.exponents, SlewRate.exponents,
      Exponents(
        metre: powers[0], kilogram: powers[1], second: powers[2], ampere: powers[3], kelvin: powers[4],
        square: powers[5]),
    ])
  }

  /// A formula of pure numbers that is smooth almost everywhere and defined everywhere.
  mutating func tame(depth: Int) -> Formula {
    guard depth > 0 else {
      return uniform() < 0.7 ? .symbol(choose(symbols)) : .number(choose([1, 2, -1, 0.5, uniform(-3...3)]))
    }
    func positive(_ formula: Formula) -> Formula { .abs(formula) + 0.5 }
    let (a, b) = (tame(depth: depth - 1), tame(depth: depth - Int(1 + 2 * uniform())))
    switch Int(uniform() * 16) {
    case 0: return -a
    case 1, 2: return a + b
    case 3: return a - b
    case 4, 5: return a * b
    case 6: return a / positive(b)
    case 7: return a.power(.number(choose([2, 3, 1])))
    case 8: return positive(a).power(.number(choose([-1, 0.5, 1.5, -3, 2])))
    case 9: return choose([.sinh(.tanh(a)), .cosh(.tanh(a)), .tanh(a)])
    case 10: return .exp(.tanh(a))
    case 11: return .ln(positive(a))
    case 12: return .sqrt(positive(a))
    case 13: return choose([.min(a, b), .max(a, b)])
    case 14: return .abs(a)
    default:
      return .choice(
        Formula.Comparison(.symbol(choose(symbols)), choose(Formula.Comparison.Relation.allCases), b),
        then: a,
        else: tame(depth: depth - 1))
    }
  }
}

/// The value of a formula by plain recursion: the oracle of compiled programs.
func value(_ formula: Formula, _ symbols: [String: Double]) -> Double {
  switch formula {
  case .constant(let measure): return measure.si
  case .symbol(let name): return symbols[name] ?? .nan
  case .negative(let a): return -value(a, symbols)
  case .operation(let op, let a, let b):
    let (a, b) = (value(a, symbols), value(b, symbols))
    switch op {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .power: return pow(a, b)
    }
  case .call(let function, let arguments):
    let x = arguments.map { value($0, symbols) }
    switch function {
    case .sinh: return sinh(x[0])
    case .cosh: return cosh(x[0])
    case .tanh: return tanh(x[0])
    case .exp: return exp(x[0])
    case .ln: return log(x[0])
    case .sqrt: return sqrt(x[0])
    case .abs: return abs(x[0])
    case .min: return x[0] < x[1] ? x[0] : x[1]
    case .max: return x[0] > x[1] ? x[0] : x[1]
    }
  case .choice(let test, let a, let b):
    let (left, right) = (value(test.left, symbols), value(test.right, symbols))
    let holds =
      switch test.relation {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    return value(holds ? a : b, symbols)
  }
}

extension RandomFormulas {
  /// A point by name.
  func named(_ point: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(symbols, point))
  }
}

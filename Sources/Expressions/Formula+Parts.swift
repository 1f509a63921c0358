import Quantities

extension Formula {
  /// The formulas that it is directly made of, in the order of its text.
  package var operands: [Formula] {
    switch self {
    case .constant, .symbol: []
    case .negative(let a): [a]
    case .operation(_, let a, let b): [a, b]
    case .call(_, let arguments): arguments
    case .choice(let comparison, let a, let b): [comparison.left, comparison.right, a, b]
    }
  }

  /// The same with other operands, of the same number.
  package func with(operands: [Formula]) -> Formula {
    switch self {
    case .constant, .symbol: self
    case .negative: .negative(operands[0])
    case .operation(let op, _, _): .operation(op, operands[0], operands[1])
    case .call(let function, _): .call(function, operands)
    case .choice(let comparison, _, _):
      .choice(
        Comparison(operands[0], comparison.relation, operands[1]), then: operands[2], else: operands[3])
    }
  }

  /// The names of its symbols, in order of first appearance.
  package var symbols: [String] {
    var found: [String] = []
    var known: Set<String> = []
    func collect(_ formula: Formula) {
      if case .symbol(let name) = formula, known.insert(name).inserted { found.append(name) }
      for operand in formula.operands { collect(operand) }
    }
    collect(self)
    return found
  }

  /// How many constants, symbols and operations it consists of.
  package var nodeCount: Int { operands.reduce(1) { $0 + $1.nodeCount } }

  /// The same with formulas in the place of symbols; what stands for a symbol is not looked at again.
  package func replacing(_ values: [String: Formula]) -> Formula {
    if case .symbol(let name) = self { return values[name] ?? self }
    return with(operands: operands.map { $0.replacing(values) })
  }

  /// The same with definitions put in the place of their names; each may use those before it.
  package func inlining(_ definitions: [Definition]) -> Formula {
    var values: [String: Formula] = [:]
    for definition in definitions { values[definition.name] = definition.formula.replacing(values) }
    return replacing(values)
  }

  /// Its value if it is a constant.
  var constant: Measure? { if case .constant(let measure) = self { measure } else { nil } }

  /// Its number if it is a pure number.
  var pureNumber: Double? {
    guard let constant, constant.dimension == .none else { return nil }
    return constant.si
  }

  /// A factor times one of two values as one of two products: `k*min(x, 0)` as `x < 0 ? k*x : k*0`, simplified.
  ///
  /// A `min` or `max` is the choice that it stands for. What no choice is a factor of stays.
  package var withChoiceOutside: Formula {
    switch self {
    case .call(.min, let x): .choice(Comparison(x[0], .less, x[1]), then: x[0], else: x[1])
    case .call(.max, let x): .choice(Comparison(x[0], .greater, x[1]), then: x[0], else: x[1])
    case .negative(let a):
      if case .choice(let test, let yes, let no) = a.withChoiceOutside {
        .choice(test, then: (-yes).simplified, else: (-no).simplified)
      } else {
        self
      }
    case .operation(.multiply, let a, let b):
      if case .choice(let test, let yes, let no) = b.withChoiceOutside {
        .choice(test, then: (a * yes).simplified, else: (a * no).simplified)
      } else if case .choice(let test, let yes, let no) = a.withChoiceOutside {
        .choice(test, then: (yes * b).simplified, else: (no * b).simplified)
      } else {
        self
      }
    default: self
    }
  }

  /// A function's own course between two arguments, and its tangents beyond: `f(b) + f'(b)*(x - b)` with b the argument
  /// kept between the two, so that no step of a solver overflows.
  /// - Parameters:
  ///   - argument: the symbol of the argument.
  ///   - bounded: a symbol for the argument kept between the two.
  package func continuedLinearly(in argument: String, bounded: String) -> Formula {
    let slope = derivative(by: argument)
    let inside: [String: Formula] = [argument: .symbol(bounded)]
    return (replacing(inside) + slope.replacing(inside) * (.symbol(argument) - .symbol(bounded)))
  }
}

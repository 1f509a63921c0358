extension Formula {
  /// The derivative by a symbol, simplified.
  ///
  /// At a kink (of `abs`, `min`, `max` and choices) it is that of the side which the formula takes there.
  package func derivative(by name: String) -> Formula { simplified.slope(by: name).simplified }

  /// The derivative; parts without the symbol are 0 at once, so that nothing grows beside what depends on it.
  private func slope(by name: String) -> Formula {
    switch self {
    case .constant: return 0
    case .symbol(let own): return own == name ? 1 : 0
    default: break
    }
    guard depends(on: name) else { return 0 }
    switch self {
    case .constant, .symbol: return 0
    case .negative(let a): return -a.slope(by: name)
    case .operation(let op, let a, let b):
      return Self.slope(op, a, b, a.slope(by: name).simplifiedTop, b.slope(by: name).simplifiedTop)
    case .call(let function, let x):
      return Self.slope(function, x, x.map { $0.slope(by: name).simplifiedTop })
    case .choice(let test, let a, let b):
      return .choice(test, then: a.slope(by: name), else: b.slope(by: name))
    }
  }

  /// Whether a symbol is in it.
  package func depends(on name: String) -> Bool {
    if case .symbol(let own) = self { return own == name }
    return operands.contains { $0.depends(on: name) }
  }

  private static func slope(_ op: Operator, _ a: Formula, _ b: Formula, _ da: Formula, _ db: Formula)
    -> Formula
  {
    switch op {
    case .add: da + db
    case .subtract: da - db
    case .multiply:
      // Zeros are left out here: what is simplified later is made of one term where one factor is constant.
      if da.isZero { a * db } else if db.isZero { da * b } else { da * b + a * db }
    case .divide: db.isZero ? da / b : da.isZero ? -(a * db / (b * b)) : da / b - a * db / (b * b)
    case .power:
      if db.isZero {
        b * a.power((b - 1).simplifiedTop) * da
      } else if da.isZero {
        a.power(b) * .ln(a) * db
      } else {
        a.power(b) * (db * .ln(a) + b * da / a)
      }
    }
  }

  private static func slope(_ function: Function, _ x: [Formula], _ dx: [Formula]) -> Formula {
    let (u, du) = (x[0], dx[0])
    switch function {
    case .sinh: return .cosh(u) * du
    case .cosh: return .sinh(u) * du
    case .tanh: return (1 - .tanh(u) * .tanh(u)) * du
    case .exp: return .exp(u) * du
    case .ln: return du / u
    case .sqrt: return du / (2 * .sqrt(u))
    case .abs: return .choice(Comparison(u, .less, 0), then: -du, else: du)
    case .min: return .choice(Comparison(u, .less, x[1]), then: du, else: dx[1])
    case .max: return .choice(Comparison(u, .greater, x[1]), then: du, else: dx[1])
    }
  }
}

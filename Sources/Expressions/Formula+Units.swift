import Diagnostics
import Quantities

extension Formula {
  /// The dimension of the formula, where the units of its symbols are known.
  ///
  /// Sums, comparisons, `min` and `max` are of values of one dimension; functions take and give pure numbers; powers of
  /// anything else have whole constants as exponents.
  /// - Throws: `GD1305` for every place where units do not fit, `GD1302` for symbols that are not known.
  package func dimension(_ symbols: [String: Exponents]) throws(DiagnosticsError) -> Exponents {
    try ParsedFormula(formula: self, places: []).dimension(symbols)
  }
}

extension ParsedFormula {
  /// See ``Formula/dimension(_:)``; messages say where.
  package func dimension(_ symbols: [String: Exponents]) throws(DiagnosticsError) -> Exponents {
    var check = UnitCheck(symbols: symbols, places: places)
    let found = check.dimension(of: formula)
    guard let found, check.diagnostics.isEmpty else { throw DiagnosticsError(check.diagnostics) }
    return found
  }

  /// Checks that the formula's units fit each other and what it is to be.
  /// - Throws: `GD1305` for every place where they do not.
  package func checkUnits(_ symbols: [String: Exponents], as due: Exponents) throws(DiagnosticsError) {
    let found = try dimension(symbols)
    guard found == due else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1305", "the formula is \(found.article), not \(due.article)", at: places.first ?? nil)
      ])
    }
  }
}

/// Walks a formula in the order of its places.
private struct UnitCheck {
  let symbols: [String: Exponents]
  let places: [SourceLocation?]
  var diagnostics: [Diagnostic] = []
  private var next = 0

  init(symbols: [String: Exponents], places: [SourceLocation?]) {
    (self.symbols, self.places) = (symbols, places)
  }

  /// nil where it is not known, which is told once, where it comes from.
  mutating func dimension(of formula: Formula) -> Exponents? {
    let place = next < places.count ? places[next] : nil
    next += 1
    func report(_ message: String, _ code: String = "GD1305") {
      diagnostics.append(Diagnostic(.error, code, message, at: place))
    }
    if case .constant(let measure) = formula { return measure.dimension }
    if case .symbol(let name) = formula {
      guard let known = symbols[name] else {
        report("unknown name '\(name.printable)'", "GD1302")
        return nil
      }
      return known
    }
    let parts = formula.operands.map { dimension(of: $0) }
    /// The one dimension of two parts.
    func equal(_ a: Exponents?, _ b: Exponents?, _ what: String) -> Exponents? {
      guard let a, let b else { return nil }
      guard a == b else {
        report("\(what) of \(a.article) and \(b.article)")
        return nil
      }
      return a
    }
    switch formula {
    case .constant, .symbol: return nil
    case .negative: return parts[0]
    case .operation(.add, _, _): return equal(parts[0], parts[1], "a sum")
    case .operation(.subtract, _, _): return equal(parts[0], parts[1], "a difference")
    case .operation(.multiply, _, _):
      guard let a = parts[0], let b = parts[1] else { return nil }
      return a + b
    case .operation(.divide, _, _):
      guard let a = parts[0], let b = parts[1] else { return nil }
      return a + b * -1
    case .operation(.power, _, let exponent):
      guard let a = parts[0], let b = parts[1] else { return nil }
      guard b == .none else {
        report("an exponent that is \(b.article)")
        return nil
      }
      guard a != .none else { return a }
      guard let n = exponent.constant?.si, n == n.rounded(), n.magnitude <= 100 else {
        report("a power of \(a.article) whose exponent is no whole constant")
        return nil
      }
      return a * Int(n)
    case .call(.abs, _): return parts[0]
    case .call(.min, _): return equal(parts[0], parts[1], "the smaller")
    case .call(.max, _): return equal(parts[0], parts[1], "the larger")
    case .call(.sqrt, _):
      guard let a = parts[0] else { return nil }
      guard let root = a.squareRoot else {
        report("the square root of \(a.article)")
        return nil
      }
      return root
    case .call(let function, _):
      guard let a = parts[0] else { return nil }
      guard a == .none else {
        report("\(function.rawValue) of \(a.article); it takes a pure number")
        return nil
      }
      return a
    case .choice:
      _ = equal(parts[0], parts[1], "a comparison")
      return equal(parts[2], parts[3], "a choice")
    }
  }
}

extension Exponents {
  /// "a voltage", "a pure number", "something in m*kg^2".
  fileprivate var article: String {
    if self == .none { return "a pure number" }
    guard let name else { return "something in \(unit)" }
    return "aeiou".contains(name.first ?? " ") ? "an \(name)" : "a \(name)"
  }
}

import Quantities

extension Formula: CustomStringConvertible {
  /// The text that ``parse(_:symbols:at:)`` reads back to the same formula.
  package var description: String { text(.text) }

  /// The formula in a language.
  /// - Parameter symbol: how a symbol is called there.
  package func text(_ syntax: FormulaSyntax, symbol: (String) -> String = { $0 }) -> String {
    withoutActuallyEscaping(symbol) { symbol in
      FormulaPrinter(syntax: syntax, symbol: symbol).text(self, in: .open)
    }
  }
}

/// Writes formulas in one language.
private struct FormulaPrinter {
  /// What a part is an operand of, from loosest to tightest.
  enum Place: Int {
    /// Nothing that binds: the whole, an argument, the inside of parentheses.
    case open
    /// Left of + or −, where a sign may stand.
    case leadingTerm
    /// Right of + or −, or behind a sign.
    case term
    /// Left of * or /.
    case leadingFactor
    /// Right of * or /; right of ^, which takes powers from right to left.
    case factor
    /// Left of ^.
    case base
  }

  let syntax: FormulaSyntax
  let symbol: (String) -> String

  private var isFull: Bool { syntax.parentheses == .everywhere }
  private var comma: String { syntax.isSpaced ? ", " : "," }

  func text(_ formula: Formula, in place: Place) -> String {
    switch formula {
    case .constant(let measure): constant(measure, in: place)
    case .symbol(let name): symbol(name)
    case .negative(let a): negative(a, in: place)
    case .operation(.power, let a, let b): power(a, b, in: place)
    case .operation(let op, let a, let b): operation(op, a, b, in: place)
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map { text($0, in: .open) }.joined(separator: comma)))"
    case .choice(let test, let a, let b): choice(test, a, b)
    }
  }

  private func enclosed(_ text: String, if needed: Bool) -> String { needed ? "(\(text))" : text }

  private func constant(_ measure: Measure, in place: Place) -> String {
    let unit =
      !syntax.hasUnits || measure.dimension == .none
      ? ""
      : measure.dimension.unit.allSatisfy(\.isLetter)
        ? " \(measure.dimension.unit)" : " [\(measure.dimension.unit)]"
    let text = syntax.number(measure.si) + unit
    // A sign is part of a number where nothing stands before it and no power behind it.
    let isSigned = text.hasPrefix("-")
    return enclosed(
      text, if: isSigned && place != .open && place != .leadingTerm || !unit.isEmpty && place == .base)
  }

  private func negative(_ a: Formula, in place: Place) -> String {
    var inside = text(a, in: .term)
    // A sign before digits would be read as part of the number.
    if inside.first?.isNumber == true { inside = "(\(inside))" }
    return enclosed("-" + inside, if: isFull || place.rawValue > Place.leadingTerm.rawValue)
  }

  private func operation(_ op: Formula.Operator, _ a: Formula, _ b: Formula, in place: Place) -> String {
    let isSum = op == .add || op == .subtract
    let blank = isSum && syntax.isSpaced ? " " : ""
    let left = text(a, in: isSum ? .leadingTerm : .leadingFactor)
    let right = text(b, in: isSum ? .term : .factor)
    let loosest: Place = isSum ? .leadingTerm : .leadingFactor
    return enclosed(
      "\(left)\(blank)\(op.rawValue)\(blank)\(right)", if: isFull || place.rawValue > loosest.rawValue)
  }

  private func power(_ a: Formula, _ b: Formula, in place: Place) -> String {
    switch syntax.power {
    case .caret, .stars:
      let sign = syntax.power == .caret ? "^" : "**"
      return enclosed(
        text(a, in: .base) + sign + text(b, in: .factor), if: isFull || place == .base)
    case .function:
      return "pow(\(text(a, in: .open))\(comma)\(text(b, in: .open)))"
    case .functionOfMagnitude:
      let base = text(a, in: .open)
      guard let exponent = b.constant?.si, exponent == exponent.rounded(), exponent.magnitude < 1e6,
        Int(exponent) % 2 != 0
      else { return "pow(\(base)\(comma)\(text(b, in: .open)))" }
      let rest = text(.number(exponent - 1), in: .open)
      return "(\(base)*pow(\(base)\(comma)\(rest)))"
    }
  }

  private func choice(_ test: Formula.Comparison, _ a: Formula, _ b: Formula) -> String {
    let blank = syntax.isSpaced ? " " : ""
    func side(_ formula: Formula) -> String { text(formula, in: .open) }
    let condition = side(test.left) + blank + test.relation.rawValue + blank + side(test.right)
    switch syntax.choice {
    case .function: return "if(\(condition)\(comma)\(side(a))\(comma)\(side(b)))"
    case .ternary: return "((\(condition))\(blank)?\(blank)\(side(a))\(blank):\(blank)\(side(b)))"
    }
  }
}

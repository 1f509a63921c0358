import Diagnostics
import Quantities

/// A formula that was read, with the places of its parts.
package struct ParsedFormula: Sendable, Hashable {
  /// The formula.
  package var formula: Formula
  /// The place of every part, the whole first, then its operands in order, each followed by its own; nil without a file.
  package var places: [SourceLocation?]
}

extension Formula {
  /// Reads a formula: `g*v0*sinh(v/v0)`, `if(v < 0, 40 uS*v, 0 A)`, `0.5 [uS/V]*v^2`.
  ///
  /// A number may have a unit, in brackets where it is more than one word. A sign binds like a sum: `-a*b` is −(a b).
  /// - Parameters:
  ///   - symbols: the names that may occur, with their units; nil: any.
  ///   - place: where the text begins, for messages.
  /// - Throws: all that is wrong: `GD1301` to `GD1304`, `GD1306`.
  package static func parse(
    _ text: String, symbols: Set<String>? = nil, at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> ParsedFormula {
    guard text.utf8.count <= FormulaParser.textLimit else {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1306",
          "a formula of \(text.utf8.count) bytes; at most \(FormulaParser.textLimit) are read", at: place)
      ])
    }
    var parser = FormulaParser(FormulaText(text, at: place), symbols: symbols)
    return try parser.formula()
  }

  /// Reads a formula and checks that its units fit.
  /// - Parameters:
  ///   - symbols: the names that may occur, with their units.
  ///   - dimension: what the formula is to be.
  /// - Throws: all that is wrong.
  package static func parse(
    _ text: String, symbols: [String: Exponents], as dimension: Exponents, at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Formula {
    let parsed = try parse(text, symbols: Set(symbols.keys), at: place)
    try parsed.checkUnits(symbols, as: dimension)
    return parsed.formula
  }
}

/// Reads formulas by recursive descent.
struct FormulaParser {
  /// Bytes of a text.
  static let textLimit = 10_000
  /// Parentheses inside each other.
  static let nestingLimit = 100
  /// Operations inside each other, those of a long sum among them.
  static let depthLimit = 1000

  /// A part that was read.
  private struct Part {
    var formula: Formula
    var range: Range<Int>
    /// Of it and of all its parts, in order.
    var ranges: [Range<Int>]
    var depth: Int

    init(_ formula: Formula, _ range: Range<Int>, of parts: [Part] = []) {
      (self.formula, self.range) = (formula, range)
      ranges = [range] + parts.flatMap(\.ranges)
      depth = 1 + (parts.map(\.depth).max() ?? 0)
    }
  }

  private let text: FormulaText
  private let symbols: Set<String>?
  private var tokens: [FormulaToken] = []
  private var index = 0
  private var nesting = 0
  private var diagnostics = DiagnosticCollector()

  init(_ text: FormulaText, symbols: Set<String>?) {
    (self.text, self.symbols) = (text, symbols)
    let (tokens, strays) = text.tokens()
    self.tokens = tokens
    for range in strays {
      report("GD1301", "'\(text.text(range).printable)' is no part of a formula", range)
    }
  }

  mutating func formula() throws(DiagnosticsError) -> ParsedFormula {
    do {
      let part = try sum()
      if token.kind != .end { throw unexpected("an operator or the end") }
      guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics.sorted()) }
      return ParsedFormula(formula: part.formula, places: part.ranges.map { text.place($0) })
    } catch let error as Diagnostic {
      diagnostics.append(error)
      throw DiagnosticsError(diagnostics.sorted())
    } catch let error as DiagnosticsError {
      throw error
    } catch {
      throw DiagnosticsError([])
    }
  }

  // MARK: words

  private var token: FormulaToken { tokens[index] }
  private func isSign(_ sign: String, _ offset: Int = 0) -> Bool {
    index + offset < tokens.count && tokens[index + offset].kind == .sign(sign)
  }
  private mutating func take() -> FormulaToken {
    defer { index = min(index + 1, tokens.count - 1) }
    return token
  }
  private mutating func expect(_ sign: String) throws(Diagnostic) -> FormulaToken {
    guard isSign(sign) else { throw unexpected("'\(sign)'") }
    return take()
  }

  private mutating func report(
    _ code: String, _ message: String, _ range: Range<Int>, suggestion: String? = nil, advice: String? = nil
  ) {
    diagnostics.append(diagnostic(code, message, range, suggestion: suggestion, advice: advice))
  }
  private func diagnostic(
    _ code: String, _ message: String, _ range: Range<Int>, suggestion: String? = nil, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code, message, at: text.place(range), suggestion: suggestion, advice: advice)
  }
  private func unexpected(_ expected: String) -> Diagnostic {
    let found = token.kind == .end ? "the formula ends" : "'\(text.text(token.range).printable)' stands"
    return diagnostic("GD1301", "\(found) where \(expected) was expected", token.range)
  }

  // MARK: grammar

  /// term { (+ | −) term }, the first with a sign if it has one.
  private mutating func sum() throws(Diagnostic) -> Part {
    var left = try signed { (parser) throws(Diagnostic) in try parser.product() }
    while isSign("+") || isSign("-") {
      let op: Formula.Operator = take().kind == .sign("+") ? .add : .subtract
      let right = try signed { (parser) throws(Diagnostic) in try parser.product() }
      left = try joined(op, left, right)
    }
    return left
  }

  /// factor { (* | /) factor }.
  private mutating func product() throws(Diagnostic) -> Part {
    var left = try power()
    while isSign("*") || isSign("/") {
      let op: Formula.Operator = take().kind == .sign("*") ? .multiply : .divide
      let right = try signed { (parser) throws(Diagnostic) in try parser.power() }
      left = try joined(op, left, right)
    }
    return left
  }

  /// base [ ^ power ].
  private mutating func power() throws(Diagnostic) -> Part {
    let base = try base()
    guard isSign("^") else { return base }
    if case .constant(let measure) = base.formula, measure.dimension != .none, !isSign(")", -1) {
      report(
        "GD1301", "a power behind a unit can be read in two ways", token.range,
        advice: "write (2 V)^2 for the square of a voltage, 2 [V^2] for a unit")
    }
    _ = take()
    let exponent = try nested { (parser) throws(Diagnostic) in
      try parser.signed { (parser) throws(Diagnostic) in try parser.power() }
    }
    return try joined(.power, base, exponent)
  }

  /// What follows, with a sign before it; the sign of a plain number belongs to the number.
  private mutating func signed(_ part: (inout Self) throws(Diagnostic) -> Part) throws(Diagnostic) -> Part {
    guard isSign("-") else { return try part(&self) }
    let start = token.range.lowerBound
    if startsNegativeNumber { return try part(&self) }
    _ = take()
    let inside = try nested { (parser) throws(Diagnostic) in try parser.signed(part) }
    return try checked(Part(.negative(inside.formula), start..<inside.range.upperBound, of: [inside]))
  }

  /// Whether a sign, a number with its unit, and no power stand here.
  private var startsNegativeNumber: Bool {
    guard isSign("-"), index + 2 < tokens.count, case .number = tokens[index + 1].kind else { return false }
    switch tokens[index + 2].kind {
    case .unit, .name: return !isSign("^", 3)
    default: return !isSign("^", 2)
    }
  }

  private mutating func joined(_ op: Formula.Operator, _ left: Part, _ right: Part) throws(Diagnostic) -> Part
  {
    try checked(
      Part(
        .operation(op, left.formula, right.formula), left.range.lowerBound..<right.range.upperBound,
        of: [left, right]))
  }

  private func checked(_ part: Part) throws(Diagnostic) -> Part {
    guard part.depth <= Self.depthLimit else {
      throw diagnostic("GD1306", "more than \(Self.depthLimit) operations inside each other", part.range)
    }
    return part
  }

  private mutating func nested(_ part: (inout Self) throws(Diagnostic) -> Part) throws(Diagnostic) -> Part {
    guard nesting < Self.nestingLimit else {
      throw diagnostic(
        "GD1306", "more than \(Self.nestingLimit) parentheses, signs or powers inside each other", token.range
      )
    }
    nesting += 1
    defer { nesting -= 1 }
    return try part(&self)
  }

  private mutating func base() throws(Diagnostic) -> Part {
    let isNegative = startsNegativeNumber
    let sign = isNegative ? take() : nil
    switch token.kind {
    case .number(let digits): return number(digits, sign: sign)
    case .name(let name):
      let word = take()
      if isSign("(") { return try nested { (parser) throws(Diagnostic) in try parser.call(name, word) } }
      if Formula.Function(rawValue: name) != nil || name == "if" { throw unexpected("'('") }
      if let symbols, !symbols.contains(name) {
        report(
          "GD1302",
          "unknown name '\(name.printable)'"
            + (symbols.isEmpty ? "" : "; known: \(Spelling.list(symbols.sorted(), near: name))"),
          word.range, suggestion: Spelling.closest(to: name, among: Array(symbols)))
      }
      return Part(.symbol(name), word.range)
    case .sign("("):
      let open = take()
      let inside = try nested { (parser) throws(Diagnostic) in try parser.sum() }
      let close = try expect(")")
      // The parentheses belong to the place of what they enclose.
      var part = inside
      part.range = open.range.lowerBound..<close.range.upperBound
      return part
    default: throw unexpected("a number, a name or '('")
    }
  }

  /// A number with its unit, which is a word behind it or stands in brackets.
  private mutating func number(_ digits: String, sign: FormulaToken?) -> Part {
    let word = take()
    var range = (sign ?? word).range.lowerBound..<word.range.upperBound
    var unit = "1"
    switch token.kind {
    case .unit(let text), .name(let text):
      unit = text
      range = range.lowerBound..<take().range.upperBound
    default: break
    }
    let text = (sign == nil ? "" : "-") + digits
    if let measure = Measure(number: text, unit: unit) { return Part(.constant(measure), range) }
    if Exponents(unit: unit) == nil {
      report(
        "GD1304", "unknown unit '\(unit.prefix(40).printable)'", range,
        advice: "a product needs its sign: 2*x; a unit is written as 40 uS or 3 [V/us]")
    } else {
      report("GD1304", "'\(self.text.text(word.range).prefix(40))' is out of the range of numbers", range)
    }
    return Part(.number(1), range)
  }

  /// The arguments of a function or choice, whose name was read.
  private mutating func call(_ name: String, _ word: FormulaToken) throws(Diagnostic) -> Part {
    _ = take()
    let isChoice = name == "if"
    var parts: [Part] = []
    var relation: Formula.Comparison.Relation?
    if !isSign(")") {
      if isChoice {
        parts.append(try sum())
        guard case .sign(let sign) = token.kind, let found = Formula.Comparison.Relation(rawValue: sign)
        else {
          throw unexpected("a comparison (<, <=, >, >=)")
        }
        relation = found
        _ = take()
      }
      parts.append(try sum())
      while isSign(",") {
        _ = take()
        parts.append(try sum())
      }
    }
    let close = try expect(")")
    let range = word.range.lowerBound..<close.range.upperBound
    let formulas = parts.map(\.formula)
    if isChoice {
      guard parts.count == 4, let relation else {
        report("GD1303", "'if' takes a comparison and two values: if(a < b, x, y)", range)
        return Part(.number(1), range)
      }
      return try checked(
        Part(
          .choice(
            Formula.Comparison(formulas[0], relation, formulas[1]), then: formulas[2], else: formulas[3]),
          range, of: parts))
    }
    guard let function = Formula.Function(rawValue: name) else {
      let names = Formula.Function.allCases.map(\.rawValue) + ["if"]
      report(
        "GD1303", "unknown function '\(name.prefix(40).printable)'; known: \(names.joined(separator: ", "))",
        word.range, suggestion: Spelling.closest(to: name, among: names))
      return Part(.number(1), range)
    }
    guard function.arity == parts.count else {
      let due = function.arity == 1 ? "one argument" : "two arguments"
      report("GD1303", "'\(name)' takes \(due), not \(parts.count)", range)
      return Part(.number(1), range)
    }
    return try checked(Part(.call(function, formulas), range, of: parts))
  }
}

/// Formulas compiled for evaluation over many lanes.
///
/// A flat list of instructions on registers, each run over a block of lanes at a time. What occurs twice is computed once;
/// what depends on uniform symbols only is computed once an evaluation, not once a lane.
///
/// ```swift
/// let program = try Program(["g" * .sinh("v" / "v0")], lanes: ["v"], uniforms: ["g", "v0"])
/// var workspace = Program.Workspace<Double>(program)
/// program.evaluate(volts.span, uniforms: [1e-5, 0.4].span, into: &currents, workspace: &workspace)
/// ```
package struct Program: Sendable, Hashable {
  /// Symbols that have a value a lane, in the order of the input arrays.
  package let lanes: [String]
  /// Symbols that have one value for all lanes.
  package let uniforms: [String]
  /// Number of formulas.
  package var outputCount: Int { outputs.count }
  /// Number of instructions that are run for every lane.
  package var instructionCount: Int { body.count }

  /// A symbol of a formula has no value.
  package struct UnboundSymbols: Error, Sendable, Equatable {
    /// Their names, in order of appearance.
    package var names: [String]

    /// Makes the error.
    package init(names: [String]) { self.names = names }
  }

  /// One operation on registers.
  struct Instruction: Sendable, Hashable {
    enum Operation: Sendable, Hashable {
      case negate
      case binary(Formula.Operator)
      case call(Formula.Function)
      /// a relation b ? c : d.
      case choose(Formula.Comparison.Relation)
    }
    var operation: Operation
    var a = 0
    var b = 0
    var c = 0
    var d = 0
  }

  /// Instruction k of the prelude, then of the body, writes register `firstResult + k`.
  private(set) var prelude: [Instruction] = []
  private(set) var body: [Instruction] = []
  /// Registers: lanes, uniforms, constants, results.
  private(set) var constants: [Double] = []
  private(set) var outputs: [Int] = []

  var firstConstant: Int { lanes.count + uniforms.count }
  var firstResult: Int { firstConstant + constants.count }
  var registerCount: Int { firstResult + prelude.count + body.count }

  /// Compiles formulas as they are; simplify them before where that is of use.
  /// - Throws: ``UnboundSymbols`` where a symbol is in neither list.
  package init(_ formulas: [Formula], lanes: [String], uniforms: [String] = []) throws(UnboundSymbols) {
    (self.lanes, self.uniforms) = (lanes, uniforms)
    let known = Set(lanes + uniforms)
    let unbound = formulas.flatMap(\.symbols).filter { !known.contains($0) }
    guard unbound.isEmpty else { throw UnboundSymbols(names: unbound) }
    var compiler = Compiler(lanes: lanes, uniforms: uniforms)
    let values = formulas.map { compiler.value(of: $0) }
    constants = compiler.constants
    // Registers are known when all instructions are.
    let inBody = compiler.instructions.map { instruction in
      instruction.operands.contains { compiler.isVarying($0) }
    }
    var registers: [Int] = []
    let preludeCount = inBody.count { !$0 }
    var (early, late) = (firstResult, firstResult + preludeCount)
    for isLate in inBody {
      registers.append(isLate ? late : early)
      if isLate { late += 1 } else { early += 1 }
    }
    let base = firstConstant
    func register(_ value: Compiler.Value) -> Int {
      switch value {
      case .input(let index): index
      case .constant(let index): base + index
      case .result(let index): registers[index]
      }
    }
    for (instruction, isLate) in zip(compiler.instructions, inBody) {
      let operands = instruction.operands.map(register)
      let compiled = Instruction(
        operation: instruction.operation, a: operands[0], b: operands.count > 1 ? operands[1] : operands[0],
        c: operands.count > 2 ? operands[2] : 0, d: operands.count > 3 ? operands[3] : 0)
      if isLate { body.append(compiled) } else { prelude.append(compiled) }
    }
    outputs = values.map(register)
  }
}

/// Numbers the values of formulas, equal ones alike.
private struct Compiler {
  enum Value: Hashable {
    case input(Int)
    case constant(Int)
    case result(Int)
  }
  struct Key: Hashable {
    var operation: Program.Instruction.Operation
    var operands: [Value]
  }

  let laneCount: Int
  var inputs: [String: Int]
  var constants: [Double] = []
  var instructions: [Key] = []
  private var known: [Key: Int] = [:]
  private var knownConstants: [UInt64: Int] = [:]
  private var varying: [Bool] = []

  init(lanes: [String], uniforms: [String]) {
    laneCount = lanes.count
    inputs = Dictionary(
      (lanes + uniforms).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a value differs between lanes.
  func isVarying(_ value: Value) -> Bool {
    switch value {
    case .input(let index): index < laneCount
    case .constant: false
    case .result(let index): varying[index]
    }
  }

  mutating func value(of formula: Formula) -> Value {
    switch formula {
    case .constant(let measure):
      // By bits: 0 and −0 differ.
      if let index = knownConstants[measure.si.bitPattern] { return .constant(index) }
      constants.append(measure.si)
      knownConstants[measure.si.bitPattern] = constants.count - 1
      return .constant(constants.count - 1)
    case .symbol(let name): return .input(inputs[name] ?? 0)
    case .negative(let a): return result(.negate, [value(of: a)])
    case .operation(let op, let a, let b):
      var operands = [value(of: a), value(of: b)]
      // Sums and products are the same either way round, to the last bit.
      if op == .add || op == .multiply, Self.rank(operands[0]) > Self.rank(operands[1]) {
        operands.swapAt(0, 1)
      }
      return result(.binary(op), operands)
    case .call(let function, let arguments): return result(.call(function), arguments.map { value(of: $0) })
    case .choice(let test, let a, let b):
      return result(.choose(test.relation), [test.left, test.right, a, b].map { value(of: $0) })
    }
  }

  private static func rank(_ value: Value) -> (Int, Int) {
    switch value {
    case .input(let index): (0, index)
    case .constant(let index): (1, index)
    case .result(let index): (2, index)
    }
  }

  private mutating func result(_ operation: Program.Instruction.Operation, _ operands: [Value]) -> Value {
    let key = Key(operation: operation, operands: operands)
    if let index = known[key] { return .result(index) }
    instructions.append(key)
    varying.append(operands.contains { isVarying($0) })
    known[key] = instructions.count - 1
    return .result(instructions.count - 1)
  }
}

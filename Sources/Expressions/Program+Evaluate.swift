extension Program {
  /// The memory of an evaluation, made once and used for as many evaluations as are needed.
  package struct Workspace<Number: LaneNumber>: Sendable {
    /// Registers, each of a block of lanes.
    var registers: [Number]

    /// Memory for a program; it holds the program's constants.
    package init(_ program: Program) {
      registers = [Number](repeating: 0, count: program.registerCount * Program.block)
      for (k, constant) in program.constants.enumerated() {
        let start = (program.firstConstant + k) * Program.block
        for lane in 0..<Program.block { registers[start + lane] = Number(constant) }
      }
    }
  }

  /// Lanes that an instruction works on at a time: registers of a formula stay in the first cache.
  static let block = 64

  /// Evaluates the formulas for every lane.
  ///
  /// - Parameters:
  ///   - inputs: the arrays of the lane symbols, one after another, each of as many lanes.
  ///   - uniforms: the values of the uniform symbols.
  ///   - results: the arrays of the formulas, one after another, of as many lanes.
  ///   - workspace: of this program; nothing else is allocated.
  package func evaluate(
    _ inputs: Span<Double>, uniforms values: Span<Double>, into results: inout MutableSpan<Double>,
    workspace: inout Workspace<Double>
  ) {
    run(inputs, values, &results, &workspace)
  }

  /// The same in single precision.
  package func evaluate(
    _ inputs: Span<Float>, uniforms values: Span<Float>, into results: inout MutableSpan<Float>,
    workspace: inout Workspace<Float>
  ) {
    run(inputs, values, &results, &workspace)
  }

  /// The formulas' values at one point.
  /// - Parameter values: of the lane symbols, then of the uniform ones.
  package func callAsFunction(_ values: [Double]) -> [Double] {
    precondition(values.count == firstConstant, "one value a symbol")
    var results = [Double](repeating: 0, count: outputCount)
    var workspace = Workspace<Double>(self)
    values.withUnsafeBufferPointer { values in
      var span = results.mutableSpan
      let inputs = UnsafeBufferPointer(rebasing: values[..<lanes.count])
      let uniforms = UnsafeBufferPointer(rebasing: values[lanes.count...])
      run(Span(_unsafeElements: inputs), Span(_unsafeElements: uniforms), &span, &workspace, lanes: 1)
    }
    return results
  }

  /// - Parameter count: lanes; nil: as many as the results have.
  private func run<Number: LaneNumber>(
    _ inputs: Span<Number>, _ values: Span<Number>, _ results: inout MutableSpan<Number>,
    _ workspace: inout Workspace<Number>, lanes count: Int? = nil
  ) {
    let total = count ?? (outputCount == 0 ? 0 : results.count / outputCount)
    precondition(results.count == total * outputCount, "results of whole lanes")
    precondition(inputs.count == total * lanes.count, "an input a lane and symbol")
    precondition(values.count == uniforms.count, "a value a uniform symbol")
    precondition(workspace.registers.count == registerCount * Self.block, "the workspace of this program")
    workspace.registers.withUnsafeMutableBufferPointer { registers in
      // A program without registers has no outputs.
      guard let base = registers.baseAddress else { return }
      for u in values.indices {
        let register = base + (lanes.count + u) * Self.block
        for lane in 0..<Self.block { register[lane] = values[u] }
      }
      for (k, instruction) in prelude.enumerated() {
        Self.run(instruction, base, result: firstResult + k, count: Self.block)
      }
      var start = 0
      while start < total {
        let width = min(Self.block, total - start)
        for input in 0..<lanes.count {
          let register = base + input * Self.block
          for lane in 0..<width { register[lane] = inputs[input * total + start + lane] }
        }
        for (k, instruction) in body.enumerated() {
          Self.run(instruction, base, result: firstResult + prelude.count + k, count: width)
        }
        for (index, output) in outputs.enumerated() {
          let register = base + output * Self.block
          for lane in 0..<width { results[index * total + start + lane] = register[lane] }
        }
        start += width
      }
    }
  }

  /// Runs an instruction over the first lanes of its registers.
  @inline(__always)
  private static func run<Number: LaneNumber>(
    _ instruction: Instruction, _ base: UnsafeMutablePointer<Number>, result: Int, count: Int
  ) {
    let (a, b) = (base + instruction.a * block, base + instruction.b * block)
    let out = base + result * block
    @inline(__always) func each(_ value: (Int) -> Number) { for i in 0..<count { out[i] = value(i) } }
    // The operation is told apart outside of the loops, so that each is a plain loop.
    switch instruction.operation {
    case .negate: each { -a[$0] }
    case .binary(.add): each { Formula.Operator.add.value(a[$0], b[$0]) }
    case .binary(.subtract): each { Formula.Operator.subtract.value(a[$0], b[$0]) }
    case .binary(.multiply): each { Formula.Operator.multiply.value(a[$0], b[$0]) }
    case .binary(.divide): each { Formula.Operator.divide.value(a[$0], b[$0]) }
    case .binary(.power): each { Formula.Operator.power.value(a[$0], b[$0]) }
    case .call(.sqrt): each { Formula.Function.sqrt.value(a[$0], b[$0]) }
    case .call(.abs): each { Formula.Function.abs.value(a[$0], b[$0]) }
    case .call(.min): each { Formula.Function.min.value(a[$0], b[$0]) }
    case .call(.max): each { Formula.Function.max.value(a[$0], b[$0]) }
    case .call(let function): each { function.value(a[$0], b[$0]) }
    case .choose(let relation):
      let (c, d) = (base + instruction.c * block, base + instruction.d * block)
      each { relation.holds(a[$0], b[$0]) ? c[$0] : d[$0] }
    }
  }
}

import Expressions
import Foundation
import Testing

@Suite("Compiled formulas")
struct ProgramTests {
  @Test("every lane has the value of plain recursion, to the last bit", arguments: [1, 3, 63, 64, 65, 200])
  func lanes(_ count: Int) throws {
    var random = RandomFormulas(seed: UInt64(count))
    for _ in 0..<30 {
      let formulas = (0..<3).map { _ in random.tame(depth: 5) }
      let program = try Program(formulas, lanes: ["z", "x"], uniforms: ["y"])
      let points = (0..<count).map { _ in random.point() }
      let y = random.uniform(-2...2)
      let inputs = points.map { $0[2] } + points.map { $0[0] }
      var results = [Double](repeating: .nan, count: 3 * count)
      var workspace = Program.Workspace<Double>(program)
      var span = results.mutableSpan
      program.evaluate(inputs.span, uniforms: [y].span, into: &span, workspace: &workspace)
      // Twice, in the same memory.
      program.evaluate(inputs.span, uniforms: [y].span, into: &span, workspace: &workspace)
      for (k, formula) in formulas.enumerated() {
        for (lane, point) in points.enumerated() {
          let due = value(formula, ["x": point[0], "y": y, "z": point[2]])
          let found = results[k * count + lane]
          #expect(found.bitPattern == due.bitPattern || found.isNaN && due.isNaN, "\(formula) at \(point)")
        }
      }
      #expect(
        program([points[0][2], points[0][0], y]).map(\.bitPattern)
          == formulas.indices.map { results[$0 * count].bitPattern })
    }
  }

  @Test("single precision is that of its numbers")
  func single() throws {
    var random = RandomFormulas(seed: 9)
    for _ in 0..<100 {
      let formula = random.tame(depth: 3)
      let program = try Program([formula], lanes: random.symbols)
      let point = random.point().map { Float($0) }
      var results: [Float] = [.nan]
      var workspace = Program.Workspace<Float>(program)
      var span = results.mutableSpan
      program.evaluate(point.span, uniforms: [Float]().span, into: &span, workspace: &workspace)
      let doubles = point.map { Double($0) }
      let due = value(formula, random.named(doubles))
      // The sum of the magnitudes that a formula may cancel is bounded by that of the tame ones' largest value.
      #expect(abs(Double(results[0]) - due) <= 1e-3 * (1 + abs(due)), "\(formula) at \(point)")
    }
  }

  @Test("what occurs twice is computed once, what is uniform once an evaluation")
  func sharing() throws {
    func count(_ text: String...) throws -> Int {
      try Program(try text.map { try Formula.parse($0).formula }, lanes: ["x"], uniforms: ["a"])
        .instructionCount
    }
    #expect(try count("sinh(x)*sinh(x) + sinh(x)") == 3)
    #expect(try count("x*a + a*x") == 2)
    #expect(try count("x - a", "a - x") == 2)
    #expect(try count("exp(a)*2 + 3") == 0)
    #expect(try count("x*(exp(a)*2 + 3)") == 1)
    #expect(try count("x", "2", "a") == 0)
  }

  @Test("a program without lanes, without formulas, with constants only")
  func edges() throws {
    #expect(try Program([2, "x"], lanes: ["x"])([7]) == [2, 7])
    #expect(try Program([1 + 1], lanes: [])([]) == [2])
    #expect(try Program([], lanes: ["x"])([1]).isEmpty)
    // 0 and −0 are two constants.
    let program = try Program([1 / (0 * "x"), 1 / (-0.0 * "x")], lanes: ["x"])
    #expect(program([1]) == [.infinity, -.infinity])
  }

  @Test("a symbol without a value is told")
  func unbound() {
    #expect(throws: Program.UnboundSymbols(names: ["b", "c"])) {
      _ = try Program(["a" + "b" * "c"], lanes: ["a"])
    }
  }
}

import Expressions
import Foundation
import Quantities
import Testing

@Suite("Formulas")
struct FormulaTests {
  private let read: Formula = "g" * "v0" * .sinh("v" / "v0")

  @Test(
    "derivatives are those of textbooks",
    arguments: [
      ("x^2", "2*x"), ("3*x + 4", "3"), ("sinh(x)", "cosh(x)"), ("cosh(-x)", "sinh(x)"),
      ("g*v0*sinh(x/v0)", "g*v0*cosh(x/v0)/v0"), ("exp(2*x)", "2*exp(2*x)"), ("ln(x)", "1/x"),
      ("sqrt(x)", "1/(2*sqrt(x))"), ("y", "0"), ("beta*(t + o - f*x)", "-beta*f"), ("x^y", "x^y*(y/x)"),
      ("2^x", "0.6931471805599453*2^x"), ("min(a*x, 0)", "if(a*x < 0, a, 0)"), ("abs(x)", "if(x < 0, -1, 1)"),
      ("1/x", "-1/(x*x)"), ("tanh(x)", "1 - tanh(x)*tanh(x)"),
    ])
  func textbook(_ text: String, _ expected: String) throws {
    let slope = try Formula.parse(text).formula.derivative(by: "x")
    let due = try Formula.parse(expected).formula
    var formulas = RandomFormulas(seed: 5)
    for _ in 0..<20 {
      var point: [String: Double] = [:]
      for name in ["x", "y", "v0", "g", "beta", "t", "o", "f", "a"] {
        point[name] = formulas.uniform(0.1...2)
      }
      #expect(abs(value(slope, point) - value(due, point)) <= 1e-14 * abs(value(due, point)), "\(slope)")
    }
    #expect(slope.nodeCount <= due.nodeCount + 2, "\(slope) is not simple")
  }

  @Test("derivatives are the limits of differences", arguments: 0..<4)
  func differences(_ part: Int) throws {
    var formulas = RandomFormulas(seed: 10 + UInt64(part))
    var compared = 0
    for _ in 0..<150 {
      let formula = formulas.tame(depth: 4)
      let point = formulas.point()
      for (k, name) in formulas.symbols.enumerated() {
        func difference(_ h: Double) -> Double {
          var (above, below) = (point, point)
          above[k] += h
          below[k] -= h
          return (value(formula, formulas.named(above)) - value(formula, formulas.named(below))) / (2 * h)
        }
        let size = 1 + abs(value(formula, formulas.named(point)))
        let (coarse, fine) = (difference(2e-5), difference(1e-5))
        // At a kink, or where the function bends too fast, differences say nothing.
        guard size < 1e4, abs(coarse - fine) < 1e-7 * (size + abs(fine)) else { continue }
        let slope = value(formula.derivative(by: name), formulas.named(point))
        #expect(
          abs(slope - fine) < 1e-5 * (size + abs(fine)),
          "d/d\(name) of \(formula) at \(point): \(slope), \(fine)")
        compared += 1
      }
    }
    #expect(compared > 340)
  }

  @Test("simplifying keeps the value and adds nothing", arguments: 0..<4)
  func simplify(_ part: Int) throws {
    var formulas = RandomFormulas(seed: 20 + UInt64(part))
    var smaller = 0
    for _ in 0..<300 {
      let formula = formulas.tame(depth: 5)
      let simple = formula.simplified
      let point = formulas.named(formulas.point())
      let (before, after) = (value(formula, point), value(simple, point))
      #expect(abs(before - after) <= 1e-9 * (1 + abs(before)), "\(formula) became \(simple)")
      #expect(simple.nodeCount <= formula.nodeCount)
      #expect(simple.simplified == simple, "\(simple) became \(simple.simplified)")
      if simple.nodeCount < formula.nodeCount { smaller += 1 }
    }
    #expect(smaller > 60)
  }

  @Test(
    "what is simplified",
    arguments: [
      ("x + 0", "x"), ("0*x", "0"), ("1*x/1", "x"), ("--x", "x"), ("a - -b", "a + b"), ("a + -b", "a - b"),
      ("-a*-b", "a*b"), ("2*(3*x)", "6*x"), ("x*2", "2*x"), ("x - x", "0"), ("x^1", "x"), ("x^0", "1"),
      ("2 V*3 A", "6 W"), ("if(1 < 2, x, y)", "x"), ("if(x < 2, y, y)", "y"), ("abs(-x)", "abs(x)"),
      ("min(x, x)", "x"), ("exp(0)", "1"), ("1/0", "1/0"), ("-(a - b)", "b - a"), ("a + (-2)", "a - 2"),
      ("2 V + 3 A", "2 V + 3 A"), ("sqrt(4)*x", "2*x"), ("sinh(-x)", "-sinh(x)"),
    ])
  func rules(_ text: String, _ expected: String) throws {
    #expect(try Formula.parse(text).formula.simplified.description == expected)
  }

  @Test("parts of a formula")
  func parts() throws {
    #expect(read.symbols == ["g", "v0", "v"])
    #expect(read.nodeCount == 8)
    #expect(read.depends(on: "v0") && !read.depends(on: "x"))
    #expect(read.replacing(["v": "a" - "b"]).description == "g*v0*sinh((a - b)/v0)")
    let definitions = [Definition("u", "v" / "v0"), Definition("drive", "v0" * .sinh("u"))]
    #expect(("g" * "drive").inlining(definitions).description == "g*(v0*sinh(v/v0))")
    let sink = ("p" * "g") * .min("o", 0)
    #expect(sink.withChoiceOutside.description == "if(o < 0, p*g*o, 0)")
    #expect((-(.max("o", 0) * "g")).withChoiceOutside.description == "if(o > 0, -o*g, 0)")
    #expect(read.withChoiceOutside == read)
    #expect(
      Formula.sinh("u").continuedLinearly(in: "u", bounded: "b").description == "sinh(b) + cosh(b)*(u - b)")
  }

  @Test("units of formulas")
  func units() throws {
    let units = ["g": Conductance.exponents, "v": Voltage.exponents, "v0": Voltage.exponents]
    #expect(try read.dimension(units) == Current.exponents)
    #expect(try read.derivative(by: "v").dimension(units) == Conductance.exponents)
    #expect(try Formula.sqrt("v" * "v").dimension(units) == Voltage.exponents)
    #expect(try Formula.symbol("v").power(2).dimension(units).unit == "m^4*kg^2*s^-6*A^-2")
    #expect(Formula.quantity(Voltage(si: 0.43)).description == "0.43 V")
  }
}

import Diagnostics
import Expressions
import Foundation
import Quantities
import Testing

@Suite("Texts of formulas")
struct TextTests {
  @Test("what is printed reads back to the same formula", arguments: 0..<4)
  func roundTrip(_ part: Int) throws {
    var formulas = RandomFormulas(seed: 30 + UInt64(part))
    var full = FormulaSyntax.text
    full.parentheses = .everywhere
    for _ in 0..<300 {
      let formula = formulas.any(depth: 5)
      #expect(try Formula.parse(formula.description).formula == formula, "\(formula)")
      let text = formula.text(full)
      #expect(try Formula.parse(text).formula == formula, "\(text)")
    }
  }

  @Test(
    "parentheses stand where they are needed, and nowhere else",
    arguments: [
      "a + b + c", "a + (b + c)", "a - (b - c)", "a*b*c", "a*(b*c)", "a/b/c", "a/(b*c)", "a*b + c*d",
      "(a + b)*(c - d)", "-a*b", "(-a)*b", "a*(-b)", "-a - b", "a - (-b)", "-(a + b)", "-(-a)", "a^b^c",
      "(a^b)^c", "-a^b", "(-a)^b", "a^(-b)", "(a*b)^c", "2*x", "-2", "-2 + x", "x - 2", "x + (-2)", "(-2)*x",
      "(-2)^2", "-(2)", "max(u, -40)", "min(a + b, c)", "if(a < b, -x, y - 1)", "0.43 V", "-4e-05 S",
      "3 [V/s]", "(2 V)^2", "2 [m^2]", "(2 V)*x + 1", "x/2 V",
    ])
  func parentheses(_ text: String) throws {
    let formula = try Formula.parse(text).formula
    let expected = text == "(2 V)*x + 1" ? "2 V*x + 1" : text
    #expect(formula.description == expected)
    // Without any of its pairs of parentheses it is another formula, or none; those of a sign behind an operator are for
    // readers and other languages.
    for open in text.indices
    where text[open] == "(" && (open == text.startIndex || !text[text.index(before: open)].isLetter) {
      var depth = 0
      if text[open...].hasPrefix("(-") { continue }
      guard expected == text,
        let close = text[open...].indices.first(where: { index in
          depth += text[index] == "(" ? 1 : text[index] == ")" ? -1 : 0
          return depth == 0
        })
      else { continue }
      var without = text
      without.remove(at: close)
      without.remove(at: open)
      #expect((try? Formula.parse(without).formula) != formula, "\(without)")
    }
  }

  @Test(
    "numbers read back to the last bit",
    arguments: [
      0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 4.0e-5, 123_456_789, 1e22, 0.43,
      -1e-300,
    ])
  func numbers(_ number: Double) throws {
    let text = Formula.number(number).description
    #expect(try Formula.parse(text).formula == .number(number), "\(text)")
  }

  @Test("languages")
  func languages() throws {
    let formula = try Formula.parse("g*v0*sinh(v/v0) + min(x, 2)*x^3 - if(x <= 0, x^2, x^0.5)").formula
    #expect(
      formula.text(.ngspice) { $0 == "v" ? "v(p,n)" : $0 }
        == "((((g*v0)*sinh((v(p,n)/v0)))+(min(x,2)*(x*pow(x,2))))-((x<=0)?pow(x,2):pow(x,0.5)))")
    #expect(
      formula.text(.hspice)
        == "((((g*v0)*sinh((v/v0)))+(min(x,2)*(x**3)))-((x<=0)?(x**2):(x**0.5)))")
    #expect(
      formula.text(.verilogA)
        == "g*v0*sinh(v/v0) + min(x, 2.0)*pow(x, 3.0) - ((x <= 0.0) ? pow(x, 2.0) : pow(x, 0.5))")
    #expect(formula.text(.xyce) == formula.text(.spectre) && formula.text(.vacask) == formula.text(.spectre))
    #expect(Formula.quantity(Voltage(si: 0.43)).text(.ngspice) == "0.43")
    #expect(
      Formula.number(1e9).text(.verilogA) == "1000000000.0" && Formula.number(1e22).text(.verilogA) == "1e+22"
    )
  }

  @Test(
    "every sign and unit that is read",
    arguments: [
      ("2×x·y ÷ z − 1", "2*x*y/z - 1"), ("1.5e3", "1500"), ("40 uS*v", "4e-05 S*v"),
      ("3 [V/us]", "3000000 [V/s]"), (".5", "0.5"), ("2.", "2"), ("5 %", "0.05"),
      ("2 [V^3]", "2 [m^6*kg^3*s^-9*A^-3]"), ("27 °C", "300.15 K"),
      ("a\n +\tb", "a + b"), ("α*Δv", "α*Δv"), ("1 − −x", "1 - (-x)"), ("2^-x", "2^(-x)"), ("a*-b", "a*(-b)"),
    ])
  func reading(_ text: String, _ expected: String) throws {
    #expect(try Formula.parse(text).formula.description == expected)
  }

  @Test("an e is an exponent before digits, else part of a unit")
  func electronvolts() throws {
    let energy = try Formula.parse("1eV").formula
    #expect(energy == (try Formula.parse("1 eV").formula))
    guard case .constant(let measure) = energy else { return #expect(Bool(false)) }
    #expect(abs(measure.si / 1.602176634e-19 - 1) < 1e-15 && measure.dimension == Energy.exponents)
  }

  @Test(
    "everything that is wrong is told, with its place",
    arguments: [
      ("", "GD1301@1"), ("a +", "GD1301@4"), ("(a", "GD1301@3"), ("a)", "GD1301@2"), ("a b", "GD1301@3"),
      ("a $ b # c", "GD1301@3 GD1301@7 GD1301@5"), ("1 < 2", "GD1301@3"), ("if(a, b, c)", "GD1301@5"),
      ("2 V^2", "GD1301@4"), ("sinh + 1", "GD1301@6"), ("[V]", "GD1301@1"), ("2 [V", "GD1301@3"),
      ("q + r", "GD1302@1 GD1302@5"), ("snih(a)", "GD1303@1"), ("min(a)", "GD1303@1"),
      ("sinh(a, b) + foo()", "GD1303@1 GD1303@14"), ("if(a < b, a)", "GD1303@1"), ("2 x", "GD1304@1"),
      ("1e999", "GD1304@1"), ("3 [parsec] + 2 lightyears", "GD1304@1 GD1304@14"), (",", "GD1301@1"),
      ("a + é\u{200B}", "GD1301@6 GD1302@5"),
    ])
  func malformed(_ text: String, _ expected: String) throws {
    let place = SourceLocation(file: "f", line: 7, column: 1)
    do {
      let read = try Formula.parse(text, symbols: ["a", "b", "c"], at: place)
      Issue.record("\(read.formula)")
    } catch {
      let found = error.diagnostics.map { "\($0.code)@\($0.location?.column ?? 0)" }
      #expect(Set(found) == Set(expected.split(separator: " ").map(String.init)), "\(found)")
      #expect(error.diagnostics.allSatisfy { $0.location?.line == 7 && $0.severity == .error })
    }
  }

  @Test("places count lines, and suggestions are near")
  func places() throws {
    let place = SourceLocation(file: "f", line: 7, column: 11)
    let error = try #require(throws: DiagnosticsError.self) {
      try Formula.parse("g*v\n + snih(gg)", symbols: ["g", "v"], at: place)
    }
    #expect(
      error.diagnostics.map(\.location) == [
        SourceLocation(file: "f", line: 8, column: 4, length: 4),
        SourceLocation(file: "f", line: 8, column: 9, length: 2),
      ])
    #expect(error.diagnostics.map(\.suggestion) == ["sinh", "g"])
    let parsed = try Formula.parse("a*(b + 2)", at: place)
    #expect(parsed.places.compactMap { $0?.column } == [11, 11, 14, 14, 18])
    #expect(parsed.places.compactMap { $0?.length } == [9, 1, 5, 1, 1])
  }

  @Test(
    "units that do not fit are told at their places",
    arguments: [
      ("g*v + v", "GD1305@1: a sum of a current and a voltage"),
      ("1 + sinh(v)", "GD1305@5: sinh of a voltage; it takes a pure number"),
      ("if(g < v, 1, 2)", "GD1305@1: a comparison of a conductance and a voltage"),
      ("max(2 V, 3)", "GD1305@1: the larger of a voltage and a pure number"),
      ("sqrt(v)", "GD1305@1: the square root of a voltage"),
      ("v^x", "GD1305@1: a power of a voltage whose exponent is no whole constant"),
      ("2^v", "GD1305@1: an exponent that is a voltage"),
      ("v + w", "GD1302@5: unknown name 'w'; known: g, v, x"),
      ("g*v", "GD1305@1: the formula is a current, not a voltage"),
      ("v*v", "GD1305@1: the formula is something in m^4*kg^2*s^-6*A^-2, not a voltage"),
    ])
  func units(_ text: String, _ expected: String) throws {
    let units = ["g": Conductance.exponents, "v": Voltage.exponents, "x": Exponents.none]
    let place = SourceLocation(file: "f", line: 1, column: 1)
    let error = try #require(throws: DiagnosticsError.self) {
      try Formula.parse(text, symbols: units, as: Voltage.exponents, at: place)
    }
    #expect(error.diagnostics.map { "\($0.code)@\($0.location?.column ?? 0): \($0.message)" } == [expected])
  }

  @Test("formulas whose units fit")
  func fitting() throws {
    let units = ["g": Conductance.exponents, "v": Voltage.exponents, "x": Exponents.none]
    for text in [
      "g*v/(40 uS)", "max(v, -40 V)", "0.5 [V^-1]*v^2", "sqrt(v*v)*exp(x)", "if(v < 1 mV, v, 0 V)",
    ] {
      _ = try Formula.parse(text, symbols: units, as: Voltage.exponents)
    }
  }

  @Test("hostile texts end with a message, soon")
  func hostile() {
    for text in [
      String(repeating: "(", count: 9000), String(repeating: "-", count: 9000),
      String(repeating: "a+", count: 5000),
      String(repeating: "sinh(", count: 1900), String(repeating: "a^", count: 4900),
      String(repeating: "9", count: 9999),
      String(repeating: "x", count: 10_001), String(repeating: "$", count: 9000),
    ] {
      let error = #expect(throws: DiagnosticsError.self) { try Formula.parse(text, symbols: ["a"]) }
      #expect(error?.diagnostics.isEmpty == false)
      #expect((error?.diagnostics.count ?? 0) <= 101)
    }
    for (text, code) in [
      (String(repeating: "(", count: 200), "GD1306"), (String(repeating: "a+", count: 1500) + "a", "GD1306"),
      (String(repeating: "x", count: 10_001), "GD1306"),
    ] {
      let error = #expect(throws: DiagnosticsError.self) { try Formula.parse(text) }
      #expect(error?.diagnostics.map(\.code) == [code])
    }
  }
}

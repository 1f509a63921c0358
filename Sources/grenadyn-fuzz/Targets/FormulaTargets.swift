import Diagnostics
import Expressions
import Quantities

extension FuzzTarget {
  /// Formulas.
  static let formulaTargets = [
    FuzzTarget(
      name: "formula",
      summary: "a formula: read, printed and read back, simplified, differentiated, evaluated",
      isText: true,
      seeds: { _ in
        [
          "g*v0*sinh(v/v0)", "polarity*gon*min(polarity*v + vf, 0 V)", "if(a <= -b^2, 40 uS*v, 3 [V/us]*-t)",
          "((a - (b - c))/(2 V)^2)^-0.5", "-x*-(y + 1e-30)", "max(abs(ln(u)), sqrt(tanh(exp(w)))) > 2",
        ].map { Array($0.utf8) }
      },
      reader: { _ in
        let place = SourceLocation(file: "formula", line: 1, column: 1)
        return { bytes in
          let parsed = try Formula.parse(String(decoding: bytes, as: UTF8.self), at: place)
          let formula = parsed.formula
          precondition(parsed.places.count == formula.nodeCount, "a place a part")
          do {
            let again = try Formula.parse(formula.description)
            precondition(again.formula == formula, "the text reads back as another formula")
          } catch let error as DiagnosticsError {
            // Parentheses and blanks may make it too long.
            precondition(error.diagnostics.allSatisfy { $0.code == "GD1306" }, "the text does not read back")
          }
          let symbols = formula.symbols
          let slopes = symbols.prefix(2).map { formula.derivative(by: $0) }
          let program = try Program([formula, formula.simplified] + slopes, lanes: symbols)
          precondition(program(symbols.map { _ in 0.5 }).count == 2 + slopes.count)
          _ = try formula.dimension(Dictionary(uniqueKeysWithValues: symbols.map { ($0, Voltage.exponents) }))
        }
      })
  ]
}

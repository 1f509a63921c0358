import Circuits
import Expressions

/// A Verilog-A module of one leaf cell: flat, scalar, one file.
struct VerilogAModule {
  /// A parameter of all instances or of each.
  struct Parameter {
    /// Name.
    var name: String
    /// Default.
    var value: String
    /// Allowed values: `(0:inf)`; nil = all.
    var range: String?
    /// Its unit, SI; nil for a number.
    var units: String?
    /// What it is, in some words: what simulators show beside it.
    var meaning: String
    /// Whether every instance has its own value.
    var isOfInstance: Bool

    /// One that all instances share.
    static func model(
      _ name: String, _ value: Double, from range: String? = nil, units: String? = nil, _ meaning: String
    ) -> Parameter {
      Parameter(
        name: name, value: NumberText.text(value), range: range, units: units, meaning: meaning,
        isOfInstance: false)
    }

    /// One that every instance may have its own value of.
    static func instance(
      _ name: String, _ value: Double, from range: String? = nil, units: String? = nil, _ meaning: String
    ) -> Parameter {
      Parameter(
        name: name, value: NumberText.text(value), range: range, units: units, meaning: meaning,
        isOfInstance: true)
    }

    /// One of an instance whose default is a choice of ours, not a figure of the technology.
    static func instance(
      _ name: String, fixed value: Double, from range: String? = nil, units: String? = nil, _ meaning: String
    ) -> Parameter {
      Parameter(
        name: name, value: FormulaSyntax.verilogA.number(value), range: range, units: units, meaning: meaning,
        isOfInstance: true)
    }

    /// With the attributes that simulators read (Verilog-AMS LRM 2.4, 2.9.2: desc and units).
    fileprivate var line: String {
      let attributes =
        (isOfInstance ? ["type=\"instance\""] : []) + ["desc=\"\(meaning)\""]
        + (units.map { ["units=\"\($0)\""] } ?? [])
      return "  (*\(attributes.joined(separator: ", "))*) parameter real \(name) = \(value)"
        + "\(range.map { " from \($0)" } ?? "");"
    }
  }

  /// A statement of the analog block.
  enum Statement {
    /// `name = formula;`
    case define(Definition)
    /// `name = V(p, n);`
    case read(String, String)
    /// `I(p, n) <+ formula;` A choice whose other branch is 0 is an `if`: nothing is contributed there.
    case contribute(String, Formula)
    /// `I(p, n) <+ ddt(formula);`
    case contributeDerivative(String, Formula)
    /// `if (analysis("static")) … else …`
    case whereStatic([Statement], else: [Statement])
  }

  /// Comment lines above it.
  var comments: [String]
  /// Name.
  var name: String
  /// Ports.
  var ports: [String]
  /// Nodes inside.
  var innerNodes: [String] = []
  /// Parameters.
  var parameters: [Parameter]
  /// Named branches: `(out, vss) drive`.
  var branches: [String] = []
  /// Variables that are declared before the others, whose order is that of their definitions.
  var firstVariables: [String] = []
  /// Access functions that symbols of the formulas stand for: `v` for `V(n, vss)`.
  var probes: [String: String] = [:]
  /// The analog block.
  var statements: [Statement]

  /// The file.
  var text: String {
    let ports = ports.joined(separator: ", ")
    var lines = comments.map { CommentText.line("//", $0) } + ["`include \"disciplines.vams\""]
    lines += ["module \(name)(\(ports));", "  inout \(ports);", "  electrical \(ports);"]
    lines +=
      innerNodes.map { "  electrical \($0);" } + parameters.map(\.line) + branches.map { "  branch \($0);" }
    let variables = statements.compactMap { statement in
      switch statement {
      case .define(let definition): definition.name
      case .read(let name, _): name
      default: nil as String?
      }
    }
    let declared = firstVariables + variables.filter { !firstVariables.contains($0) }
    if !declared.isEmpty { lines.append("  real \(declared.joined(separator: ", "));") }
    let body = statements.flatMap { self.lines($0, indent: "    ") }
    lines += statements.count > 1 ? ["  analog begin"] + body + ["  end"] : ["  analog"] + body
    return (lines + ["endmodule"]).joined(separator: "\n") + "\n"
  }

  private func text(_ formula: Formula) -> String { formula.text(.verilogA) { probes[$0] ?? $0 } }

  private func lines(_ statement: Statement, indent: String) -> [String] {
    let inner = indent + "  "
    switch statement {
    case .define(let definition): return ["\(indent)\(definition.name) = \(text(definition.formula));"]
    case .read(let name, let access): return ["\(indent)\(name) = \(access);"]
    case .contributeDerivative(let access, let formula):
      return ["\(indent)\(access) <+ ddt(\(text(formula)));"]
    case .contribute(let access, let formula):
      guard case .choice(let test, let value, let other) = formula.withChoiceOutside, other == 0 else {
        return ["\(indent)\(access) <+ \(text(formula));"]
      }
      let condition = "\(text(test.left)) \(test.relation.rawValue) \(text(test.right))"
      return ["\(indent)if (\(condition))", "\(inner)\(access) <+ \(text(value));"]
    case .whereStatic(let yes, let no):
      return block("\(indent)if (analysis(\"static\"))", yes, indent) + block("\(indent)else", no, indent)
    }
  }

  /// Statements behind a head, between begin and end if they are several.
  private func block(_ head: String, _ statements: [Statement], _ indent: String) -> [String] {
    let body = statements.flatMap { lines($0, indent: indent + "  ") }
    return statements.count > 1 ? ["\(head) begin"] + body + ["\(indent)end"] : [head] + body
  }
}

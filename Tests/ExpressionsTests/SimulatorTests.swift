import Expressions
import Foundation
import Simulators
import Testing

@testable import Verification

/// The texts mean to outside programs what the formulas mean here.
@Suite("Formulas in outside programs")
struct SimulatorTests {
  /// Tame formulas with a point of moderate values each, no two sides of a comparison near each other.
  private func cases(_ count: Int, seed: UInt64) -> [(formula: Formula, point: [Double])] {
    var random = RandomFormulas(seed: seed)
    var cases: [(Formula, [Double])] = []
    while cases.count < count {
      let (formula, point) = (random.tame(depth: 4), random.point())
      let found = value(formula, random.named(point))
      guard abs(found) < 1e4, formula.nodeCount > 4 else { continue }
      cases.append((formula, point))
    }
    return cases
  }

  @Test("ngspice computes the same values")
  func ngspice() throws {
    let cases = cases(60, seed: 41)
    let random = RandomFormulas(seed: 0)
    var lines = ["* formulas"]
    for (k, (formula, point)) in cases.enumerated() {
      for (name, volts) in zip(random.symbols, point) {
        lines += ["v\(name)\(k) \(name)\(k) 0 dc \(volts)", ".nodeset v(\(name)\(k))=\(volts)"]
      }
      lines.append("b\(k) f\(k) 0 v='\(formula.text(.ngspice) { "v(\($0)\(k))" })'")
    }
    lines += [
      ".options reltol=1e-12 vntol=1e-12", ".op", ".control", "set filetype=ascii", "set numdgt=16", "run",
      "if $sim_status", "quit 1", "end", "write formulas.raw all", "quit 0", ".endc", ".end",
    ]
    let folder = try ScratchFolder()
    let netlist = folder.url.appendingPathComponent("formulas.sp")
    try (lines.joined(separator: "\n") + "\n").write(to: netlist, atomically: false, encoding: .utf8)
    let run = ToolRun(
      try Tools.discover().require(.ngspice), ["-b", netlist.path], in: folder.url,
      limits: ToolLimits(seconds: 60))
    try run.runSuccessfully()
    let found = try RawFile(reading: folder.url.appendingPathComponent("formulas.raw")).last
    for (k, (formula, point)) in cases.enumerated() {
      let due = value(formula, random.named(point))
      let volts = try #require(found["v(f\(k))"])
      #expect(abs(volts - due) <= 1e-9 * (1 + abs(due)), "\(formula) at \(point)")
    }
  }

  @Test("compiled Verilog-A has the same values, and the derivatives")
  func verilogA() throws {
    let cases = cases(30, seed: 43)
    let random = RandomFormulas(seed: 0)
    let outputs = cases.indices.map { "f\($0)" }
    let ports = (random.symbols + outputs).joined(separator: ", ")
    var lines = [
      "`include \"disciplines.vams\"", "module formulas(\(ports));", "inout \(ports);",
      "electrical \(ports);",
      "analog begin",
    ]
    lines += cases.enumerated().map { k, item in
      "I(f\(k)) <+ \(item.formula.text(.verilogA) { "V(\($0))" });"
    }
    lines += ["end", "endmodule"]
    let (folder, tools) = (try ScratchFolder(), Tools.discover())
    func file(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
    try (lines.joined(separator: "\n") + "\n").write(to: file("f.va"), atomically: false, encoding: .utf8)
    let limits = ToolLimits(seconds: 120)
    try ToolRun(
      try tools.require(.openvaf), ["-o", file("f.osdi").path, file("f.va").path], in: folder.url,
      limits: limits
    ).runSuccessfully()
    let request = OSDIEvaluation.Request(
      name: "formulas", osdi: file("f.osdi").path,
      groups: [.init(nodes: random.symbols, points: cases.map(\.point))])
    try JSONEncoder().encode(["modules": [request]]).write(to: file("request.json"))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Simulators/Resources/evaluate_osdi.py")
    try ToolRun(
      try tools.require(.python), [script.path, file("request.json").path, file("answer.json").path],
      in: folder.url, limits: limits
    ).runSuccessfully()
    let answers = try JSONDecoder().decode(
      [String: [OSDIEvaluation.Answer]].self, from: Data(contentsOf: file("answer.json")))
    let answer = try #require(answers["modules"]?.first)
    for (k, (formula, point)) in cases.enumerated() {
      let named = random.named(point)
      func near(_ kind: OSDIEvaluation.Value, _ formula: Formula) throws {
        let (found, due) = (try answer.value(kind, group: 0, point: k), value(formula, named))
        #expect(abs(found - due) <= 1e-9 * (1 + abs(due)), "\(formula) at \(point)")
      }
      try near(.current("f\(k)"), formula)
      for name in formula.symbols { try near(.conductance("f\(k)", by: name), formula.derivative(by: name)) }
    }
  }
}

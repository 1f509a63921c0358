import Circuits
import Expressions

/// What the dialects that look like Spectre share: `name (nets) master parameter=value`.
///
/// Both read Verilog-A, so leaf cells are the Verilog-A modules themselves.
protocol SpectreStatements: Dialect {
  /// Parameter of a controlled source that is its gain.
  var gainParameter: String { get }
  /// A word as the value of a parameter.
  func word(_ word: String) -> String
  /// A list of numbers as the value of a parameter.
  func wave(_ points: [String]) -> String
}

extension SpectreStatements {
  var commentPrefix: String { "//" }
  var usesVerilogA: Bool { true }
  var maximumPorts: Int? { nil }

  func include(_ path: String) -> String { "include \"\(path)\"" }
  func topParameter(_ parameter: Parameter) -> String {
    "parameters \(parameter.name)=\(NumberText.text(parameter.value))"
  }

  func moduleStart(_ module: Module) -> String {
    let head = Self.folded("subckt \(module.name) (\(module.ports.joined(separator: " ")))")
    guard !module.parameters.isEmpty else { return head }
    let parameters = module.parameters.map { "\($0.name)=\(NumberText.text($0.value))" }
    return head + "\nparameters \(parameters.joined(separator: " "))"
  }

  func value(_ formula: Formula, _ voltages: [String: NetPair] = [:]) -> String { text(formula, voltages) }

  func statement(_ name: String, _ nets: [String], _ master: String, _ parameters: [(String, String)])
    -> String
  {
    let actuals = parameters.map { " \($0.0)=\($0.1)" }.joined()
    return Self.folded("\(name) (\(nets.joined(separator: " "))) \(master)\(actuals)")
  }

  func line(_ element: Element) -> String { spectreLine(element) }

  /// The statement that both dialects of the family write alike.
  func spectreLine(_ element: Element) -> String {
    switch element.kind {
    case .resistor(let ohms): statement("r\(element.name)", element.nets, "resistor", [("r", value(ohms))])
    case .capacitor(let farads):
      statement("c\(element.name)", element.nets, "capacitor", [("c", value(farads))])
    case .voltageSource(let waveform):
      statement("v\(element.name)", element.nets, "vsource", source(waveform))
    case .currentSource(let waveform):
      statement("i\(element.name)", element.nets, "isource", source(waveform))
    case .diode(let model): statement("d\(element.name)", element.nets, model, [])
    case .transistor: preconditionFailure("a transistor that no pass has mapped onto a process")
    case .voltageControlledVoltage(let gain):
      statement("e\(element.name)", element.nets, "vcvs", [("gain", value(gain))])
    case .voltageControlledCurrent(let transconductance):
      statement("g\(element.name)", element.nets, "vccs", [(gainParameter, value(transconductance))])
    case .currentControlledCurrent(let source, let gain):
      statement("f\(element.name)", element.nets, "cccs", [("probe", "v\(source)"), ("gain", value(gain))])
    case .behaviouralCurrent(let formula, let voltages):
      statement("b\(element.name)", element.nets, "bsource", [("i", value(formula, voltages))])
    case .instance(let module, let parameters):
      statement("x\(element.name)", element.nets, module, parameters.map { ($0.name, value($0.value)) })
    }
  }

  func model(_ card: ModelCard) -> String {
    let parameters = card.parameters.map { " \($0.name)=\(NumberText.text($0.value))" }.joined()
    let master =
      switch card.kind {
      case .diode: "diode"
      }
    return Self.folded("model \(card.name) \(master)\(parameters)")
  }

  func source(_ waveform: Waveform) -> [(String, String)] {
    func text(_ x: Double) -> String { NumberText.text(x) }
    switch waveform {
    case .constant(let volts): return [("dc", text(volts))]
    case .step(let initial, let value, let rise):
      let points = [0, initial, rise, value].map(text)
      return [("dc", text(initial)), ("type", word("pwl")), ("wave", wave(points))]
    }
  }

  func word(_ word: String) -> String { word }
  func wave(_ points: [String]) -> String { "[\(points.joined(separator: " "))]" }

  func cellLine(_ array: CellArray) -> CellLine {
    CellLine(
      prefix: "xc", beforeNets: " (", beforeValue: ") \(array.module) \(array.parameter)=", end: "\n")
  }

  /// Breaks a statement into lines of at most about 120 characters, each but the last ending in a backslash.
  static func folded(_ statement: String) -> String {
    guard statement.utf8.count > 120 else { return statement }
    var lines: [String] = [""]
    for word in statement.split(separator: " ") {
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].utf8.count + word.utf8.count > 116 {
        lines.append("  ")
      }
      lines[lines.count - 1] += (lines[lines.count - 1].trimmingPrefix(" ").isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: " \\\n")
  }
}

import Circuits
import Expressions

/// What the dialects that descend from SPICE share: a card's first letter says what it is.
///
/// A dialect of this family says how it quotes expressions, how a behavioural current and subcircuit
/// parameters are written, and what its testbench looks like.
protocol SpiceCards: Dialect {
  /// What stands around an expression.
  var quotes: (String, String) { get }
  /// A card of a current given by a formula, which is quoted.
  func behaviouralCurrent(_ name: String, _ nets: [String], _ formula: String) -> String
  /// What stands before the parameters of a subcircuit or of its instance.
  var parameterKeyword: String { get }
}

extension SpiceCards {
  var commentPrefix: String { "*" }
  var maximumPorts: Int? { nil }
  var parameterKeyword: String { "" }
  var prologue: String { "" }

  func behaviouralCurrent(_ name: String, _ nets: [String], _ formula: String) -> String {
    "b\(name) \(nets.joined(separator: " ")) i=\(formula)"
  }

  func include(_ path: String) -> String { ".include \"\(path)\"" }
  func loadVerilogA(module: String, path: String) -> String { "" }
  func topParameter(_ parameter: Parameter) -> String {
    ".param \(parameter.name)=\(NumberText.text(parameter.value))"
  }

  func moduleStart(_ module: Module) -> String {
    let head = ".subckt \(module.name) \(module.ports.joined(separator: " "))"
    let parameters = module.parameters.map { "\($0.name)=\(NumberText.text($0.value))" }
    return Self.folded(head + keyword(parameters))
  }
  func moduleEnd(_ module: Module) -> String { ".ends \(module.name)" }

  func line(_ element: Element) -> String {
    let nets = element.nets.joined(separator: " ")
    switch element.kind {
    case .resistor(let ohms): return "r\(element.name) \(nets) \(value(ohms))"
    case .capacitor(let farads): return "c\(element.name) \(nets) \(value(farads))"
    case .voltageSource(let waveform): return "v\(element.name) \(nets) \(Self.waveform(waveform))"
    case .currentSource(let waveform): return "i\(element.name) \(nets) \(Self.waveform(waveform))"
    case .diode(let model): return "d\(element.name) \(nets) \(model)"
    case .transistor: preconditionFailure("a transistor that no pass has mapped onto a process")
    case .voltageControlledVoltage(let gain): return "e\(element.name) \(nets) \(value(gain))"
    case .voltageControlledCurrent(let transconductance):
      return "g\(element.name) \(nets) \(value(transconductance))"
    case .currentControlledCurrent(let source, let gain):
      return "f\(element.name) \(nets) v\(source) \(value(gain))"
    case .behaviouralCurrent(let formula, let voltages):
      return behaviouralCurrent(element.name, element.nets, value(formula, voltages))
    case .instance(let module, let parameters):
      let actuals = parameters.map { "\($0.name)=\(value($0.value))" }
      return Self.folded("x\(element.name) \(nets) \(module)" + keyword(actuals))
    }
  }

  func model(_ card: ModelCard) -> String {
    let parameters = card.parameters.map { "\($0.name)=\(NumberText.text($0.value))" }
    return Self.folded(".model \(card.name) \(card.kind.rawValue) (\(parameters.joined(separator: " ")))")
  }

  func cellLine(_ array: CellArray) -> CellLine {
    CellLine(
      prefix: "xc", beforeNets: " ",
      beforeValue: " \(array.module)\(parameterKeyword) \(array.parameter)=", end: "\n")
  }

  /// A formula as the value of a card; a number needs no quotes.
  func value(_ formula: Formula, _ voltages: [String: NetPair] = [:]) -> String {
    if case .constant(let constant) = formula { return NumberText.text(constant.si) }
    return quotes.0 + text(formula, voltages) + quotes.1
  }

  private func keyword(_ parameters: [String]) -> String {
    parameters.isEmpty ? "" : "\(parameterKeyword) \(parameters.joined(separator: " "))"
  }

  static func waveform(_ waveform: Waveform) -> String {
    func text(_ x: Double) -> String { NumberText.text(x) }
    switch waveform {
    case .constant(let volts): return "dc \(text(volts))"
    case .step(let initial, let value, let rise):
      return "dc \(text(initial)) pwl(0 \(text(initial)) \(text(rise)) \(text(value)))"
    }
  }

  /// Breaks a card into lines of at most about 120 characters with `+` continuations; a folded one stays.
  static func folded(_ card: String) -> String {
    guard card.utf8.count > 120, !card.utf8.contains(0x0A) else { return card }
    var result = ""
    var length = 0
    for word in card.split(separator: " ") {
      if length > 0, length + word.utf8.count > 118 {
        result += "\n+"
        length = 1
      }
      if length > 0 {
        result += " "
        length += 1
      }
      result += word
      length += word.utf8.count
    }
    return result
  }
}

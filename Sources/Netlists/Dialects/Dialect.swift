import Circuits
import Expressions

/// How one simulator's input language writes a circuit.
///
/// Adding a dialect is one file with a type that conforms, and its entry in ``DialectRegistry``.
package protocol Dialect: Sendable {
  /// Name in specs and on the command line.
  var name: String { get }
  /// One sentence: which program, and how leaf cells are written for it.
  var summary: String { get }
  /// The program's manual.
  var reference: String { get }
  /// Ending of its files, without the first dot; distinct between dialects.
  var fileExtension: String { get }
  /// What a comment line starts with.
  var commentPrefix: String { get }
  /// Whether leaf cells are Verilog-A modules (in the folder `veriloga`), rather than subcircuits.
  var usesVerilogA: Bool { get }
  /// Most ports a subcircuit may have; nil = no limit known. A chip with more is written without a subcircuit
  /// around it.
  var maximumPorts: Int? { get }

  /// Functions, keywords, constants and built-in devices of the language that a subcircuit should not be named like, in
  /// lower case, from the manual of ``reference``.
  var reservedWords: Set<String> { get }

  /// How it writes formulas.
  var formulas: FormulaSyntax { get }

  /// Line that opens a subcircuit, with its parameters.
  func moduleStart(_ module: Module) -> String
  /// Line that closes it.
  func moduleEnd(_ module: Module) -> String
  /// Lines of a top-level parameter.
  func topParameter(_ parameter: Parameter) -> String
  /// One line for one element.
  func line(_ element: Element) -> String
  /// The line of a device's model.
  func model(_ card: ModelCard) -> String
  /// The constant parts of the lines of a cell array.
  func cellLine(_ array: CellArray) -> CellLine
  /// A line that reads another netlist file.
  func include(_ path: String) -> String
  /// A line that makes a Verilog-A module known, for the top of a testbench.
  func loadVerilogA(module: String, path: String) -> String
  /// First lines of a leaf-cell or chip file, beyond the comment.
  var prologue: String { get }
  /// A complete testbench file.
  func testbench(_ testbench: Testbench, of chip: TestbenchChip) -> String
}

extension Dialect {
  /// A formula over a module's parameters and the voltages between its nets.
  ///
  /// Numbers are those of all else in a netlist, of fifteen digits.
  func text(_ formula: Formula, _ voltages: [String: NetPair]) -> String {
    var syntax = formulas
    syntax.number = { NumberText.text($0) }
    return formula.text(syntax) { symbol in
      voltages[symbol].map { "v(\($0.positive),\($0.negative))" } ?? symbol
    }
  }
}

/// What a testbench needs to know of the chip it instantiates.
package struct TestbenchChip: Sendable {
  /// The top module.
  package var module: Module
  /// Whether the dialect's file has the chip's content at the top level, without a subcircuit.
  package var isFlat: Bool
  /// Path of the chip's netlist from the testbench's folder.
  package var path: String
  /// Paths of all Verilog-A files from the testbench's folder, by module name.
  package var verilogA: [(module: String, path: String)]
}

/// The constant parts of a cell array's lines:
/// `prefix` i `_` j `beforeNets` row net ` ` column net `beforeValue` value `end`.
package struct CellLine: Sendable {
  /// Up to the row number in the name.
  package var prefix: String
  /// Between the name and the nets.
  package var beforeNets: String
  /// Between the nets and the value.
  package var beforeValue: String
  /// After the value, with the newline.
  package var end: String
}

import Circuits
import Foundation

/// Writes a chip's netlist files in one dialect, or its Verilog-A modules.
///
/// In each dialect there are three files: `models` (leaf cells; not where they are Verilog-A), `tiles` and
/// `chip`, which reads the other two.
package struct ChipNetlist: Sendable {
  private let circuit: Circuit

  /// The files of a circuit.
  package init(_ circuit: Circuit) { self.circuit = circuit }

  /// Whether a dialect's chip file has no subcircuit around the chip, which has more ports than it can have.
  package func isFlat(in dialect: any Dialect) -> Bool {
    dialect.maximumPorts.map { circuit.top.ports.count > $0 } ?? false
  }

  /// Names of the files of a dialect.
  package static func fileNames(_ dialect: any Dialect) -> (models: String, tiles: String, chip: String) {
    let ending = dialect.fileExtension
    return ("models.\(ending)", "tiles.\(ending)", "chip.\(ending)")
  }

  /// What testbenches in folder `tb` need to know of the chip in folder `spice`.
  package func testbenchChip(in dialect: any Dialect) -> TestbenchChip {
    TestbenchChip(
      module: circuit.top, isFlat: isFlat(in: dialect), path: "../spice/\(Self.fileNames(dialect).chip)",
      verilogA: dialect.usesVerilogA
        ? circuit.modules.filter { $0.verilogA != nil }.map { ($0.name, "../veriloga/\($0.name).va") } : [])
  }

  /// Writes the files of a dialect into a folder.
  /// - Returns: their names.
  /// - Throws: `OutputFailure`.
  @discardableResult
  package func write(_ dialect: any Dialect, to folder: URL) throws -> [String] {
    let names = Self.fileNames(dialect)
    if !dialect.usesVerilogA {
      try file(names.models, in: folder, dialect, "leaf cells") { writer in
        for module in circuit.modules where module.kind == .leaf { writer.module(module) }
      }
    }
    try file(names.tiles, in: folder, dialect, "crossbar tiles") { writer in
      for module in circuit.modules where module.kind == .tile { writer.module(module) }
    }
    try file(names.chip, in: folder, dialect, "chip") { writer in
      if !dialect.usesVerilogA { writer.lines(dialect.include(names.models)) }
      writer.lines(dialect.include(names.tiles))
      if isFlat(in: dialect) { writer.flat(circuit.top) } else { writer.module(circuit.top) }
    }
    return (dialect.usesVerilogA ? [] : [names.models]) + [names.tiles, names.chip]
  }

  /// Writes one file a Verilog-A module into a folder.
  /// - Returns: their names.
  /// - Throws: `OutputFailure`.
  @discardableResult
  package func writeVerilogA(to folder: URL) throws -> [String] {
    try circuit.modules.compactMap { module in
      guard let text = module.verilogA else { return nil }
      let name = "\(module.name).va"
      let output = try TextOutput(path: folder.appendingPathComponent(name).path)
      output.write(text)
      try output.finish()
      return name
    }
  }

  private func file(
    _ name: String, in folder: URL, _ dialect: any Dialect, _ content: String, _ body: (NetlistWriter) -> Void
  ) throws {
    let output = try TextOutput(path: folder.appendingPathComponent(name).path)
    let writer = NetlistWriter(dialect: dialect, output: output)
    writer.comment("\(circuit.top.name): \(content), \(dialect.name), written by grenadyn")
    writer.lines(dialect.prologue)
    body(writer)
    try output.finish()
  }
}

import Fabrics
import Specification

/// Names of a chip's nets: stable, lower-case, readable. Layers count from 1 as in the equations.
package struct NetNames: Sendable {
  let fabric: Fabric

  /// The names of a fabric's nets.
  package init(_ fabric: Fabric) { self.fabric = fabric }

  /// The port that sets an input row, in the fabric's order: `in_<i>p`, `in_<i>n` for a complementary pair, `in_<i>` else.
  package func source(input row: Int) -> String {
    guard fabric.input.encoding == .complementary else { return "in_\(row)" }
    let (value, isComplement) = fabric.input.encoding.value(ofRow: row, values: fabric.input.values)
    return "in_\(value)\(isComplement ? "n" : "p")"
  }

  /// The port that sets a bias row: `bias_p`, `bias_n`.
  package func source(bias number: Int) -> String { number == 0 ? "bias_p" : "bias_n" }

  /// The ports of all sources: input rows in the fabric's order, then the bias rows.
  package var sources: [String] {
    (0..<fabric.input.rowCount).map(source(input:)) + (fabric.bias?.volts ?? []).indices.map(source(bias:))
  }

  /// A free node: `h<layer>_<node>`, or an output node `out_<class>`, `out_<class>p`/`n`, `out_ref`.
  package func node(layer: Int, _ node: Int) -> String {
    guard layer == fabric.outputLayer else { return "h\(layer + 1)_\(node)" }
    switch fabric.output.encoding {
    case .single: return "out_\(node)"
    case .differential: return "out_\(node / 2)\(node % 2 == 0 ? "p" : "n")"
    case .referenceColumn: return node == fabric.output.values ? "out_ref" : "out_\(node)"
    }
  }

  /// The net between a hidden node's amplifier and its offset: `h<layer>_<node>_exact`.
  func exactAmplifier(layer: Int, _ node: Int) -> String { "\(self.node(layer: layer, node))_exact" }

  /// A node behind its amplifier, from where rows start: `h<layer>_<node>_amp`, or the node itself where there is no
  /// amplifier.
  package func amplified(layer: Int, _ node: Int) -> String {
    let name = self.node(layer: layer, node)
    return fabric.hasAmplifier(layer) ? "\(name)_amp" : name
  }

  /// The port that sets the target of a class.
  package func target(ofClass c: Int) -> String { "target_\(c)" }

  /// The net a row of a connection starts from, row in the fabric's order: a driver's output `row_…` (bias rows of the
  /// second connection: `row2_bias_p`, `row2_bias_n`), or a node behind its amplifier.
  package func rowStart(connection: Int, row: Int) -> String {
    switch fabric.driver(ofRow: row, of: connection) {
    case .input(let row): "row\(driverNumber(connection))_\(source(input: row))"
    case .bias(let number): "row\(driverNumber(connection))_\(source(bias: number))"
    case .node(let layer, let node): amplified(layer: layer, node)
    }
  }

  /// The instance that drives a row of a connection: `driver_…`, for the bias rows of the second connection
  /// `driver2_bias_p`, …; nil where a neuron drives it.
  package func driver(connection: Int, row: Int) -> String? {
    drivenSource(connection: connection, row: row).map { "driver\(driverNumber(connection))_\($0)" }
  }

  /// The port that a row's driver repeats; nil where a neuron drives the row. Every connection has bias drivers
  /// of its own, in the bank at its left; all repeat the same two ports.
  package func drivenSource(connection: Int, row: Int) -> String? {
    switch fabric.driver(ofRow: row, of: connection) {
    case .input(let row): source(input: row)
    case .bias(let number): source(bias: number)
    case .node: nil
    }
  }

  private func driverNumber(_ connection: Int) -> String { connection == 0 ? "" : "\(connection + 1)" }
}

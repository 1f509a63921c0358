import Networks
import Specification

/// Names of a chip's nets: stable, lower-case, readable. Layers count from 1 as in the equations.
package struct NetNames: Sendable {
  let network: ResistiveNetwork

  /// The names of a network's nets.
  package init(_ network: ResistiveNetwork) { self.network = network }

  /// The port that sets an input row, in network order: `in_<i>p`, `in_<i>n` for a complementary pair,
  /// `in_<i>` else; then `bias_p`, `bias_n`.
  package func source(row: Int) -> String {
    let values = network.input.valueCount
    let signals = network.input.rowCount
    if row >= signals { return row == signals ? "bias_p" : "bias_n" }
    guard network.input.encoding == .complementary else { return "in_\(row)" }
    return row < values ? "in_\(row)p" : "in_\(row - values)n"
  }

  /// A free node: `h<layer>_<node>`, or an output node `out_<class>`, `out_<class>p`/`n`, `out_ref`.
  package func node(layer: Int, _ node: Int) -> String {
    guard layer == network.hidden.count else { return "h\(layer + 1)_\(node)" }
    switch network.output.encoding {
    case .single: return "out_\(node)"
    case .differential: return "out_\(node / 2)\(node % 2 == 0 ? "p" : "n")"
    case .referenceColumn: return node == network.output.classes ? "out_ref" : "out_\(node)"
    }
  }

  /// The net between a hidden node's amplifier and its offset: `h<layer>_<node>_exact`.
  func exactAmplifier(layer: Int, _ node: Int) -> String { "\(self.node(layer: layer, node))_exact" }

  /// The port that sets the target of a class.
  package func target(ofClass c: Int) -> String { "target_\(c)" }

  /// The net a row of a connection starts from, row in network order: a driver's output `row_…` (bias rows of the
  /// second connection: `row2_bias_p`, `row2_bias_n`), or a hidden node behind its amplifier
  /// `h<layer>_<node>_amp`, or the node itself where there is no amplifier.
  package func rowStart(connection: Int, row: Int) -> String {
    if let source = drivenSource(connection: connection, row: row) {
      return "row\(driverNumber(connection))_\(source)"
    }
    let node = node(layer: connection - 1, row)
    return network.hasAmplifier(connection - 1) ? "\(node)_amp" : node
  }

  /// The instance that drives a row of a connection: `driver_…`, for the bias rows of the second connection
  /// `driver2_bias_p`, …; nil where a neuron drives it.
  package func driver(connection: Int, row: Int) -> String? {
    drivenSource(connection: connection, row: row).map { "driver\(driverNumber(connection))_\($0)" }
  }

  /// The port that a row's driver repeats; nil where a neuron drives the row. Every connection has bias drivers
  /// of its own, in the bank at its left; all repeat the same two ports.
  package func drivenSource(connection: Int, row: Int) -> String? {
    if connection == 0 { return source(row: row) }
    let bias = row - network.signalRowCount(connection)
    return bias >= 0 ? source(row: network.input.rowCount + bias) : nil
  }

  private func driverNumber(_ connection: Int) -> String { connection == 0 ? "" : "\(connection + 1)" }
}

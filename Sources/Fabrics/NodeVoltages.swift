/// Node voltages of a fabric, one array a layer (the last is the output layer), volts.
package struct NodeVoltages: Sendable, Equatable {
  /// Volts, `layers[k][node]`.
  package var layers: [[Double]]

  /// Wraps voltages.
  package init(layers: [[Double]]) { self.layers = layers }
}

/// Voltages as an update knows them, all layers in a row, volts.
package struct NodeReadings: Sendable, Equatable {
  /// Of every node.
  package var nodes: [Double]
  /// Of the row that a node drives, behind its amplifier; of outputs, which drive none, the node's.
  package var rows: [Double]

  /// Wraps voltages.
  package init(nodes: [Double], rows: [Double]) { (self.nodes, self.rows) = (nodes, rows) }
}

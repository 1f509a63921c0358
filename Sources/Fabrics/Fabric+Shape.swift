import Quantities

// Sizes, and who drives what.
extension Fabric {
  /// Index of the layer that is read.
  package var outputLayer: Int { layers.count - 1 }
  /// The layers before it.
  package var hiddenLayers: Range<Int> { 0..<outputLayer }
  /// Number of nodes of a layer.
  package func nodeCount(_ layer: Int) -> Int { layers[layer].count }
  /// Number of rows of a group.
  package func rowCount(_ group: RowGroup) -> Int {
    switch group {
    case .inputs: input.rowCount
    case .nodes(let layer): nodeCount(layer)
    case .bias: bias == nil ? 0 : BiasRows.count
    }
  }
  /// Number of rows of an array.
  package func rowCount(_ array: Int) -> Int { arrays[array].rows.reduce(0) { $0 + rowCount($1) } }
  /// Number of rows of an array without the bias rows, which come last.
  package func signalRowCount(_ array: Int) -> Int {
    arrays[array].rows.reduce(0) { $0 + ($1 == .bias ? 0 : rowCount($1)) }
  }
  /// Number of columns of an array.
  package func columnCount(_ array: Int) -> Int { nodeCount(arrays[array].layer) }
  /// Number of bias rows of all arrays.
  package var biasRowCount: Int {
    arrays.reduce(0) { $0 + ($1.rows.contains(.bias) ? rowCount(RowGroup.bias) : 0) }
  }

  /// What drives a row of an array.
  package func driver(ofRow row: Int, of array: Int) -> RowDriver {
    var rest = row
    for group in arrays[array].rows {
      let count = rowCount(group)
      guard rest >= count else {
        switch group {
        case .inputs: return .input(row: rest)
        case .nodes(let layer): return .node(layer: layer, rest)
        case .bias: return .bias(rest)
        }
      }
      rest -= count
    }
    preconditionFailure("array \(array) has \(rowCount(array)) rows, not one number \(row)")
  }

  /// The rows of an array in the order in which they lie on a chip.
  package func physicalRowOrder(_ array: Int) -> [Int] {
    var first = 0
    return arrays[array].rows.flatMap { group -> [Int] in
      defer { first += rowCount(group) }
      let order =
        group == .inputs ? input.encoding.physicalOrder(values: input.values) : Array(0..<rowCount(group))
      return order.map { first + $0 }
    }
  }

  /// The arrays whose columns are a layer's nodes.
  package func arrays(endingIn layer: Int) -> [Int] { arrays.indices.filter { arrays[$0].layer == layer } }

  /// The arrays that a layer's nodes drive rows of.
  package func arrays(drivenBy layer: Int) -> [Int] {
    arrays.indices.filter { arrays[$0].rows.contains(.nodes(layer: layer)) }
  }
}

// The circuits at the nodes, of one chip with its mismatch.
extension Fabric {
  /// Gain of the amplifier behind a layer's nodes; 1 for outputs.
  package func gain(_ layer: Int) -> Double { layers[layer].amplifier.gain }
  /// Current gain backward of the amplifier behind a layer's nodes; 1 for outputs.
  package func reverseGain(_ layer: Int) -> Double { layers[layer].amplifier.reverseGain }
  /// Whether there is an amplifier behind a layer's nodes.
  package func hasAmplifier(_ layer: Int) -> Bool { !layers[layer].amplifier.isWire }
  /// A B of the amplifier behind a layer's nodes.
  package func loopGain(_ layer: Int) -> Double { layers[layer].amplifier.loopGain }
  /// Voltage gain of the amplifier behind a node.
  package func gain(_ layer: Int, node: Int) -> Double {
    gain(layer) * (mismatch?.gainFactor(layer, node) ?? 1)
  }
  /// Current gain backward of the amplifier behind a node.
  package func reverseGain(_ layer: Int, node: Int) -> Double {
    layers[layer].amplifier.reverseGain(
      gain: gain(layer, node: node), factor: mismatch?.reverseFactor(layer, node))
  }
  /// Voltage added behind the amplifier of a node, or to the reading of an output, volts.
  package func offset(_ layer: Int, node: Int) -> Double { mismatch?.offsets[layer][node] ?? 0 }
  /// Forward voltage of a node's rectifier, volts; below 0 it conducts on the wrong side already.
  package func forwardVoltage(_ layer: Int, node: Int) -> Double {
    rectifier.forwardVoltage.si + (mismatch?.thresholds[layer][node] ?? 0)
  }

  /// Voltages at which the input rows are held for input values in 0…1, volts.
  package func inputRows(_ inputs: [Double]) -> [Double] {
    let rows = input.encoding.rowVoltages(inputs, fullScale: input.fullScale.si)
    guard let errors = mismatch?.inputOffsets, !errors.isEmpty else { return rows }
    return zip(rows, errors).map(+)
  }

  /// The largest voltage of a source: full scale or bias.
  package var largestSource: Voltage { max(input.fullScale, bias?.voltage ?? .zero) }

  /// Whether the rectifier at a node conducts; false where there is none.
  package func isHeld(_ layer: Int, node: Int, at volts: Double) -> Bool {
    guard case .rectifier = layers[layer].circuit else { return false }
    return Rectifier.excess(
      volts, threshold: forwardVoltage(layer, node: node), isExcitatory: layers[layer].isExcitatory(node))
      != 0
  }

  /// Row voltages of an array, volts: its signals, then its bias rows.
  /// - Parameter inputs: input values in 0…1.
  package func rowVoltages(_ array: Int, inputs: [Double], nodes: NodeVoltages) -> [Double] {
    arrays[array].rows.flatMap { group -> [Double] in
      switch group {
      case .inputs: inputRows(inputs)
      case .nodes(let layer):
        nodes.layers[layer].enumerated().map { node, volts in
          volts * gain(layer, node: node) + offset(layer, node: node)
        }
      case .bias: bias?.volts ?? []
      }
    }
  }

  /// c of an array's part of the energy, where there is one: 1 for the first layer's, and B/A of a layer's amplifiers times
  /// its own for the next layer's.
  package func energyScale(_ array: Int) -> Double {
    layers.prefix(arrays[array].layer).reduce(1) { $0 * $1.amplifier.reverseGain / $1.amplifier.gain }
  }
}

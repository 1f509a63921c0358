import Fabrics

// The circuits at the nodes, of one chip with its mismatch.
extension ResistiveNetwork {
  /// Voltage gain of the amplifier behind a node; 1 for an output.
  package func gain(_ layer: Int, node: Int) -> Double {
    gain(layer) * (mismatch?.gainFactor(layer, node) ?? 1)
  }

  /// Current gain backward of the amplifier behind a node; 1 for an output.
  package func reverseGain(_ layer: Int, node: Int) -> Double {
    guard layer < hidden.count else { return 1 }
    return hidden[layer].amplifier.reverseGain(
      gain: gain(layer, node: node), factor: mismatch?.reverseFactor(layer, node))
  }

  /// A_j B_j of a node's amplifier; exactly 1 where B is the inverse of A.
  package func loopGain(_ layer: Int, node: Int) -> Double {
    layer < hidden.count && hidden[layer].ownReverseGain != nil
      ? gain(layer, node: node) * reverseGain(layer, node: node) : 1
  }

  /// Voltage added behind the amplifier of a node, or to the reading of an output, volts.
  package func offset(_ layer: Int, node: Int) -> Double { mismatch?.offsets[layer][node] ?? 0 }

  /// Forward voltage of a node's rectifier, volts; below 0 it conducts on the wrong side already.
  package func forwardVoltage(_ layer: Int, node: Int) -> Double {
    rectifier.forwardVoltage.si + (mismatch?.thresholds[layer][node] ?? 0)
  }

  /// Voltages at which the input rows are held for input values in 0…1, volts.
  package func inputRows(_ inputs: [Double]) -> [Double] {
    let rows = input.rowVoltages(inputs)
    guard let errors = mismatch?.inputOffsets, !errors.isEmpty else { return rows }
    return zip(rows, errors).map(+)
  }

  /// Class values as the output's sense circuits read them.
  package func classValues(ofOutputs volts: [Double]) -> [Double] {
    guard let offsets = mismatch?.offsets[hidden.count] else { return output.classValues(volts) }
    return output.classValues(zip(volts, offsets).map { $0 + $1 })
  }
}

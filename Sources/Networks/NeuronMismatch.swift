/// How the neurons of one chip differ from their circuit: volts and factors, one array a layer.
///
/// With them a node of hidden layer k drives the rows of the next connection with A (1 + a_j) v_j + o_j, and its
/// rectifier conducts beyond V_f + f_j; an output is read as v_j + o_j; an input row is held at r_i + e_i. A reverse gain that the spec gives has its own
/// error, B (1 + b_j); one that it does not give is the inverse of the neuron's voltage gain. Where A_j/B_j of a layer
/// differ, Kirchhoff's law is the derivative of E = Σ_j (A_j/B_j) E_1j + E_2 with one hidden layer, and of no energy
/// with more: the equilibrium is still the one that the circuit has.
package struct NeuronMismatch: Sendable, Equatable {
  /// 1 + a_j, hidden layers.
  package var gainFactors: [[Double]]
  /// 1 + b_j, hidden layers, of reverse gains that are given; empty: 1.
  package var reverseFactors: [[Double]] = []
  /// o_j in volts: hidden layers, then the outputs.
  package var offsets: [[Double]]
  /// f_j in volts, hidden layers.
  package var thresholds: [[Double]]
  /// Error of the voltage of every input row, volts; empty: none.
  package var inputOffsets: [Double] = []

  /// Makes a mismatch; every array has one value a node.
  package init(gainFactors: [[Double]], offsets: [[Double]], thresholds: [[Double]]) {
    (self.gainFactors, self.offsets, self.thresholds) = (gainFactors, offsets, thresholds)
  }

  /// No mismatch in a network's neurons.
  package init(noneOf network: ResistiveNetwork) {
    let hidden = network.hidden.map(\.units)
    func all(_ value: Double, _ counts: [Int]) -> [[Double]] {
      counts.map { [Double](repeating: value, count: $0) }
    }
    self.init(
      gainFactors: all(1, hidden), offsets: all(0, hidden + [network.output.nodeCount]),
      thresholds: all(0, hidden))
  }

  /// Whether all gains are as they should be, so that the network has an energy.
  package var keepsEnergy: Bool { (gainFactors + reverseFactors).allSatisfy { $0.allSatisfy { $0 == 1 } } }
}

extension ResistiveNetwork {
  /// Voltage gain of the amplifier behind a node; 1 for an output.
  package func gain(_ layer: Int, node: Int) -> Double {
    gain(layer) * (layer < hidden.count ? mismatch?.gainFactors[layer][node] ?? 1 : 1)
  }

  /// Current gain backward of the amplifier behind a node; 1 for an output.
  package func reverseGain(_ layer: Int, node: Int) -> Double {
    guard layer < hidden.count else { return 1 }
    guard let own = hidden[layer].ownReverseGain else { return 1 / gain(layer, node: node) }
    guard let factors = mismatch?.reverseFactors, !factors.isEmpty else { return own }
    return own * factors[layer][node]
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

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

  /// No mismatch in the circuits of a fabric.
  package init(noneOf fabric: Fabric) {
    let hidden = fabric.hiddenLayers.map(fabric.nodeCount)
    func all(_ value: Double, _ counts: [Int]) -> [[Double]] {
      counts.map { [Double](repeating: value, count: $0) }
    }
    self.init(
      gainFactors: all(1, hidden), offsets: all(0, hidden + [fabric.output.nodeCount]),
      thresholds: all(0, hidden))
  }

  /// 1 + a_j of a node; 1 for an output.
  package func gainFactor(_ layer: Int, _ node: Int) -> Double {
    layer < gainFactors.count ? gainFactors[layer][node] : 1
  }

  /// 1 + b_j of a node; nil where no reverse gain is given.
  package func reverseFactor(_ layer: Int, _ node: Int) -> Double? {
    layer < reverseFactors.count ? reverseFactors[layer][node] : nil
  }
}

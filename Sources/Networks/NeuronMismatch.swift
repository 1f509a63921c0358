/// How the neurons of one chip differ from their circuit: volts and factors, one array a layer.
///
/// With them a node of hidden layer k drives the rows of the next connection with A (1 + a_j) v_j + o_j, and its
/// rectifier conducts beyond V_f + f_j; an output is read as v_j + o_j. The reverse current gain stays the inverse of
/// the voltage gain. Where gains of a layer differ, Kirchhoff's law is no longer the derivative of an energy: the
/// equilibrium is still the one that the circuit has.
public struct NeuronMismatch: Sendable, Equatable {
  /// 1 + a_j, hidden layers.
  public var gainFactors: [[Double]]
  /// o_j in volts: hidden layers, then the outputs.
  public var offsets: [[Double]]
  /// f_j in volts, hidden layers.
  public var thresholds: [[Double]]

  /// Makes a mismatch; every array has one value a node.
  public init(gainFactors: [[Double]], offsets: [[Double]], thresholds: [[Double]]) {
    (self.gainFactors, self.offsets, self.thresholds) = (gainFactors, offsets, thresholds)
  }

  /// Whether all gains are as they should be, so that the network has an energy.
  public var keepsEnergy: Bool { gainFactors.allSatisfy { $0.allSatisfy { $0 == 1 } } }
}

extension ResistiveNetwork {
  /// Voltage gain of the amplifier behind a node; 1 for an output.
  public func gain(_ layer: Int, node: Int) -> Double {
    gain(layer) * (layer < hidden.count ? mismatch?.gainFactors[layer][node] ?? 1 : 1)
  }

  /// Voltage added behind the amplifier of a node, or to the reading of an output, volts.
  public func offset(_ layer: Int, node: Int) -> Double { mismatch?.offsets[layer][node] ?? 0 }

  /// Forward voltage of a node's rectifier, volts; below 0 it conducts on the wrong side already.
  public func forwardVoltage(_ layer: Int, node: Int) -> Double {
    rectifier.forwardVoltage.si + (mismatch?.thresholds[layer][node] ?? 0)
  }

  /// Class values as the output's sense circuits read them.
  public func classValues(ofOutputs volts: [Double]) -> [Double] {
    guard let offsets = mismatch?.offsets[hidden.count] else { return output.classValues(volts) }
    return output.classValues(zip(volts, offsets).map { $0 + $1 })
  }
}

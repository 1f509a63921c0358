import Fabrics
import Quantities

/// What the initial conductances make of a few training samples, to find wrong gains and conventions before a long
/// training (a wrong input gain alone gave 88.7 % error with a published program).
package struct StartCheck: Sendable {
  /// Samples looked at.
  package static let sampleCount = 16

  /// Root mean square of the class values, volts.
  package private(set) var classValues = 0.0
  /// Root mean square, over the samples, of the largest difference between two class values of a sample, volts.
  package private(set) var spread = 0.0
  /// Of each hidden layer, the share of the excitatory and of the inhibitory nodes that sit on their rectifiers, in
  /// the mean over the samples.
  package private(set) var resting: [(excitatory: Double, inhibitory: Double)] = []
  let network: ResistiveNetwork

  /// Measures the free states of some samples.
  package init(_ network: ResistiveNetwork, states: [NodeVoltages]) {
    self.network = network
    let outputs = states.map { network.output.classValues($0.layers[network.hidden.count]) }
    func rootMeanSquare(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
    }
    classValues = rootMeanSquare(outputs.flatMap { $0 })
    spread = rootMeanSquare(outputs.map { ($0.max() ?? 0) - ($0.min() ?? 0) })
    resting = network.hidden.indices.map { layer in
      func share(_ isExcitatory: Bool) -> Double {
        let hidden = network.hidden[layer]
        let units = (0..<hidden.units).filter { hidden.isExcitatory($0) == isExcitatory }
        let count = states.reduce(0) { sum, state in
          sum + units.count { network.isResting(state.layers[layer][$0], isExcitatory: isExcitatory) }
        }
        return Double(count) / Double(max(1, units.count * states.count))
      }
      return (share(true), share(false))
    }
  }
}

extension ResistiveNetwork {
  /// Whether a hidden node is at or beyond the threshold of its rectifier, but for rounding.
  fileprivate func isResting(_ volts: Double, isExcitatory: Bool) -> Bool {
    let threshold = rectifier.forwardVoltage.si
    return (isExcitatory ? volts : -volts) <= -threshold + 1e-9 * largestSource.si
  }

  /// Of each hidden layer, the share of the nodes that sit on their rectifiers in all of some free states: they carry no
  /// signal.
  package func deadShares(_ states: [NodeVoltages]) -> [Double] {
    guard !states.isEmpty else { return [] }
    return hidden.enumerated().map { k, layer in
      let dead = (0..<layer.units).count { unit in
        states.allSatisfy { isResting($0.layers[k][unit], isExcitatory: layer.isExcitatory(unit)) }
      }
      return Double(dead) / Double(max(1, layer.units))
    }
  }
}

import Foundation
import Mapping
import Networks
import Quantities
import Technology

/// How the rows behind the hidden nodes follow their nodes: u = f v + r, with the share b of the row's current back.
///
/// At an equilibrium, and for amplifiers without delay, f is the gain A, b the reverse gain B, and r is 0. An amplifier with one
/// pole, τ u̇ = A v − u, ends a step h of the implicit Euler method from u₀ at
///
///   u = f v + r,  f = A h / (h + τ),  r = u₀ τ / (h + τ),
///
/// so that a step of the whole circuit is one of a circuit with other gains. Row k times c_k with c_{k+1} = c_k b_k/f_k
/// keeps its matrices symmetric (``NodeDynamics``).
struct Amplification: Sendable {
  /// f and b by layer; 1 for the outputs, behind which there is none.
  var forward, backward: [Double]
  /// c_k by layer.
  var scales: [Double]
  /// r of every node, volts; empty for 0.
  var offsets: [Double] = []

  /// Amplifiers without delay.
  init(_ network: ResistiveNetwork) {
    let layers = 0..<network.connectionCount
    forward = layers.map { network.gain($0) }
    backward = layers.map { network.reverseGain($0) }
    scales = layers.map(network.energyScale)
  }

  private init(forward: [Double], backward: [Double], first: Double, offsets: [Double]) {
    (self.forward, self.backward, self.offsets) = (forward, backward, offsets)
    scales = forward.indices.dropFirst().reduce(into: [first]) { scales, k in
      let ratio = backward[k - 1] / forward[k - 1]
      scales.append(scales[k - 1] * (ratio.isFinite ? ratio : 1))
    }
  }

  /// r of a node.
  func offset(_ node: Int) -> Double { offsets.isEmpty ? 0 : offsets[node] }

  /// The same amplifiers at the end of a step from some outputs.
  /// - Parameters:
  ///   - step: h, seconds.
  ///   - lags: τ by hidden layer, seconds.
  ///   - outputs: u₀ of every node.
  func step(_ h: Double, lags: [Double], from outputs: [Double], _ dynamics: NodeDynamics) -> Amplification {
    var (forward, offsets) = (self.forward, outputs.map { _ in 0.0 })
    for (k, lag) in lags.enumerated() where lag > 0 {
      forward[k] *= h / (h + lag)
      for j in dynamics.nodes(k) { offsets[j] = outputs[j] * lag / (h + lag) }
    }
    return Amplification(forward: forward, backward: backward, first: scales[0], offsets: offsets)
  }

  /// Amplifiers whose outputs stand still, and whose rows give no current back: what is left for an instant.
  func frozen(lags: [Double]) -> Amplification {
    var (forward, backward) = (self.forward, self.backward)
    for (k, lag) in lags.enumerated() where lag > 0 { (forward[k], backward[k]) = (0, 0) }
    return Amplification(forward: forward, backward: backward, first: scales[0], offsets: [])
  }
}

extension Chip {
  /// Time constants of the amplifiers behind the nodes of each hidden layer, in a loop and with the layer's largest row of
  /// cells as load. A rectifier's own amplifier, in a loop of gain one, works beside it on the nodes that it holds and is
  /// faster: it counts where there is no other. 0 where there is none at all.
  func amplifierLags(_ amplifier: AmplifierResponse, _ conductances: Conductances) -> [TimeSpan] {
    network.hidden.indices.map { k in
      let matrix = conductances.connections[k + 1]
      let rows = (0..<network.nodeCount(k)).map { i in
        matrix.siemens[i * matrix.columns..<(i + 1) * matrix.columns].reduce(0, +)
      }
      let gain = network.gain(k)
      let rectifier =
        network.rectifier.forwardVoltage.si == 0 ? amplifier.timeConstant(gain: 1, load: .zero) : .zero
      return !network.hasAmplifier(k)
        ? rectifier
        : amplifier.timeConstant(gain: gain, load: Conductance(si: rows.max() ?? 0))
    }
  }
}

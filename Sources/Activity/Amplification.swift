import Fabrics
import Foundation
import Mapping
import Quantities
import Technology

/// How the rows behind the hidden nodes follow their nodes, u = f v + r, and what of a row's current i comes back to its
/// node, w = b i + s.
///
/// At an equilibrium, and for amplifiers without delay, f is the gain A, b the reverse gain B, and r and s are 0. Amplifiers
/// with a pole in each direction, τ u̇ = A v − u and τ' ẇ = B i − w, end a step h of the implicit Euler method from u₀ and w₀ at
///
///   u = f v + r,  f = A h / (h + τ),  r = u₀ τ / (h + τ),
///   w = b i + s,  b = B h / (h + τ'), s = w₀ τ' / (h + τ'),
///
/// so that a step of the whole circuit is one of a circuit with other gains. Row k times c_k with c_{k+1} = c_k b_k/f_k
/// keeps its matrices symmetric (``NodeDynamics``).
struct Amplification: Sendable {
  /// Time constants of the amplifiers by hidden layer, seconds; 0 for none.
  struct Lags: Sendable {
    /// τ, of the rows behind their nodes.
    var forward: [Double]
    /// τ', of the currents that come back.
    var backward: [Double]

    /// Amplifiers without delay.
    static let none = Lags(forward: [], backward: [])

    /// The slowest.
    var slowest: Double { max(forward.max() ?? 0, backward.max() ?? 0) }
  }

  /// What amplifiers with a delay remember, by node.
  struct State: Sendable {
    /// u, volts.
    var outputs: [Double]
    /// w, amperes.
    var currents: [Double]

    /// A state on the line through two.
    static func line(_ a: State, _ b: State, at x: Double) -> State {
      func between(_ path: KeyPath<State, [Double]>) -> [Double] {
        zip(a[keyPath: path], b[keyPath: path]).map { $0 + x * ($1 - $0) }
      }
      return State(outputs: between(\.outputs), currents: between(\.currents))
    }
  }

  /// f and b by layer; 1 for the outputs, behind which there is none.
  var forward, backward: [Double]
  /// c_k by layer.
  var scales: [Double]
  /// r of every node, volts; empty for 0.
  var offsets: [Double] = []
  /// s of every node, amperes; empty for 0.
  var currents: [Double] = []

  /// Amplifiers without delay.
  init(_ fabric: Fabric) {
    let layers = fabric.layers.indices
    forward = layers.map { fabric.gain($0) }
    backward = layers.map { fabric.reverseGain($0) }
    let (forward, backward) = (forward, backward)
    scales = layers.map { (0..<$0).reduce(1) { $0 * backward[$1] / forward[$1] } }
  }

  private init(forward: [Double], backward: [Double], first: Double, rest: State) {
    (self.forward, self.backward, offsets, currents) = (forward, backward, rest.outputs, rest.currents)
    scales = forward.indices.dropFirst().reduce(into: [first]) { scales, k in
      let ratio = backward[k - 1] / forward[k - 1]
      scales.append(scales[k - 1] * (ratio.isFinite ? ratio : 1))
    }
  }

  /// r of a node.
  func offset(_ node: Int) -> Double { offsets.isEmpty ? 0 : offsets[node] }

  /// s of a node.
  func current(_ node: Int) -> Double { currents.isEmpty ? 0 : currents[node] }

  /// The same amplifiers at the end of a step from some state.
  /// - Parameters:
  ///   - step: h, seconds.
  ///   - lags: τ and τ'.
  ///   - start: u₀ and w₀ of every node.
  func step(_ h: Double, lags: Lags, from start: State, _ dynamics: NodeDynamics) -> Amplification {
    let zeros = start.outputs.map { _ in 0.0 }
    var (forward, backward, rest) = (self.forward, self.backward, State(outputs: zeros, currents: zeros))
    for (k, lag) in lags.forward.enumerated() where lag > 0 {
      forward[k] *= h / (h + lag)
      for j in dynamics.nodes(k) { rest.outputs[j] = start.outputs[j] * lag / (h + lag) }
    }
    for (k, lag) in lags.backward.enumerated() where lag > 0 {
      backward[k] *= h / (h + lag)
      for j in dynamics.nodes(k) { rest.currents[j] = start.currents[j] * lag / (h + lag) }
    }
    return Amplification(forward: forward, backward: backward, first: scales[0], rest: rest)
  }

  /// Amplifiers whose outputs stand still, and whose rows give no current back: what is left for an instant.
  func frozen(lags: Lags) -> Amplification {
    var (forward, backward) = (self.forward, self.backward)
    for (k, lag) in lags.forward.enumerated() where lag > 0 { (forward[k], backward[k]) = (0, 0) }
    return Amplification(
      forward: forward, backward: backward, first: scales[0], rest: State(outputs: [], currents: []))
  }
}

extension Chip {
  /// Time constants of the amplifiers behind the nodes of each hidden layer, in a loop and with the layer's largest row of
  /// cells as load. A rectifier's own amplifier, in a loop of gain one, works beside it on the nodes that it holds and is
  /// faster: it counts where there is no other. 0 where there is none at all.
  func amplifierLags(_ amplifier: AmplifierResponse, _ conductances: Conductances) -> [TimeSpan] {
    fabric.hiddenLayers.map { k in
      let matrix = conductances.connections[k + 1]
      let rows = (0..<fabric.nodeCount(k)).map { i in
        matrix.siemens[i * matrix.columns..<(i + 1) * matrix.columns].reduce(0, +)
      }
      let gain = fabric.gain(k)
      let rectifier =
        fabric.rectifier.forwardVoltage.si == 0 ? amplifier.timeConstant(gain: 1, load: .zero) : .zero
      return !fabric.hasAmplifier(k)
        ? rectifier
        : amplifier.timeConstant(gain: gain, load: Conductance(si: rows.max() ?? 0))
    }
  }

  /// Time constants of the amplifiers backward, by hidden layer; 0 where there is none.
  ///
  /// An assumption: no part of the library states how fast a current comes back. Taken is the amplifier of the forward
  /// direction in a loop of the gain B, at least 1, since what it drives is the node, not a row.
  func reverseLags(_ amplifier: AmplifierResponse) -> [TimeSpan] {
    fabric.hiddenLayers.map { k in
      fabric.hasAmplifier(k)
        ? amplifier.timeConstant(gain: max(1, fabric.reverseGain(k)), load: .zero) : .zero
    }
  }
}

import Foundation
import Quantities

/// Node voltages of a network, one array a layer (the last is the output layer), volts.
package struct NodeVoltages: Sendable, Equatable {
  /// Volts, `layers[k][node]`.
  package var layers: [[Double]]

  /// Wraps voltages.
  package init(layers: [[Double]]) { self.layers = layers }
}

/// What pulls at the outputs: a spring, a current β (y_c − o_c) into the positive node of class c and out of the other;
/// for β = ∞, outputs held at y_c; or currents I_c that stay while the outputs move.
package struct Nudge: Sendable, Equatable {
  /// β in siemens; may be negative. Infinite: the outputs are held.
  package var siemens: Double
  /// y_c in volts, one a class.
  package var target: [Double]
  /// β_c/β of every class, for springs that differ; nil: all are alike.
  package var factors: [Double]?
  /// I_c in amperes, one a class; nil: none.
  package var currents: [Double]?

  /// Makes a spring toward `target`.
  package init(conductance: Conductance, target: [Double]) {
    (self.siemens, self.target) = (conductance.si, target)
  }
  /// Currents into the classes' positive nodes and out of the others.
  package static func currents(_ currents: [Current]) -> Nudge {
    var nudge = Nudge(conductance: .zero, target: currents.map { _ in 0 })
    nudge.currents = currents.map(\.si)
    return nudge
  }
  /// Holds the outputs at `target`.
  package static func holding(_ target: [Double]) -> Nudge {
    Nudge(conductance: Conductance(si: .infinity), target: target)
  }
  /// β of a class, siemens.
  package func strength(_ c: Int) -> Double { siemens * (factors?[c] ?? 1) }
  /// Current into a class's positive node, amperes.
  package func current(_ c: Int, at value: Double) -> Double {
    strength(c) * (target[c] - value) + (currents?[c] ?? 0)
  }
  /// The nudge's part of the energy over c_out: Σ_c ½ β_c (o_c − y_c)² − I_c o_c, V² S.
  package func energy(_ values: [Double]) -> Double {
    values.indices.reduce(0) { sum, c in
      let miss = values[c] - target[c]
      return sum + 0.5 * strength(c) * miss * miss - (currents?[c] ?? 0) * values[c]
    }
  }
  /// Whether the outputs are held.
  package var isHolding: Bool { siemens == .infinity }
  /// Whether it pulls at all.
  package var isPulling: Bool { siemens != 0 || currents != nil }
}

// The energy and Kirchhoff's law as sums over single elements: slow, plain, and the oracle of the fast solver. Synapses are
// evaluated by the formula that netlists are printed from. Rectifiers, amplifiers and the nudge are by hand, because solvers
// ask for them node by node; tests hold them, and whole equilibria, to `RectifierLaw`, `AmplifierLaw` and `NudgeLaw`.
extension ResistiveNetwork {
  /// The read law of every synapse.
  package var readLaw: ReadLaw { ReadLaw(nonlinearityVoltage: nonlinearityVoltage) }

  /// The largest voltage of a clamped source: input full scale or bias.
  package var largestSource: Voltage { max(input.fullScale, bias ?? .zero) }

  /// c of the output's connection: the cost enters the energy as c_out β C.
  package var outputEnergyScale: Double { energyScale(connectionCount - 1) }

  /// Row voltages of a connection in volts: signal rows, then +V_b and −V_b.
  /// - Parameters:
  ///   - inputs: input values in 0…1, for connection 0.
  package func rowVoltages(_ connection: Int, inputs: [Double], nodes: NodeVoltages) -> [Double] {
    let signals =
      connection == 0
      ? inputRows(inputs)
      : nodes.layers[connection - 1].enumerated().map { node, volts in
        volts * gain(connection - 1, node: node) + offset(connection - 1, node: node)
      }
    guard let bias else { return signals }
    return signals + [bias.si, -bias.si]
  }

  /// Content of the rectifier at a node of a hidden layer, in S·V²: ½ g_on (v + V_f)² below −V_f for an
  /// excitatory node, mirrored for an inhibitory one; 0 for an output node.
  package func rectifierContent(layer: Int, node: Int, volts: Double) -> Double {
    let excess = rectifierExcess(layer: layer, node: node, volts: volts)
    return 0.5 * rectifier.onConductance.si * excess * excess
  }

  /// Current of the rectifier into a node, amperes.
  package func rectifierCurrent(layer: Int, node: Int, volts: Double) -> Double {
    -rectifier.onConductance.si * rectifierExcess(layer: layer, node: node, volts: volts)
  }

  /// How far the node is beyond the rectifier's threshold, with the sign of the node; 0 inside.
  private func rectifierExcess(layer: Int, node: Int, volts: Double) -> Double {
    guard layer < hidden.count else { return 0 }
    let threshold = forwardVoltage(layer, node: node)
    return hidden[layer].isExcitatory(node) ? min(volts + threshold, 0) : max(volts - threshold, 0)
  }

  /// Energy content of every connection, c_k Σ_ij G_k[i,j] φ(r_i − v_j), in S·V² (watts).
  package func connectionContents(
    _ conductances: Conductances, inputs: [Double], nodes: NodeVoltages
  ) -> [Double] {
    var law = ReadLaw.Lanes(readLaw, \.content)
    return (0..<connectionCount).map { k in
      let rows = rowVoltages(k, inputs: inputs, nodes: nodes)
      let matrix = conductances.connections[k]
      var sum = 0.0
      for i in rows.indices {
        let contents = law(nodes.layers[k].map { rows[i] - $0 })
        for j in 0..<matrix.columns { sum += matrix.siemens[i * matrix.columns + j] * contents[j] }
      }
      return energyScale(k) * sum
    }
  }

  /// E of the type's comment, plus c_out times the nudge's ``Nudge/energy(_:)``; S·V² (watts).
  package func energy(
    _ conductances: Conductances, inputs: [Double], nodes: NodeVoltages, nudge: Nudge? = nil
  ) -> Double {
    var total = connectionContents(conductances, inputs: inputs, nodes: nodes).reduce(0, +)
    for k in hidden.indices {
      for (j, v) in nodes.layers[k].enumerated() {
        total += energyScale(k) * rectifierContent(layer: k, node: j, volts: v)
      }
    }
    guard let nudge, !nudge.isHolding else { return total }
    return total + outputEnergyScale * nudge.energy(output.classValues(nodes.layers[hidden.count]))
  }

  /// Net current into every free node, amperes: 0 at the equilibrium (Kirchhoff's current law), but for what flows
  /// from the sources that hold outputs.
  package func residualCurrents(
    _ conductances: Conductances, inputs: [Double], nodes: NodeVoltages, nudge: Nudge? = nil
  ) -> NodeVoltages {
    var law = ReadLaw.Lanes(readLaw, \.drive)
    var currents = nodes.layers.map { $0.map { _ in 0.0 } }
    for k in 0..<connectionCount {
      let rows = rowVoltages(k, inputs: inputs, nodes: nodes)
      let matrix = conductances.connections[k]
      for i in rows.indices {
        let drives = law(nodes.layers[k].map { rows[i] - $0 })
        for j in 0..<matrix.columns {
          let current = matrix.siemens[i * matrix.columns + j] * drives[j]
          currents[k][j] += current
          if k > 0, i < signalRowCount(k) { currents[k - 1][i] -= reverseGain(k - 1, node: i) * current }
        }
      }
    }
    for k in hidden.indices {
      for j in currents[k].indices {
        currents[k][j] += rectifierCurrent(layer: k, node: j, volts: nodes.layers[k][j])
      }
    }
    if let nudge, !nudge.isHolding {
      let values = output.classValues(nodes.layers[hidden.count])
      for c in 0..<output.classes {
        let current = nudge.current(c, at: values[c])
        let pair = output.nodes(ofClass: c)
        currents[hidden.count][pair.positive] += current
        if let negative = pair.negative { currents[hidden.count][negative] -= current }
      }
    }
    return NodeVoltages(layers: currents)
  }

  /// Largest |voltage| across a synapse of each connection, to compare with the device's read limit.
  package func largestSynapseVoltages(inputs: [Double], nodes: NodeVoltages) -> [Voltage] {
    (0..<connectionCount).map { k in
      let rows = rowVoltages(k, inputs: inputs, nodes: nodes)
      let columns = nodes.layers[k]
      let high = max((rows.max() ?? 0) - (columns.min() ?? 0), (columns.max() ?? 0) - (rows.min() ?? 0))
      return Voltage(si: high)
    }
  }

  /// What the output values are to be, volts.
  package func target(of target: Target) -> [Double] { output.target(of: target) }
}

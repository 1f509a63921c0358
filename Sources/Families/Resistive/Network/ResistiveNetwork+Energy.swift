import Datasets
import Fabrics
import Foundation
import Quantities

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
    return Rectifier.excess(
      volts, threshold: forwardVoltage(layer, node: node), isExcitatory: hidden[layer].isExcitatory(node))
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

  /// What the output values are to be, volts.
  package func target(of target: Target) -> [Double] { output.target(of: target) }
}

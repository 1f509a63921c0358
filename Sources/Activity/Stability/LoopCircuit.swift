import Fabrics
import Foundation
import Mapping
import Quantities
import Specification
import Technology

/// A chip for small signals, with the delays of its amplifiers in both directions: M ẋ = −K x.
///
/// x are the node voltages v, and of every hidden layer with amplifiers their outputs u and the currents w that they draw
/// from their nodes. With D the sum of the conductances at a node, D_w that of the row behind it, C and C_w the
/// capacitances of both and c that of a cell,
///
///   C v̇ − c Σ ṙ = Σ g r − D v − w              r: the rows before the node
///   τ_A u̇ = A v − u
///   τ_B ẇ = B (D_w u − Σ g v' + C_w u̇ − c Σ v̇') − w   v': the nodes behind the row.
///
/// A layer without amplifiers has u = v, and w is the current of its row itself.
struct LoopCircuit: Sendable {
  /// A layer of nodes.
  struct Layer: Sendable {
    /// Sum of the differential conductances at each node, siemens; of a layer without amplifiers, with its row's.
    var conductances: [Double]
    /// At a node, farads; of a layer without amplifiers, with its row's.
    var capacitance: Double
    /// The amplifiers behind the nodes; nil where there are none.
    var amplifier: Amplifier?
    /// Differential conductances to the next layer, siemens, row-major; empty for the last layer.
    var couplings: [Double]

    var count: Int { conductances.count }
  }
  /// Amplifiers of a layer, and the rows that they drive.
  struct Amplifier: Sendable {
    /// A and B.
    var gain, reverseGain: Double
    /// τ_A and τ_B, seconds.
    var lag, reverseLag: Double
    /// D_w of each row, siemens.
    var conductances: [Double]
    /// C_w of a row, farads.
    var capacitance: Double
  }

  /// First to last; in units of ``time`` and ``conductance``.
  let layers: [Layer]
  /// c, in the same units.
  let cell: Double
  /// Unit of time, seconds: the slowest amplifier.
  let time: Double
  /// First node of each layer, and the number of nodes.
  let offsets: [Int]
  /// First u of each layer; nil without amplifiers.
  let outputs: [Int?]
  /// Number of amplifiers; their w follow their u.
  let amplifierCount: Int

  var nodeCount: Int { offsets[offsets.count - 1] }
  /// Number of states.
  var stateCount: Int { nodeCount + 2 * amplifierCount }

  /// Takes layers in SI units.
  /// - Parameter cell: c, farads.
  init(layers: [Layer], cell: Double) {
    let lags = layers.compactMap(\.amplifier).flatMap { [$0.lag, $0.reverseLag] }
    let time = lags.max() ?? 1
    let all = layers.flatMap(\.conductances)
    let conductance = all.reduce(0, +) / Double(max(1, all.count))
    self.time = time
    self.cell = cell / (conductance * time)
    self.layers = layers.map { layer in
      var scaled = layer
      scaled.conductances = layer.conductances.map { $0 / conductance }
      scaled.couplings = layer.couplings.map { $0 / conductance }
      scaled.capacitance /= conductance * time
      if let amplifier = layer.amplifier {
        scaled.amplifier?.lag /= time
        scaled.amplifier?.reverseLag /= time
        scaled.amplifier?.conductances = amplifier.conductances.map { $0 / conductance }
        scaled.amplifier?.capacitance /= conductance * time
      }
      return scaled
    }
    offsets = layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    var (next, outputs): (Int, [Int?]) = (offsets[offsets.count - 1], [])
    for layer in layers {
      outputs.append(layer.amplifier == nil ? nil : next)
      if layer.amplifier != nil { next += layer.count }
    }
    self.outputs = outputs
    amplifierCount = next - offsets[offsets.count - 1]
  }

  /// (a M + b K) x.
  func product(_ x: [Double], _ a: Double, _ b: Double) -> [Double] {
    var y = [Double](repeating: 0, count: x.count)
    for (k, layer) in layers.enumerated() {
      let mass = a * layer.capacitance
      for j in 0..<layer.count { y[offsets[k] + j] += (mass + b * layer.conductances[j]) * x[offsets[k] + j] }
      guard k + 1 < layers.count else { continue }
      let behind = layers[k + 1].count
      for i in 0..<layer.count {
        let node = offsets[k] + i
        let row = outputs[k].map { $0 + i } ?? node
        var drawn = 0.0
        for l in 0..<behind {
          let weight = b * layer.couplings[i * behind + l] + a * cell
          y[offsets[k + 1] + l] -= weight * x[row]
          drawn += weight * x[offsets[k + 1] + l]
        }
        guard let amplifier = layer.amplifier else {
          y[node] -= drawn
          continue
        }
        let current = row + amplifierCount
        y[node] += b * x[current]
        y[row] += (a * amplifier.lag + b) * x[row] - b * amplifier.gain * x[node]
        let load = b * amplifier.conductances[i] + a * amplifier.capacitance
        y[current] +=
          (a * amplifier.reverseLag + b) * x[current] - amplifier.reverseGain * (load * x[row] - drawn)
      }
    }
    return y
  }
}

extension LoopCircuit {
  /// Capacitance that a node has at least, farads: far below any real one, so that M is not singular.
  private static let leastCapacitance = 1e-18

  /// The circuit of a chip around some voltages; nil without amplifiers that take time.
  /// - Parameters:
  ///   - wires: whether the capacitance of its wires counts.
  ///   - volts: of all nodes; nil for 0 V, where no rectifier conducts.
  ///   - inputs: values in 0…1; nil for rows at 0 V.
  init?(
    _ chip: Chip, _ conductances: Conductances, wires: WireModel, volts: [Double]? = nil,
    inputs: [Double]? = nil
  ) {
    let fabric = chip.fabric
    guard let response = chip.technology.amplifier,
      fabric.hiddenLayers.contains(where: fabric.hasAmplifier)
    else { return nil }
    let lags = chip.amplifierLags(response, conductances)
    let reverseLags = chip.reverseLags(response)
    let dynamics = NodeDynamics(chip, conductances, wires: wires)
    let point = dynamics.point(
      volts ?? [Double](repeating: 0, count: dynamics.nodeCount),
      dynamics.drive(inputs ?? [Double](repeating: 0, count: fabric.input.values)), nudge: nil)
    let cell = dynamics.cell
    let layers = fabric.arrays.indices.map { k -> Layer in
      let nodes = dynamics.nodes(k)
      var slopes = Array(point.slopes[nodes])
      let isOutput = k + 1 == fabric.layers.count
      let behind = isOutput ? 0 : fabric.nodeCount(k + 1)
      let couplings = isOutput ? [] : Array(point.cells[k].prefix(nodes.count * behind))
      let above = Double(fabric.rowCount(k)) * cell
      let row = dynamics.row[k] + Double(behind) * cell
      let ground = dynamics.ground[k]
      let rows = nodes.indices.map { i in
        couplings[(i - nodes.lowerBound) * behind..<(i - nodes.lowerBound + 1) * behind].reduce(0, +)
      }
      guard fabric.hasAmplifier(k) else {
        return Layer(
          conductances: slopes, capacitance: max(Self.leastCapacitance, ground + above + row),
          amplifier: nil, couplings: couplings)
      }
      for i in slopes.indices { slopes[i] -= fabric.loopGain(k) * rows[i] }
      return Layer(
        conductances: slopes, capacitance: max(Self.leastCapacitance, ground + above),
        amplifier: Amplifier(
          gain: fabric.gain(k), reverseGain: fabric.reverseGain(k), lag: lags[k].si,
          reverseLag: reverseLags[k].si, conductances: rows, capacitance: row), couplings: couplings)
    }
    guard layers.compactMap(\.amplifier).allSatisfy({ $0.lag > 0 && $0.reverseLag > 0 }),
      layers.allSatisfy({ $0.conductances.contains { $0 > 0 } })
    else { return nil }
    self.init(layers: layers, cell: cell)
  }
}

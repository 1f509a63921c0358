import COpenBLAS
import Datasets
import Designs
import Devices
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Quantities
import Specification

/// How well what a chip with unequal amplifiers measures is the gradient of its cost.
///
/// Kirchhoff's law of a chip is f(v; g) = 0. For a nudge that goes to 0 the nodes move by δ with J δ = e, J = −∂f/∂v and
/// e = −∂C/∂o, and the chip contrasts i(r − v) (A_i δ_i − δ_j) of a cell of row i and column j, times the energy's scale
/// c_k. The gradient needs the adjoint, Jᵀ λ = e: dC/dg_ij = −i(r − v) (λ_j − B_i λ_i). Both are the same where J is
/// symmetric but for scales, λ = c δ, as with equal amplifiers: A_j v forward and B_j i backward of a layer have an energy
/// together where A_j/B_j is one number (``NeuronMismatch``).
package struct GradientFidelity: Sendable, Equatable {
  /// One connection, over all its cells and some samples.
  package struct Connection: Sendable, Equatable {
    /// ‖contrast − gradient‖/‖gradient‖.
    package var deviation: Double
    /// Of the angle between both.
    package var cosine: Double
  }

  /// First to last.
  package var connections: [Connection]

  /// Nodes up to which the linear systems are solved.
  static let mostNodes = 800
  private static let relaxation = Relaxation(tolerance: 1e-12, maximumSweeps: 5000)

  /// Compares both for a network, whose mismatch counts, by a mean over samples.
  /// - Returns: nil for networks too large to look at, and where a circuit has no isolated equilibrium.
  package init?(_ model: some CircuitModel, _ conductances: Conductances, samples: Samples) {
    let fabric = model.fabric
    guard fabric.layers.reduce(0, { $0 + $1.count }) <= Self.mostNodes, samples.count > 0 else { return nil }
    let prepared = model.prepare(conductances)
    var sums = conductances.connections.map { Sums($0.siemens.count) }
    for s in 0..<samples.count {
      var state = model.restingState()
      let inputs = samples.values(s)
      _ = Self.relaxation.run(model, &state, model.drive(inputs, prepared), prepared, nudge: nil)
      let point = OperatingPoint(fabric, conductances, inputs, model.nodes(of: state))
      let pull = model.pull(model.classValues(of: state), target: samples.target(s))
      guard let responses = point.responses(to: pull) else { return nil }
      for k in sums.indices { point.add(k, responses, to: &sums[k]) }
    }
    connections = sums.map(\.comparison)
  }

  /// The mean over cells of contrast and gradient.
  private struct Sums {
    var contrast, gradient: [Double]
    init(_ count: Int) {
      contrast = [Double](repeating: 0, count: count)
      gradient = contrast
    }
    var comparison: Connection {
      var (square, other, product, difference) = (0.0, 0.0, 0.0, 0.0)
      for (a, b) in zip(contrast, gradient) {
        square += b * b
        other += a * a
        product += a * b
        difference += (a - b) * (a - b)
      }
      guard square > 0, other > 0 else { return Connection(deviation: 0, cosine: 1) }
      return Connection(
        deviation: (difference / square).squareRoot(), cosine: product / (square * other).squareRoot())
    }
  }

  /// A circuit at its free equilibrium.
  private struct OperatingPoint {
    let fabric: Fabric
    let conductances: Conductances
    /// Volts of the rows and nodes, by connection.
    let rows, columns: [[Double]]
    /// First node of each layer, and their number.
    let offsets: [Int]
    /// J, column-major.
    private(set) var jacobian: [Double]

    init(
      _ fabric: Fabric, _ conductances: Conductances, _ inputs: [Double], _ nodes: NodeVoltages
    ) {
      let layers = fabric.layers.indices
      (self.fabric, self.conductances, columns) = (fabric, conductances, nodes.layers)
      rows = layers.map { fabric.rowVoltages($0, inputs: inputs, nodes: nodes) }
      offsets = layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + fabric.nodeCount($1)) }
      let n = offsets[offsets.count - 1]
      jacobian = [Double](repeating: 0, count: n * n)
      let law = fabric.readLaw
      for k in layers {
        let matrix = conductances.connections[k]
        for i in 0..<matrix.rows {
          let above = k > 0 && i < fabric.signalRowCount(k) ? offsets[k - 1] + i : nil
          for j in 0..<matrix.columns {
            let slope =
              matrix.siemens[i * matrix.columns + j] * law.slopePerConductance(rows[k][i] - columns[k][j])
            let own = offsets[k] + j
            jacobian[own * n + own] += slope
            guard let above else { continue }
            let (forward, backward) = (fabric.gain(k - 1, node: i), fabric.reverseGain(k - 1, node: i))
            jacobian[above * n + above] += forward * backward * slope
            jacobian[above * n + own] -= forward * slope
            jacobian[own * n + above] -= backward * slope
          }
        }
        for j in columns[k].indices
        where fabric.isHeld(k, node: j, at: columns[k][j]) {
          jacobian[(offsets[k] + j) * (n + 1)] += fabric.rectifier.onConductance.si
        }
      }
    }

    /// δ and λ for a pull at the class values; nil for a singular J.
    func responses(to pull: [Double]) -> (movement: [Double], adjoint: [Double])? {
      var n = Int32(offsets[offsets.count - 1])
      var (factors, pivots, info) = (jacobian, [Int32](repeating: 0, count: Int(n)), Int32(0))
      dgetrf_(&n, &n, &factors, &n, &pivots, &info)
      guard info == 0 else { return nil }
      var force = [Double](repeating: 0, count: Int(n))
      for (c, volts) in pull.enumerated() {
        let (pair, base) = (fabric.output.nodes(ofClass: c), offsets[offsets.count - 2])
        force[base + pair.positive] += volts
        if let negative = pair.negative { force[base + negative] -= volts }
      }
      var (movement, adjoint, one) = (force, force, Int32(1))
      dgetrs_("N", &n, &one, factors, &n, pivots, &movement, &n, &info)
      dgetrs_("T", &n, &one, factors, &n, pivots, &adjoint, &n, &info)
      return (movement, adjoint)
    }

    /// Adds what the chip contrasts, and the gradient, of a connection's cells.
    func add(_ k: Int, _ responses: (movement: [Double], adjoint: [Double]), to sums: inout Sums) {
      let matrix = conductances.connections[k]
      let law = fabric.readLaw
      let scale = fabric.energyScale(k) / fabric.energyScale(fabric.arrays.count - 1)
      for i in 0..<matrix.rows {
        let above = k > 0 && i < fabric.signalRowCount(k) ? offsets[k - 1] + i : nil
        let moved = above.map { fabric.gain(k - 1, node: i) * responses.movement[$0] } ?? 0
        let drawn = above.map { fabric.reverseGain(k - 1, node: i) * responses.adjoint[$0] } ?? 0
        for j in 0..<matrix.columns {
          let current = law.currentPerConductance(rows[k][i] - columns[k][j])
          let own = offsets[k] + j
          sums.contrast[i * matrix.columns + j] += scale * current * (moved - responses.movement[own])
          sums.gradient[i * matrix.columns + j] += current * (drawn - responses.adjoint[own])
        }
      }
    }
  }
}

extension GradientFidelity {
  /// Chips, and training samples, that are looked at.
  package static let chips = 8
  private static let samples = 16

  /// The first chips of a design with its initial conductances; nil where all amplifiers are as they should be, where
  /// there is none, and for networks too large to look at.
  package static func start(of design: ChipDesign, data: Dataset, threads: Int? = nil) -> [GradientFidelity]?
  {
    let spec = design.spec
    let imperfections = Imperfections(
      design.technology, fabric: design.chip.fabric, prediction: spec.prediction, estimate: spec.estimate)
    guard imperfections.gainSpread > 0, design.chip.fabric.layers.contains(where: { !$0.amplifier.isWire })
    else {
      return nil
    }
    let conductances = design.initialConductances
    let found = Parallel.map(count: chips, threads: threads ?? Parallel.processorCount) { chip in
      let mismatch = imperfections.neurons(
        of: design.chip.fabric, ChipInstance(seed: spec.seed, chip: UInt32(chip)))
      return GradientFidelity(
        design.network.model(of: mismatch), conductances, samples: data.train.prefix(samples))
    }
    return found.contains { $0 == nil } ? nil : found.compactMap { $0 }
  }
}

import Datasets
import Devices
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Quantities
import Specification
import Technology

/// How far the nudges of a learning rule move the nodes of a chip, layer by layer, against the noise of the circuits that
/// read them.
///
/// A gradient by equilibrium propagation is a difference of two equilibria. Of N readings of each, with noise σ and a
/// converter's step q, the difference has the standard deviation √2 σ_tot, σ_tot² = σ²/N + q²/12, so that
/// ρ = Δu/(√2 σ_tot) is what one update knows of one node. The thermal noise of a node is √(kT/C) whatever its resistance
/// (Nyquist 1928, doi 10.1103/PhysRev.32.110), A times as much behind its amplifier, and every sample has its own.
package struct SignalBudget: Sendable, Equatable, Codable {
  /// One layer, at the point where it is read.
  package struct Layer: Sendable, Equatable, Codable {
    /// From 0; the last is the output layer.
    package var layer: Int
    /// Whether it is read behind its amplifiers.
    package var isBehindAmplifier: Bool
    /// Movement between the two phases: root mean square over samples and nodes that are free to move, their median and
    /// the largest.
    package var movement, median, largest: Voltage
    /// Share of the nodes that no rectifier holds.
    package var active: Double
    /// Standard deviation of one reading: of the node itself, and of the circuit that reads it.
    package var thermal, readout: Voltage
    /// The converter's step for the difference; 0 without a limit.
    package var step: Voltage
    /// Largest difference that the converter takes, either way; 0 without a limit.
    package var limit: Voltage
    /// Readings of each voltage.
    package var readings: Int
    /// Largest voltage that the layer puts on its rows, or of its nodes where there are none, in either phase.
    package var reach: Voltage

    /// Makes a layer's figures.
    package init(
      layer: Int, isBehindAmplifier: Bool, movement: Voltage, median: Voltage, largest: Voltage,
      active: Double, thermal: Voltage, readout: Voltage, step: Voltage, limit: Voltage = .zero,
      readings: Int, reach: Voltage = .zero
    ) {
      (self.layer, self.isBehindAmplifier, self.active) = (layer, isBehindAmplifier, active)
      (self.movement, self.median, self.largest) = (movement, median, largest)
      (self.thermal, self.readout, self.step, self.limit) = (thermal, readout, step, limit)
      (self.readings, self.reach) = (readings, reach)
    }

    /// Standard deviation σ_tot of the mean of the readings.
    package var noise: Voltage {
      let variance = (thermal.si * thermal.si + readout.si * readout.si) / Double(readings)
      return Voltage(si: (variance + step.si * step.si / 12).squareRoot())
    }
    /// ρ; infinite without noise.
    package var ratio: Double {
      noise.si > 0 ? movement.si / (2.0.squareRoot() * noise.si) : .infinity
    }
  }

  /// First to last.
  package var layers: [Layer]
  /// Whether all figures are numbers, which those of constants beyond reason are not.
  package var isFinite: Bool {
    layers.allSatisfy {
      [$0.movement, $0.median, $0.largest, $0.noise, $0.thermal, $0.readout, $0.step, $0.limit, $0.reach]
        .allSatisfy(\.si.isFinite)
    }
  }

  /// ρ of the layer that decides: the smallest of the hidden layers, or of the outputs where there are none.
  package var ratio: Double {
    let hidden = layers.dropLast()
    return (hidden.isEmpty ? layers[...] : hidden).map(\.ratio).min() ?? .infinity
  }

  /// Percentage points of accuracy that the noise costs a training, about: 0.45/ρ, from trainings of 64 hidden neurons on
  /// the 8 × 8 digits with ρ from 0.013 to 1.6 at their start (our own trials, not a law; below 0.05 they scatter and are
  /// worse).
  package var loss: Double { min(100, 0.45 / ratio) }

  /// ρ below which a training fails: it loses 9 points and more.
  package static let failingRatio = 0.05
  /// ρ below which a training loses a point and more.
  package static let marginalRatio = 0.45
}

extension SignalBudget {
  /// Relative residual of the equilibria, whose difference is looked at.
  private static let tolerance = 1e-11
  private static let maximumSweeps = 2000

  /// A layer under one sample: movements of its nodes, nil of those that a rectifier holds, and the largest voltage.
  private struct LayerMoves: Sendable {
    var moves: [Double?]
    var reach: Double
  }

  /// Measures the movements of some samples under a rule.
  /// - Parameters:
  ///   - chip: whose nodes have capacitances.
  ///   - plan: of the rule; nil is returned for one that compares no two nudged states.
  ///   - threads: no number depends on it.
  /// - Throws: `Diagnostic` GD0408 when a nudged phase has no equilibrium.
  package init?(
    _ model: some CircuitModel, _ chip: Chip, _ conductances: Conductances, samples: Samples,
    plan: GradientPlan, readout: UpdateReadout,
    threads: Int? = nil
  ) throws {
    guard case .contrast(let minus, let plus, _) = plan, samples.count > 0 else { return nil }
    let fabric = model.fabric
    let offsets = fabric.layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let prepared = model.prepare(conductances)
    for case .nudged(let strength) in [minus, plus] where strength < 0 {
      try model.checkNudge(strength, prepared)
    }
    let relaxation = Relaxation(tolerance: Self.tolerance, maximumSweeps: Self.maximumSweeps)
    let moves = Parallel.map(count: samples.count, threads: threads ?? Parallel.processorCount) {
      s -> [LayerMoves] in
      let drive = model.drive(samples.values(s), prepared)
      var free = model.restingState()
      _ = relaxation.run(model, &free, drive, prepared, nudge: nil)
      let values = model.classValues(of: free)
      func readings(_ point: NudgePoint) -> NodeReadings {
        var state = free
        let nudge: Nudge
        switch point {
        case .free: return model.readings(of: free)
        case .nudged(let strength):
          nudge = model.nudge(
            model.beta(strength, prepared), target: samples.target(s), free: values)
        case .clamped(let share):
          nudge = .holding(
            zip(values, model.target(of: samples.target(s))).map { $0 + share * ($1 - $0) })
        }
        _ = relaxation.run(model, &state, drive, prepared, nudge: nudge)
        return model.readings(of: state)
      }
      let (low, high) = (readings(minus), readings(plus))
      let nodes = model.nodes(of: free)
      return nodes.layers.indices.map { k in
        let reach = nodes.layers[k].indices.reduce(0) {
          max($0, abs(high.rows[offsets[k] + $1]), abs(low.rows[offsets[k] + $1]))
        }
        let moves: [Double?] = nodes.layers[k].indices.map { j in
          // A node that its rectifier holds does not learn.
          guard !fabric.isHeld(k, node: j, at: nodes.layers[k][j]) else {
            return nil
          }
          let index = offsets[k] + j
          return readout.point == .amplifier
            ? abs(high.rows[index] - low.rows[index]) : abs(high.nodes[index] - low.nodes[index])
        }
        return LayerMoves(moves: moves, reach: reach)
      }
    }
    layers = fabric.layers.indices.map { k in
      let all = moves.flatMap { $0[k].moves }
      let free = all.compactMap { $0 }.sorted()
      let square = free.reduce(0) { $0 + $1 * $1 } / Double(max(1, free.count))
      let behind = readout.point == .amplifier && fabric.hasAmplifier(k)
      let thermal = chip.thermalNoise(ofLayer: k, readout.temperature)
      let gain = k == fabric.outputLayer ? readout.outputGain : 1
      return Layer(
        layer: k, isBehindAmplifier: behind, movement: Voltage(si: square.squareRoot()),
        median: Voltage(si: free.isEmpty ? 0 : free[free.count / 2]), largest: Voltage(si: free.last ?? 0),
        active: Double(free.count) / Double(max(1, all.count)),
        thermal: (behind ? fabric.gain(k) : 1) * thermal, readout: readout.noise,
        step: readout.step / gain, limit: readout.limit / gain, readings: readout.readings,
        reach: Voltage(si: moves.map { $0[k].reach }.max() ?? 0))
    }
  }
}

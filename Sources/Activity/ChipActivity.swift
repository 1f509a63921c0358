import Datasets
import Fabrics
import Foundation
import Kernels
import Learning
import Mapping
import Quantities
import Specification

/// What a chip does for some inputs, phase by phase, simulated: how long it settles and where the power goes.
package struct ChipActivity: Sendable, Equatable, Codable {
  /// One phase, over the samples.
  package struct Phase: Sendable, Equatable, Codable {
    /// Which one.
    package var phase: PhaseSequence.Phase
    /// The circuit that nudges.
    package var nudge: NudgeKind
    /// Until the class values are as exact as asked: mean and worst of the samples.
    package var meanSettling, worstSettling: TimeSpan
    /// The worst, had the amplifiers no delay.
    package var worstNetworkSettling: TimeSpan
    /// Slowest time constant of the network without its amplifiers' delay, mean and worst of the samples.
    package var meanTimeConstant, worstTimeConstant: TimeSpan
    /// Time constants of the amplifiers by hidden layer, their loops and loads included; 0 where there is none.
    package var amplifierLags: [TimeSpan]
    /// Largest change of an amplifier's output in the phase, by hidden layer, of all samples.
    package var amplifierSteps: [Voltage]
    /// At the equilibrium, mean of the samples.
    package var power: PowerLedger
    /// Beyond the power of the equilibrium while settling, mean of the samples.
    package var excess: EnergyLedger
    /// Σ |I| into and out of the outputs by the currents that nudge, mean of the samples.
    package var nudgeCurrent: Current
    /// In the resistance of wires at the equilibrium, Σ R I², mean of the samples.
    package var wires: Power
    /// In the output resistance of drivers at the equilibrium, Σ R I², mean of the samples.
    package var drivers: Power
    /// Σ |I| out of all drivers and amplifiers at the equilibrium, mean of the samples.
    package var drivenCurrent: Current

    /// Strength of the nudge with its unit.
    package var strengthText: String {
      nudge == .spring ? "\(Conductance(si: phase.strength))" : "\(Voltage(si: phase.strength))"
    }

    /// Energy of the phase when it lasts a time: P t, and what settling takes beyond it.
    package func energy(lasting time: TimeSpan) -> EnergyLedger { power.energy(over: time) + excess }
  }

  /// The free phase of an inference: to the asked share of the largest class value.
  package var inference: Phase
  /// The phases of a training sample: to the asked share of the largest movement by the nudge, of the class values and of
  /// the nodes of every hidden layer, since the gradient is their difference. Only the free one for a rule that no chip can follow.
  package var training: [Phase]
  /// Σ of the cells of the input row that has most: what its driver is loaded with.
  package var largestRowConductance: Conductance
  /// Σ over the input rows of the square of their voltage, V², mean of the samples.
  package var rowSquares: Double
  /// Share of the samples whose errors are so small that a training skips them: they have a free phase only, and the other
  /// phases' figures are those of the rest (of all samples, when all are skipped).
  package var skipped: Double
  /// Samples that were simulated.
  package var samples: Int
  /// Relaxations whose residual did not reach the tolerance.
  package var unconverged: Int

  /// Largest share of (total conductance × largest source) that the residual of an equilibrium may be.
  private static let tolerance = 1e-12
  private static let maximumSweeps = 5000
  /// A source that holds an output, over the conductance of the node.
  private static let holding = 1000.0

  /// Simulates samples one after the other, each from the free equilibrium of the one before (the first from that of
  /// the last), as a chip that is fed without a pause.
  /// - Parameters:
  ///   - samples: at least one.
  ///   - precision: share of the class values, or of their movement, that may be missing when a phase ends.
  ///   - skippedPull: a training skips samples whose pulls −∂C/∂o are all below this voltage, volts; nil: none. They are
  ///     told by exact class values.
  ///   - wires: whether the capacitance of wires counts.
  /// - Throws: `Diagnostic` GD0408 when a nudged phase has no equilibrium.
  package init(
    _ model: some CircuitModel, _ chip: Chip, _ conductances: Conductances, samples: Samples,
    sequence: PhaseSequence, precision: Double,
    skippedPull: Double? = nil, wires: WireModel = .lumped, threads: Int? = nil
  ) throws {
    let run = Run(model, chip, conductances, precision: precision, sequence: sequence, wires: wires)
    for phase in sequence.phases where phase.strength != 0 {
      try run.model.checkNudge(phase.strength, run.prepared)
    }
    let threads = threads ?? Parallel.processorCount
    let count = samples.count
    let equilibria = Parallel.map(count: count, threads: threads) { s in
      run.equilibria(samples.values(s), target: samples.target(s))
    }
    let results = Parallel.map(count: count, threads: threads) { s in
      run.phases(equilibria[s], after: equilibria[(s + count - 1) % count])
    }
    let lags = run.amplified.lags.forward.map { TimeSpan(si: $0) }
    (self.samples, unconverged) = (count, equilibria.reduce(0) { $0 + $1.unconverged })
    let isSkipped = (0..<count).map { s in
      let values = run.dynamics.classValues(equilibria[s].phases[0].volts)
      let pull = run.model.pull(values, target: samples.target(s))
      return skippedPull.map { least in pull.allSatisfy { abs($0) < least } } ?? false
    }
    skipped = Double(isSkipped.count { $0 }) / Double(max(1, count))
    let learned = isSkipped.allSatisfy { $0 } ? results : zip(results, isSkipped).filter { !$0.1 }.map(\.0)
    training = sequence.phases.indices.map { p in
      Self.phase(
        sequence.phases[p], sequence.kind, (p == 0 ? results : learned).map { $0[p] }, tolerance: 0, lags)
    }
    inference = Self.phase(sequence.phases[0], sequence.kind, results.map { $0[0] }, tolerance: 1, lags)
    let first = conductances.connections[0]
    largestRowConductance = Conductance(
      si: (0..<first.rows).map { i in
        first.siemens[i * first.columns..<(i + 1) * first.columns].reduce(0, +)
      }.max() ?? 0)
    rowSquares =
      equilibria.reduce(0) { sum, sample in
        sum
          + sample.drive.rows.prefix(chip.fabric.signalRowCount(0)).reduce(0) { $0 + $1 * $1 }
      } / Double(count)
  }

  /// - Parameter tolerance: which of the tolerances counts; a transient with fewer has met the last in time 0.
  private static func phase(
    _ phase: PhaseSequence.Phase, _ kind: NudgeKind, _ results: [PhaseResult], tolerance: Int,
    _ lags: [TimeSpan]
  ) -> Phase {
    let count = Double(results.count)
    func times(_ transient: KeyPath<PhaseResult, Transient>) -> [Double] {
      results.map {
        let settling = $0[keyPath: transient].settling
        return settling[min(tolerance, settling.count - 1)].si
      }
    }
    let settling = times(\.transient)
    let constants = results.map(\.transient.timeConstant.si)
    let first = results[0].transient
    let power = results.dropFirst().reduce(first.power) { $0 + $1.transient.power }
    let excess = results.dropFirst().reduce(first.excess) { $0 + $1.transient.excess }
    return Phase(
      phase: phase, nudge: kind, meanSettling: TimeSpan(si: settling.reduce(0, +) / count),
      worstSettling: TimeSpan(si: settling.max() ?? 0),
      worstNetworkSettling: TimeSpan(si: times(\.network).max() ?? 0),
      meanTimeConstant: TimeSpan(si: constants.reduce(0, +) / count),
      worstTimeConstant: TimeSpan(si: constants.max() ?? 0), amplifierLags: lags,
      amplifierSteps: lags.indices.map { k in
        Voltage(si: results.reduce(0) { max($0, $1.amplifierSteps[k]) })
      }, power: (1 / count) * power,
      excess: (1 / count) * excess,
      nudgeCurrent: Current(si: results.reduce(0) { $0 + $1.nudgeCurrent } / count),
      wires: Power(si: results.reduce(0) { $0 + $1.flow.wires } / count),
      drivers: Power(si: results.reduce(0) { $0 + $1.flow.drivers } / count),
      drivenCurrent: Current(si: results.reduce(0) { $0 + $1.flow.driven } / count))
  }

  /// One phase of one sample.
  private struct PhaseResult: Sendable {
    var transient: Transient
    /// The same with amplifiers without delay.
    var network: Transient
    /// Largest change of an output by hidden layer, volts.
    var amplifierSteps: [Double]
    /// Σ |I| of a nudge by currents, amperes.
    var nudgeCurrent: Double
    var flow: WirePower.Flow
  }

  /// Where a sample's phases end.
  private struct Equilibria: Sendable {
    var drive: NodeDynamics.Drive
    /// Volts of all nodes and the nudge, phase by phase.
    var phases: [(volts: [Double], nudge: Nudge?)]
    var unconverged: Int
  }

  /// What the samples share.
  private struct Run<Model: CircuitModel>: Sendable {
    let model: Model
    let prepared: Model.Prepared
    let dynamics: NodeDynamics
    /// The circuit with the delay of its amplifiers.
    let amplified: NodeDynamics
    let sequence: PhaseSequence
    let precision: Double
    let losses: WirePower
    let holding: Double

    init(
      _ model: Model, _ chip: Chip, _ conductances: Conductances, precision: Double,
      sequence: PhaseSequence, wires: WireModel
    ) {
      self.model = model
      prepared = model.prepare(conductances)
      dynamics = NodeDynamics(chip, conductances, wires: wires)
      amplified = NodeDynamics(
        chip, conductances, wires: wires,
        lags: chip.technology.amplifier.map { amplifier in
          Amplification.Lags(
            forward: chip.amplifierLags(amplifier, conductances).map(\.si),
            backward: chip.reverseLags(amplifier).map(\.si))
        } ?? .none)
      (self.sequence, self.precision) = (sequence, precision)
      losses = WirePower(chip, conductances, wires: wires)
      holding = ChipActivity.holding * conductances.largestColumnSum
    }

    func equilibria(_ inputs: [Double], target: Target) -> Equilibria {
      let drive = model.drive(inputs, prepared)
      let relaxation = Relaxation(
        tolerance: ChipActivity.tolerance, maximumSweeps: ChipActivity.maximumSweeps)
      var state = model.restingState()
      var free: [Double] = []
      var found = Equilibria(drive: dynamics.drive(inputs), phases: [], unconverged: 0)
      for phase in sequence.phases {
        let nudge = PhaseSequence.nudge(
          phase, model, prepared, target: target, free: free, holding: holding)
        let report = relaxation.run(model, &state, drive, prepared, nudge: nudge)
        if !report.converged { found.unconverged += 1 }
        let volts = model.nodes(of: state).layers.flatMap { $0 }
        if free.isEmpty { free = dynamics.classValues(volts) }
        found.phases.append((volts, nudge))
      }
      return found
    }

    func phases(_ sample: Equilibria, after before: Equilibria) -> [PhaseResult] {
      let free = dynamics.classValues(sample.phases[0].volts)
      let largest = free.reduce(0) { max($0, abs($1)) }
      // Below the rounding of voltages there is nothing to wait for.
      let least = max(Transient.rounding * dynamics.fabric.largestSource.si, .leastNormalMagnitude)
      func tolerance(_ movements: [Double]) -> Double? {
        movements.min().map { max(precision * $0, least) }
      }
      let inference = Transient.Tolerance(classValues: max(precision * largest, least))
      let nudged = sample.phases.dropFirst().map(\.volts)
      let training =
        tolerance(
          nudged.map { zip(dynamics.classValues($0), free).reduce(0) { max($0, abs($1.0 - $1.1)) } }
        ).map { classValues in
          Transient.Tolerance(
            classValues: classValues,
            hidden: dynamics.fabric.hiddenLayers.compactMap { k in
              tolerance(
                nudged.map { volts in
                  dynamics.nodes(k).reduce(0) { max($0, abs(volts[$1] - sample.phases[0].volts[$1])) }
                })
            })
        } ?? inference
      return sample.phases.indices.map { p in
        let phase = sample.phases[p]
        let start = p == 0 ? before.phases[0].volts : sample.phases[p - 1].volts
        let rows = p == 0 ? before.drive.rows : sample.drive.rows
        func transient(_ dynamics: NodeDynamics) -> Transient {
          Transient(
            dynamics, sample.drive, nudge: phase.nudge, rowsBefore: rows, from: start, to: phase.volts,
            tolerances: p == 0 ? [training, inference] : [training])
        }
        let network = transient(dynamics)
        let gains = dynamics.amplification.forward
        func step(_ k: Int) -> Double {
          dynamics.nodes(k).reduce(0) { max($0, gains[k] * abs(phase.volts[$1] - start[$1])) }
        }
        return PhaseResult(
          transient: amplified.lags.slowest > 0 ? transient(amplified) : network, network: network,
          amplifierSteps: amplified.lags.forward.indices.map(step),
          nudgeCurrent: (phase.nudge?.currents ?? []).enumerated().reduce(0) { sum, source in
            // Into the positive node, and out of the other one.
            let nodes = dynamics.fabric.output.nodes(ofClass: source.offset).negative == nil ? 1.0 : 2
            return sum + nodes * abs(source.element)
          },
          flow: losses.flow(phase.volts, rows: sample.drive.rows))
      }
    }
  }
}

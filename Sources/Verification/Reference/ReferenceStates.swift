import Datasets
import Diagnostics
import Fabrics
import Learning
import Quantities
import Specification

/// An input that the embedded simulator and the circuit simulators are compared on.
package struct VerificationSample: Sendable, Equatable {
  /// Number of the sample; names its testbenches (`free_<index>`, …).
  package var index: Int
  /// Input values in 0…1.
  package var inputs: [Double]
  /// What it is to be answered with.
  package var target: Target

  /// Makes a sample.
  package init(index: Int, inputs: [Double], target: Target) {
    (self.index, self.inputs, self.target) = (index, inputs, target)
  }
}

/// The three equilibria that a sample is compared in.
package enum Phase: String, Sendable, CaseIterable {
  /// β = 0.
  case free
  /// +β.
  case plus
  /// −β.
  case minus

  /// Name of the testbench of a sample in this phase.
  package func testbenchName(sample index: Int) -> String { "\(rawValue)_\(index)" }
}

/// Equilibria of some samples by the embedded simulator, as exact as float64 allows.
package struct ReferenceStates: Sendable {
  /// One sample's equilibria.
  package struct Sample: Sendable {
    /// The input.
    package var sample: VerificationSample
    /// What the target ports hold: the target of each output value, or for a nudge by currents −∂C/∂o of the free outputs; volts.
    package var targets: [Double]
    /// Node voltages by phase.
    package var nodes: [Phase: NodeVoltages]
  }

  /// One entry a sample.
  package let samples: [Sample]
  /// β of the nudged phases, siemens.
  package let nudge: Conductance
  /// The phases there are: no −β where the nudged network would have no equilibrium.
  package let phases: [Phase]
  /// Largest residual of all phases: current over (total conductance × largest source voltage), see `Relaxation`.
  package let residual: Double

  /// The residual that a relaxation has to reach; it then goes on as long as rounding lets it fall.
  package static let tolerance = 1e-13
  /// Sweeps after which a slow relaxation is given up; the residual tells.
  private static let maximumSweeps = 20_000
  /// Sweeps between two looks at whether the residual still falls, and how often it is looked at.
  private static let (polishSweeps, polishes) = (10, 40)

  /// Relaxes every sample in every phase.
  ///
  /// - Parameters:
  ///   - nudge: β.
  ///   - estimator: without a −β phase in training, the phase is left out where it has no equilibrium; else that is
  ///     an error.
  /// - Throws: `Diagnostic` GD0408 when a phase that training needs has no equilibrium.
  package init(
    model: some CircuitModel, conductances: Conductances, samples: [VerificationSample], nudge: Conductance,
    estimator: GradientEstimator = .centered
  ) throws {
    let kind = model.fabric.output.nudge
    let prepared = model.prepare(conductances)
    var phases = Phase.allCases
    do { try model.checkNudge(-nudge.si, prepared) } catch {
      guard !estimator.usesNegativeNudge else { throw error }
      phases = [.free, .plus]
    }
    var residual = 0.0
    self.samples = samples.map { sample in
      var targets = model.target(of: sample.target)
      let drive = model.drive(sample.inputs, prepared)
      var nodes: [Phase: NodeVoltages] = [:]
      var free = model.restingState()
      for phase in phases {
        // The nudged phases start from the free one, as in training.
        var state = free
        let report = Self.relax(
          model, &state, drive, prepared,
          nudge: Self.nudge(nudge, in: phase, kind, targets: targets))
        residual = max(residual, report)
        nodes[phase] = model.nodes(of: state)
        guard phase == .free else { continue }
        free = state
        if kind == .current {
          targets = model.pull(model.classValues(of: state), target: sample.target)
        }
      }
      return Sample(sample: sample, targets: targets, nodes: nodes)
    }
    (self.nudge, self.phases, self.residual) = (nudge, phases, residual)
  }

  /// The nudge of a phase; nil in the free one.
  static func nudge(_ beta: Conductance, in phase: Phase, _ kind: NudgeKind, targets: [Double]) -> Nudge? {
    guard phase != .free else { return nil }
    let signed = phase == .plus ? beta : -beta
    return kind == .spring
      ? Nudge(conductance: signed, target: targets) : .currents(targets.map { Current(si: signed.si * $0) })
  }

  /// Relaxes to the tolerance, then on until rounding stops the residual's fall; returns the residual.
  private static func relax<Model: CircuitModel>(
    _ model: Model, _ state: inout Model.State, _ drive: Model.Drive, _ prepared: Model.Prepared,
    nudge: Nudge?
  ) -> Double {
    let relaxation = Relaxation(tolerance: tolerance, maximumSweeps: maximumSweeps)
    var residual = relaxation.run(model, &state, drive, prepared, nudge: nudge).residual
    let polish = Relaxation(tolerance: 0, maximumSweeps: polishSweeps)
    for _ in 0..<polishes {
      var next = state
      let report = polish.run(model, &next, drive, prepared, nudge: nudge)
      guard report.residual < residual else { break }
      state = next
      let isStalled = report.residual > 0.7 * residual
      residual = report.residual
      if isStalled { break }
    }
    return residual
  }
}

import Datasets
import Fabrics
import Foundation
import Learning
import Quantities
import Specification

/// The relaxations that a learning rule asks a chip for, one after the other: the free one first, then those under
/// springs.
package struct PhaseSequence: Sendable, Equatable {
  /// One relaxation.
  package struct Phase: Sendable, Equatable, Codable {
    /// Stable lower-case name: `free`, `plus`, `minus`, `point-2`.
    package var name: String
    /// Strength of the nudge in the unit of its circuit, siemens of springs or volts of currents; 0 for the free one.
    package var strength: Double
    /// How far outputs are held toward their targets, when they are held and not pulled.
    package var clamp: Double?
    /// Whether the gradient is taken from its voltages, so that they are read.
    package var isRead = true
  }

  /// In the order of time.
  package let phases: [Phase]
  /// The circuit that nudges.
  package let kind: NudgeKind

  /// Whether a chip can follow the rule by itself.
  package var learns: Bool { phases.count > 1 }

  /// The phases of a plan.
  ///
  /// The free phase is read where the plan contrasts it, where a contrast is centered on it, where its errors set the
  /// currents of a nudge, and where they tell samples that are skipped.
  ///
  /// No circuit has springs of complex strength: the points on a circle are taken as springs of their real parts, one
  /// relaxation each.
  package init(
    _ plan: GradientPlan, nudge kind: NudgeKind = .spring, center: ContrastCenter = .mean,
    skips: Bool = false
  ) {
    self.kind = kind
    var phases = [Phase(name: "free", strength: 0, clamp: nil)]
    func add(_ point: NudgePoint, _ name: String) {
      switch point {
      case .free: break
      case .nudged(let strength): phases.append(Phase(name: name, strength: strength, clamp: nil))
      case .clamped(let share): phases.append(Phase(name: name, strength: 0, clamp: share))
      }
    }
    switch plan {
    case .contrast(let minus, let plus, _):
      phases[0].isRead = minus == .free || plus == .free || kind == .current || center == .free || skips
      add(plus, "plus")
      add(minus, "minus")
    case .circle(let radius, let points):
      for n in 0..<points {
        add(.nudged(radius * cos(2 * .pi * Double(n) / Double(points))), "point-\(n + 1)")
      }
    case .continual(let nudge): add(.nudged(nudge), "plus")
    case .adjoint: break
    }
    self.phases = phases
  }

  /// The nudge of a phase for one sample; nil in the free one.
  /// - Parameters:
  ///   - free: class values of the free equilibrium.
  ///   - holding: conductance of a source that holds an output.
  static func nudge<Model: CircuitModel>(
    _ phase: Phase, _ model: Model, _ prepared: Model.Prepared, target: Target,
    free: [Double],
    holding: Double
  ) -> Nudge? {
    if let share = phase.clamp {
      return Nudge(
        conductance: Conductance(si: holding),
        target: zip(free, model.target(of: target)).map { $0 + share * ($1 - $0) })
    }
    guard phase.strength != 0 else { return nil }
    return model.nudge(model.beta(phase.strength, prepared), target: target, free: free)
  }
}

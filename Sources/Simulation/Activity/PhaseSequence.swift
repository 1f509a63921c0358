import Foundation
import Networks
import Quantities

/// The relaxations that a learning rule asks a chip for, one after the other: the free one first, then those under
/// springs.
public struct PhaseSequence: Sendable, Equatable {
  /// One relaxation.
  public struct Phase: Sendable, Equatable {
    /// Stable lower-case name: `free`, `plus`, `minus`, `point-2`.
    public var name: String
    /// β; 0 for the free one.
    public var nudge: Conductance
    /// How far outputs are held toward their targets, when they are held and not pulled.
    public var clamp: Double?
    /// Whether the gradient is taken from its voltages, so that they are read.
    public var isRead = true
  }

  /// In the order of time.
  public let phases: [Phase]

  /// Whether a chip can follow the rule by itself.
  public var learns: Bool { phases.count > 1 }

  /// The phases of a plan.
  ///
  /// No circuit has springs of complex strength: the points on a circle are taken as springs of their real parts, one
  /// relaxation each.
  public init(_ plan: GradientPlan) {
    var phases = [Phase(name: "free", nudge: .zero, clamp: nil)]
    func add(_ point: NudgePoint, _ name: String) {
      switch point {
      case .free: break
      case .spring(let beta): phases.append(Phase(name: name, nudge: Conductance(si: beta), clamp: nil))
      case .clamped(let share): phases.append(Phase(name: name, nudge: .zero, clamp: share))
      }
    }
    switch plan {
    case .contrast(let minus, let plus, _):
      phases[0].isRead = minus == .free || plus == .free
      add(plus, "plus")
      add(minus, "minus")
    case .circle(let radius, let points):
      for n in 0..<points {
        add(.spring(radius * cos(2 * .pi * Double(n) / Double(points))), "point-\(n + 1)")
      }
    case .continual(let nudge): add(.spring(nudge), "plus")
    case .adjoint: break
    }
    self.phases = phases
  }

  /// The springs of a phase for one sample; nil in the free one.
  /// - Parameters:
  ///   - target: of every class, volts.
  ///   - free: class values of the free equilibrium.
  ///   - holding: conductance of a source that holds an output.
  static func nudge(_ phase: Phase, target: [Double], free: [Double], holding: Double) -> Nudge? {
    if let share = phase.clamp {
      return Nudge(
        conductance: Conductance(si: holding), target: zip(free, target).map { $0 + share * ($1 - $0) })
    }
    return phase.nudge.si == 0 ? nil : Nudge(conductance: phase.nudge, target: target)
  }
}

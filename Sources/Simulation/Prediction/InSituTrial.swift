import Diagnostics
import Networks
import Specification

/// A chip that learns by equilibrium propagation with its own devices, neurons and circuits.
public struct InSituTrial: ChipTrial {
  public init(_ subject: PredictionSubject, _ imperfections: Imperfections) throws {
    throw Diagnostic(.error, "GD0454", "in-situ learning is not there yet", at: subject.spec.name.location)
  }
  public var fingerprint: String { "" }
  public func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord { throw ChipStopped() }
}

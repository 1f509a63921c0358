/// What an engine does with the minibatch at hand: the words that plans are made of.
///
/// An engine has those of its ``Capabilities``; what a spec asks for beyond them is refused before.
package protocol PlanEngine {
  /// Settles every sample freely and at two points, and makes the gradient of ``GradientPlan/contrast(minus:plus:span:)``.
  mutating func contrast(_ minus: NudgePoint, _ plus: NudgePoint, span: Double) throws
  /// Settles every sample freely and on a circle of complex nudges, and makes the gradient of
  /// ``GradientPlan/circle(radius:points:)``.
  mutating func circle(radius: Double, points: Int) throws
  /// Settles every sample freely, and makes the gradient of ``GradientPlan/adjoint``.
  mutating func adjoint() throws
  /// Settles every sample freely: the start of ``GradientPlan/continual(nudge:)``.
  mutating func settle() throws
  /// Relaxes every sample a step further under a nudge, and makes the gradient of that step.
  /// - Returns: whether this was the last step.
  mutating func relax(nudge: Double) throws -> Bool
  /// Moves the parameters along the gradient that was made last.
  mutating func step() throws
}

extension PlanEngine {
  package mutating func circle(radius: Double, points: Int) throws { lacks("circles of nudges") }
  package mutating func adjoint() throws { lacks("adjoints") }
  package mutating func settle() throws { lacks("steps of a relaxation") }
  package mutating func relax(nudge: Double) throws -> Bool { lacks("steps of a relaxation") }

  private func lacks(_ what: String) -> Never {
    preconditionFailure("\(Self.self) has no \(what), and its capabilities must not claim them")
  }
}

extension GradientPlan {
  /// Learns from the minibatch that an engine has at hand: the one interpreter of plans.
  ///
  /// Inlinable, since engines are generic over the width of their numbers, and only what is compiled for one is fast.
  /// - Throws: what the engine throws.
  @inlinable
  package func learn<Engine: PlanEngine>(by engine: inout Engine) throws {
    switch self {
    case .contrast(let minus, let plus, let span): try engine.contrast(minus, plus, span: span)
    case .circle(let radius, let points): try engine.circle(radius: radius, points: points)
    case .adjoint: try engine.adjoint()
    case .continual(let nudge):
      try engine.settle()
      while !(try engine.relax(nudge: nudge)) { try engine.step() }
    }
    try engine.step()
  }
}

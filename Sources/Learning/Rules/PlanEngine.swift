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
  /// - Throws: what the engine throws.
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

/// The words of plans as functions, for an engine that is generic over its numbers.
///
/// What a generic type conforms with is compiled once for all of its types, and slow; a function that is made where the type is
/// known is compiled for it.
package struct PlanWords: PlanEngine {
  private let contrastOf: (NudgePoint, NudgePoint, Double) -> Void
  private let circleOf: (Double, Int) -> Void
  private let adjointOf: () -> Void
  private let settleOf: () -> Void
  private let relaxOf: (Double) -> Bool
  private let stepOf: () -> Void

  /// The words of an engine, each as ``PlanEngine`` has it.
  package init(
    contrast: @escaping (_ minus: NudgePoint, _ plus: NudgePoint, _ span: Double) -> Void,
    circle: @escaping (_ radius: Double, _ points: Int) -> Void, adjoint: @escaping () -> Void,
    settle: @escaping () -> Void, relax: @escaping (_ nudge: Double) -> Bool, step: @escaping () -> Void
  ) {
    (contrastOf, circleOf, adjointOf) = (contrast, circle, adjoint)
    (settleOf, relaxOf, stepOf) = (settle, relax, step)
  }

  package func contrast(_ minus: NudgePoint, _ plus: NudgePoint, span: Double) {
    contrastOf(minus, plus, span)
  }
  package func circle(radius: Double, points: Int) { circleOf(radius, points) }
  package func adjoint() { adjointOf() }
  package func settle() { settleOf() }
  package func relax(nudge: Double) -> Bool { relaxOf(nudge) }
  package func step() { stepOf() }
}

import Diagnostics
import Specification

/// What a learning rule asks of an engine, whatever its numbers.
package enum PlanKind: Sendable, Hashable, CaseIterable {
  /// A contrast of free states and states under nudges.
  case springs
  /// A contrast with held outputs.
  case clamps
  /// Complex nudges on a circle.
  case circle
  /// Updates at every step of a relaxation.
  case continual
  /// The adjoint of the equilibrium's equations.
  case adjoint
}

/// Something that a spec may ask of the engine that trains its network, or that simulates its chips.
package enum EngineFeature: Sendable, Hashable {
  // What it learns by.
  /// A rule's plan.
  case plan(PlanKind)
  /// A plan that moves or holds outputs, beside a nudge that is a current and not a spring.
  case currents(PlanKind)
  /// Targets.
  case targets(TargetKind)
  /// An optimizer other than plain descent.
  case anyOptimizer
  /// One of these while a relaxation goes on.
  case optimizerInRelaxation
  /// An optimizer that changes signs.
  case signedWeights
  /// A range of weights that have none of their own.
  case weightRange
  // What it computes with.
  case biasCurrents, biasRows, carriedState, fixedSweeps, singleInputs, normalizedValues
  /// Devices and rectifiers that are not ideal; no hidden layer; springs between two outputs.
  case nonlinearDevices, realRectifiers, noHiddenLayer, joinedSprings
  // What chips it simulates.
  /// A rule's plan, followed by a chip itself.
  case chipPlan(PlanKind)
  /// Steps without pulses; two arrays at the same time; wires of chips that are written, and of those that learn.
  case exactSteps, simultaneousPhases, wires, learningThroughWires
}

/// What an engine can do, as plain data: all features that it has. One that it does not name it has not.
package struct Capabilities: Sendable {
  /// As messages call it: "the fast engine".
  package let engine: String
  /// Its word in `training: { engine: … }`; nil for a family with one engine.
  package let word: String?
  /// What cannot do what none of the family's engines can: "resistive networks".
  package let family: String
  /// Code of what this engine alone cannot do, unless the feature has its own.
  package let code: String
  /// What it can do.
  package let features: Set<EngineFeature>
  /// Why no engine of the family can do something: what follows the thing that was asked for.
  package let reasons: [EngineFeature: String]

  /// An engine's capabilities.
  package init(
    engine: String, word: String? = nil, family: String, code: String, features: Set<EngineFeature>,
    reasons: [EngineFeature: String] = [:]
  ) {
    (self.engine, self.word, self.family, self.code) = (engine, word, family, code)
    (self.features, self.reasons) = (features, reasons)
  }
}

/// What a spec asks of its engine, with its place.
package struct EngineRequest: Sendable {
  /// The feature.
  package var feature: EngineFeature
  /// As messages call it: "rule 'coupled-learning'".
  package var what: String
  /// Where the spec asks for it.
  package var location: SourceLocation
  /// A text that would be right there.
  package var suggestion: String?

  /// A request.
  package init(
    _ feature: EngineFeature, _ what: String, at location: SourceLocation, suggestion: String? = nil
  ) {
    (self.feature, self.what, self.location, self.suggestion) = (feature, what, location, suggestion)
  }
}

extension Capabilities {
  /// What of some requests an engine cannot do: errors at their places, the one way in which it is said.
  /// - Parameters:
  ///   - requests: what a spec asks for.
  ///   - engines: of the family, among them the one that is asked.
  package func refusals(_ requests: [EngineRequest], among engines: [Capabilities]) -> [Diagnostic] {
    requests.filter { !features.contains($0.feature) }.map { request in
      let able = engines.first { $0.features.contains(request.feature) }
      let message =
        if let able, let word = able.word {
          "\(engine) cannot do this: \(request.what); \(able.engine) can, write training: { engine: \(word) }"
        } else {
          "\(request.what) \(reasons[request.feature] ?? "is not known"); \(family) cannot do this"
        }
      return Diagnostic(
        .error, request.feature.code(isOfFamily: able == nil) ?? code, message, at: request.location,
        suggestion: request.suggestion)
    }
  }
}

extension EngineFeature {
  /// The code of a refusal; nil for the engine's own.
  fileprivate func code(isOfFamily: Bool) -> String? {
    switch self {
    case .optimizerInRelaxation: "GD0422"
    case .currents: "GD0425"
    case .chipPlan, .exactSteps, .simultaneousPhases, .wires: "GD0444"
    case .learningThroughWires: "GD0445"
    default: isOfFamily ? "GD0421" : nil
    }
  }
}

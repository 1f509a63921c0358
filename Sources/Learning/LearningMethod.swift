import Diagnostics
import Specification

/// A learning rule and an optimizer that an engine can run.
package struct LearningMethod: Sendable {
  /// The rule.
  package let rule: any LearningRule
  /// The optimizer.
  package let optimizer: any Optimizer

  /// Makes rule and optimizer.
  /// - Throws: located diagnostics, all at once: those of ``LearningRules/make(_:)`` and ``Optimizers/make(_:)``, and what
  ///   ``Capabilities`` refuse.
  /// - Parameters:
  ///   - engine: what the engine can do.
  ///   - engines: those of its family; nil: itself alone.
  package init(
    rule settings: RuleSettings, optimizer spec: OptimizerSpec, engine: Capabilities,
    among engines: [Capabilities]? = nil
  ) throws(DiagnosticsError) {
    var found: [Diagnostic] = []
    var rule: (any LearningRule)?
    var optimizer: (any Optimizer)?
    do { rule = try LearningRules.make(settings) } catch { found += error.diagnostics }
    do { optimizer = try Optimizers.make(spec) } catch { found += error.diagnostics }
    let requests =
      optimizer.map { Self.requests(rule, settings, $0, spec) }
      ?? rule.map { Self.requests($0, settings) } ?? []
    found += engine.refusals(requests, among: engines ?? [engine])
    guard found.isEmpty, let rule, let optimizer else { throw DiagnosticsError(found) }
    (self.rule, self.optimizer) = (rule, optimizer)
  }

  /// What a rule asks of an engine; both families' specs say it in the same way.
  package static func requests(_ rule: any LearningRule, _ settings: RuleSettings) -> [EngineRequest] {
    let kind = rule.plan(minibatch: 0).kind
    let suggestion = settings.name.value == EquilibriumPropagation.name ? nil : EquilibriumPropagation.name
    var requests = [
      // Of the same rule, the estimator alone asks for a circle.
      kind == .circle
        ? EngineRequest(
          .plan(kind), "the estimator '\(settings.estimator.value.rawValue)'",
          at: settings.estimator.location,
          suggestion: GradientEstimator.centered.rawValue)
        : EngineRequest(
          .plan(kind), "the rule '\(settings.name.value)'", at: settings.name.location, suggestion: suggestion
        )
    ]
    if settings.nudgeKind == .current {
      requests.append(
        EngineRequest(
          .currents(kind), "the rule '\(settings.name.value)'",
          at: settings.numbers[.nudge]?.location ?? settings.name.location, suggestion: settings.exampleNudge)
      )
    }
    return requests
  }

  /// What a rule and an optimizer ask of an engine.
  package static func requests(
    _ rule: (any LearningRule)?, _ settings: RuleSettings, _ optimizer: any Optimizer, _ spec: OptimizerSpec
  ) -> [EngineRequest] {
    var requests = rule.map { Self.requests($0, settings) } ?? []
    let isPlain = (optimizer as? SGD)?.isPlain ?? false
    let name = type(of: optimizer).name
    if type(of: optimizer).needsSignedWeights {
      requests.append(
        EngineRequest(
          .signedWeights, "the optimizer '\(name)'", at: spec.kind.location, suggestion: SGD.name))
    } else if let range = spec.options[.range] {
      requests.append(EngineRequest(.weightRange, "the option 'range'", at: range.location))
    } else if !isPlain {
      requests.append(
        EngineRequest(.anyOptimizer, "an optimizer other than plain sgd", at: spec.kind.location))
      if rule?.plan(minibatch: 0).kind == .continual {
        requests.append(
          EngineRequest(
            .optimizerInRelaxation, "the rule '\(settings.name.value)'", at: spec.kind.location,
            suggestion: SGD.name))
      }
    }
    return requests
  }
}

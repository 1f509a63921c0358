import Diagnostics
import Networks
import Specification

/// A learning rule and an optimizer that an engine of the resistive family can run.
package struct LearningMethod: Sendable {
  /// The rule.
  package let rule: any LearningRule
  /// The optimizer.
  package let optimizer: any Optimizer

  /// Makes rule and optimizer.
  /// - Throws: located diagnostics, all at once: those of ``LearningRules/make(_:)`` and ``Optimizers/make(_:)``;
  ///   GD0425 for a nudge that the rule cannot have; GD0413 for what the fast engine, GD0421 for what the family cannot do; GD0422 for rules and optimizers that do
  ///   not go together.
  package init(rule settings: RuleSettings, optimizer spec: OptimizerSpec, engine: TrainingEngine)
    throws(DiagnosticsError)
  {
    var found: [Diagnostic] = []
    var rule: (any LearningRule)?
    var optimizer: (any Optimizer)?
    do { rule = try LearningRules.make(settings) } catch { found += error.diagnostics }
    do { optimizer = try Optimizers.make(spec) } catch { found += error.diagnostics }
    func refuse(_ code: String, _ message: String, _ location: SourceLocation, suggestion: String? = nil) {
      found.append(Diagnostic(.error, code, message, at: location, suggestion: suggestion))
    }
    func fast(_ what: String, _ location: SourceLocation) {
      refuse(
        "GD0413", "the fast engine cannot do this: \(what); write training: { engine: exact }", location)
    }
    let isPlain = (optimizer as? SGD)?.isPlain ?? false
    switch rule?.plan(minibatch: 0).kind {
    case .circle:
      refuse(
        "GD0421",
        "the estimator '\(settings.estimator.value.rawValue)' needs equilibria that are analytic in the nudge, but a "
          + "rectifier's kink is not: resistive networks cannot do this", settings.estimator.location,
        suggestion: GradientEstimator.centered.rawValue)
    case .springs, .adjoint, nil: break
    case .clamps, .continual:
      if settings.nudgeKind == .current {
        refuse(
          "GD0425",
          "rule '\(settings.name.value)' moves or holds its outputs by springs; a nudge of kind current is for "
            + "\(EquilibriumPropagation.name)", settings.numbers[.nudge]?.location ?? settings.name.location,
          suggestion: settings.exampleNudge)
      }
      if engine == .fast { fast("rule '\(settings.name.value)'", settings.name.location) }
    }
    if let optimizer {
      let name = type(of: optimizer).name
      if type(of: optimizer).needsSignedWeights {
        refuse(
          "GD0421",
          "the optimizer '\(name)' changes signs, and a conductance has none: resistive networks cannot do "
            + "this", spec.kind.location, suggestion: SGD.name)
      } else if let range = spec.options[.range] {
        refuse(
          "GD0421",
          "the levels of a conductance lie in the range of its device: resistive networks have no 'range'",
          range.location)
      } else if engine == .fast, !isPlain {
        fast("an optimizer other than plain sgd", spec.kind.location)
      } else if rule?.plan(minibatch: 0).kind == .continual, !isPlain {
        refuse(
          "GD0422",
          "the rule '\(settings.name.value)' moves weights at every step of a relaxation, which only the plain sgd "
            + "optimizer can do", spec.kind.location, suggestion: SGD.name)
      }
    }
    guard found.isEmpty, let rule, let optimizer else { throw DiagnosticsError(found) }
    (self.rule, self.optimizer) = (rule, optimizer)
  }
}

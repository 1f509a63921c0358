import Diagnostics
import Specification

/// A way to a gradient, as data: from settings and the number of the minibatch to a ``GradientPlan`` that every
/// engine can interpret.
package protocol LearningRule: Sendable {
  /// Registered name.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The papers.
  static var reference: String { get }
  /// The numbers of `training:` that the rule needs for such settings.
  static func needs(_ settings: RuleSettings) -> Set<RuleKey>
  /// Makes the rule of settings that have what it ``needs(_:)``.
  init(_ settings: RuleSettings)
  /// What to do for a minibatch, counted from 0 at the start of the training. Its ``GradientPlan/kind``, and
  /// the span of contrasts, are the same for all of them.
  func plan(minibatch: Int) -> GradientPlan
}

/// The learning rules a spec may name: one line each.
package enum LearningRules {
  /// Every registered rule.
  package static let all: [any LearningRule.Type] = [
    EquilibriumPropagation.self,
    ContinualEquilibriumPropagation.self,
    ContrastiveHebbian.self,
    CoupledLearning.self,
    Backpropagation.self,
  ]

  /// Makes the rule that settings name.
  /// - Throws: located diagnostics: GD0406 for an unknown name, with the nearest known one; GD0420 for every number
  ///   that the rule needs and does not have, or has and does not know.
  package static func make(_ settings: RuleSettings) throws(DiagnosticsError) -> any LearningRule {
    guard let type = all.first(where: { $0.name == settings.name.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("learning rule", settings.name, known: all.map { $0.name }, code: "GD0406")
      ])
    }
    let needs = type.needs(settings)
    var found: [Diagnostic] = []
    let title =
      type.name == EquilibriumPropagation.name
      ? "the estimator '\(settings.estimator.value.rawValue)'" : "the rule '\(type.name)'"
    for key in RuleKey.allCases {
      if let number = settings.numbers[key] {
        // A nudge serves circuits and their checks, whatever the rule.
        guard key != .nudge, !needs.contains(key) else { continue }
        found.append(
          Diagnostic(
            .error, "GD0420", "\(title) has no '\(key.rawValue)'; leave it out", at: number.location,
            suggestion: "null"))
      } else if needs.contains(key) {
        found.append(
          Diagnostic(
            .error, "GD0420", "\(title) needs '\(key.rawValue)', which is not given",
            at: settings.name.location,
            suggestion: key.example(nudge: settings.exampleNudge)))
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    return type.init(settings)
  }
}

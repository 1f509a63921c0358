import Specification

/// A number of `training:` that some rules need.
package enum RuleKey: String, Sendable, CaseIterable {
  /// Strength of the nudge in its unit: siemens for springs and volts for currents on conductances, else 1.
  case nudge
  /// Share of the way to their targets at which outputs are held.
  case clamp
  /// Points on a circle.
  case points

  /// What a diagnostic proposes.
  /// - Parameter nudge: one of the family's.
  func example(nudge: String) -> String {
    switch self {
    case .nudge: "nudge: \(nudge)"
    case .clamp: "clamp: 10 %"
    case .points: "points: 8"
    }
  }
}

/// What a spec of any family says about its learning rule.
package struct RuleSettings: Sendable {
  /// Registered name of the rule.
  package var name: Located<String>
  /// Which equilibria equilibrium propagation takes.
  package var estimator: Located<GradientEstimator>
  /// The numbers that are written.
  package var numbers: [RuleKey: Located<Double>]
  /// Seed of everything random.
  package var seed: UInt64
  /// What nudges.
  package var nudgeKind = NudgeKind.spring
  /// A nudge as a spec of the family has it, for a message.
  package var exampleNudge = "20 uS"

  /// Makes settings.
  package init(
    name: Located<String>, estimator: Located<GradientEstimator>, numbers: [RuleKey: Located<Double>],
    seed: UInt64
  ) {
    (self.name, self.estimator, self.numbers, self.seed) = (name, estimator, numbers, seed)
  }

  /// The settings of a spec.
  package init<Keys>(_ training: TrainingSpec<Keys>, seed: UInt64) {
    var numbers: [RuleKey: Located<Double>] = [:]
    numbers[.nudge] = training.keys.nudgeStrength
    numbers[.clamp] = training.clamp.map { Located($0.value.si, at: $0.location) }
    numbers[.points] = training.points.map { Located(Double($0.value), at: $0.location) }
    self.init(name: training.rule, estimator: training.estimator, numbers: numbers, seed: seed)
    nudgeKind = training.keys.nudgeKind
    exampleNudge = Keys.exampleNudge
  }

  /// All that decides the plans, as text with every digit; for checkpoints.
  package var fingerprintText: String {
    let written = RuleKey.allCases.compactMap { key in numbers[key].map { "; \(key.rawValue) \($0.value)" } }
    return "rule \(name.value); estimator \(estimator.value.rawValue)" + written.joined()
  }

  /// A number that the rule has declared as needed; ``LearningRules/make(_:)`` has checked that it is there.
  package func number(_ key: RuleKey) -> Double {
    guard let number = numbers[key] else { preconditionFailure("rule '\(name.value)' without '\(key)'") }
    return number.value
  }
}

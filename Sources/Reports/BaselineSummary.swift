import Diagnostics
import Learning
import Specification

/// A baseline of a training: the same network, data, seed and rates, trained with the exact gradient of the cost.
package struct BaselineSummary: Codable, Sendable, Equatable {
  /// The rule of the training that it is the baseline of.
  package var comparedRule: String
  /// Its own rule.
  package var rule: String
  /// Share of the test samples classified right, as a fraction; or R².
  package var testAccuracy: Double
  /// Every epoch.
  package var epochs: [EpochRecord]

  /// The summary of a baseline's run.
  /// - Parameter rule: of the training that it is the baseline of.
  package init(of rule: String, _ summary: TrainingSummary) {
    (comparedRule, self.rule) = (rule, Backpropagation.name)
    (testAccuracy, epochs) = (summary.testAccuracy, summary.epochs)
  }

  /// The epochs as comma-separated values, with a header.
  package var csv: String { TrainingSummary.csv(epochs) }

  /// The spec of the baseline of a spec. Numbers that only the other rule knows are left out.
  package static func spec<Keys>(of spec: Spec<Keys>) -> Spec<Keys> {
    var baseline = spec
    baseline.training.rule.value = Backpropagation.name
    baseline.training.estimator.value = .centered
    (baseline.training.clamp, baseline.training.points) = (nil, nil)
    return baseline
  }
}

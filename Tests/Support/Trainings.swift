import Diagnostics
import Foundation
import Learning
import Quantities
import Specification

/// Where a test's "spec" says something.
package let here = SourceLocation(file: "test.yaml", line: 3, column: 7)

extension RuleSettings {
  /// Equilibrium propagation.
  package static func equilibriumPropagation(
    _ estimator: GradientEstimator, nudge: Double, points: Int? = nil, seed: UInt64 = 7
  ) -> RuleSettings {
    var numbers = [RuleKey.nudge: Located(nudge, at: here)]
    numbers[.points] = points.map { Located(Double($0), at: here) }
    return RuleSettings(
      name: Located("equilibrium-propagation", at: here), estimator: Located(estimator, at: here),
      numbers: numbers, seed: seed)
  }
}

extension TrainingSettings {
  /// Settings for tests of the mechanism.
  package static func test(_ connections: Int, epochs: Int, batch: Int = 8, rate: Double = 2e-7)
    -> TrainingSettings
  {
    TrainingSettings(
      rule: .equilibriumPropagation(.centered, nudge: 5e-6), epochs: epochs, batch: batch,
      learningRates: [LearningRate](repeating: LearningRate(si: rate), count: connections),
      schedule: .exponential(decay: 0.97), optimizer: OptimizerSpec(kind: Located("sgd", at: here)),
      initial: Conductance(si: 1e-6)...Conductance(si: 1e-4),
      relaxation: Relaxation(tolerance: 1e-8, maximumSweeps: 200), seed: 7)
  }
}

/// A trainer's run to its settings' number of epochs.
extension Trainer {
  package func loop() -> TrainingLoop<Trainer> { TrainingLoop(self, epochs: settings.epochs) }
  package func trained() throws -> TrainingLoop<Trainer> {
    var loop = loop()
    try loop.run()
    return loop
  }
}

extension TrainingLoop {
  /// Runs on, writing a checkpoint, until `count` minibatches of an epoch are done.
  package mutating func run(checkpoint: URL, untilMinibatch count: Int, of epoch: Int) throws {
    var seen = 0
    try run(checkpoint: checkpoint) { event in
      guard case .minibatch(epoch, _) = event else { return true }
      seen += 1
      return seen < count
    }
  }
}

import Diagnostics
import Foundation
import Specification

/// A learning-rate range test (Smith 2017, arXiv 1506.01186): the rates rise geometrically while the network trains, and
/// the smoothed loss tells from where on it falls, and where it begins to rise again.
///
/// The rates of the connections keep the ratio of their ranges over their typical gradients, so that one number, the
/// relative rate, is looked for.
package struct RateTest: Sendable {
  /// A step of the test.
  package struct Point: Sendable, Equatable, Codable {
    /// The relative rate, as a fraction.
    package var rate: Double
    /// Mean cost of the samples met at it, and the same smoothed.
    package var loss, smoothedLoss: Double
  }
  /// Every step until the loss ran away.
  package private(set) var points: [Point] = []
  /// The proposed relative rate; nil: the loss never fell.
  package private(set) var proposal: Double?
  /// The relative rate of the least smoothed loss.
  package private(set) var lowest: Double?

  /// Relative rates of the first and the last step.
  package static let rates = 1e-4...1.0
  /// Steps, and samples each at least.
  package static let steps = 64, samples = 64
  /// Share of the smoothed loss that a step keeps.
  private static let smoothing = 0.8
  /// Loss over the least one at which the test ends.
  private static let runaway = 2.0

  /// The schedule of the test: each step an epoch of its own.
  package static var schedule: LearningRateSchedule {
    .geometric(factor: pow(rates.upperBound / rates.lowerBound, 1 / Double(steps - 1)))
  }

  /// Trains an engine whose rates are those of ``rates``' lower end, with ``schedule``.
  /// - Throws: what the engine throws, unless it is a divergence, which ends the test.
  package init<Engine: LearningEngine>(_ engine: Engine) throws {
    // An engine may keep the last update of an epoch back.
    let minibatches = max(2, engine.course.minibatchCount(of: Self.samples))
    var smooth = 0.0
    for step in 0..<Self.steps {
      var (progress, done) = (EpochProgress(), 0)
      do {
        let all = engine.course.minibatches(epoch: step, of: engine.sampleCount)
        try engine.learn(all, &progress) { _ in
          done += 1
          return done < minibatches
        }
      } catch is DivergedError {
        break
      }
      guard progress.loss.isFinite else { break }
      smooth = Self.smoothing * smooth + (1 - Self.smoothing) * progress.loss
      let rate = Self.rates.lowerBound * Self.schedule.factor(epoch: step)
      let smoothed = smooth / (1 - pow(Self.smoothing, Double(step + 1)))
      points.append(Point(rate: rate, loss: progress.loss, smoothedLoss: smoothed))
      let least = points.map(\.smoothedLoss).min() ?? smoothed
      if smoothed > Self.runaway * least { break }
    }
    judge()
  }

  /// A third of the rate of the least loss: the usual distance from where it begins to rise.
  private mutating func judge() {
    guard let first = points.first, let least = points.min(by: { $0.smoothedLoss < $1.smoothedLoss }),
      least.smoothedLoss < 0.98 * first.smoothedLoss
    else { return }
    lowest = least.rate
    proposal = least.rate / 3
  }
}

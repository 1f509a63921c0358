import Datasets
import Diagnostics

/// An engine: parameters of a network, and what it does with minibatches. What ``TrainingLoop`` and the trials of chips know.
///
/// Every number depends on settings, data and seed only, not on the number of threads, and a run that is stopped
/// after any minibatch and goes on from ``values`` gives the same bits as an uninterrupted one.
package protocol LearningEngine: AnyObject {
  /// A hash of all that decides the result, but not the number of epochs.
  var fingerprint: String { get }
  /// The samples.
  var data: Dataset { get }
  /// What is done with them, in which order.
  var course: TrainingCourse { get }
  /// Parameters, optimizer state and whatever else a run needs to go on, also in the middle of an epoch: flat arrays
  /// whose number and sizes never change. After `init` they are those of the start.
  var values: [[Double]] { get set }

  /// Learns from the minibatches that are left of an epoch, each by its plan (``GradientPlan/learn(by:)``).
  /// - Parameters:
  ///   - progress: kept current; where it stands when the method returns or throws.
  ///   - goesOn: called after every minibatch on the calling thread; false ends the method after this minibatch,
  ///     with ``values`` from which the epoch can go on.
  /// - Throws: ``DivergedError``; a `Diagnostic` when a nudge leaves no equilibrium.
  func learn(
    _ minibatches: Minibatches, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws

  /// What to say of a training that ran away.
  /// - Parameters:
  ///   - epoch: from 0.
  ///   - progress: with the minibatch that ran away.
  func divergence(epoch: Int, _ progress: EpochProgress) -> Diagnostic

  /// How well the parameters answer the test samples.
  func evaluate() throws -> Evaluation

  /// How well they answer the validation samples; nil if there are none.
  func evaluateValidation() throws -> Evaluation?

  /// What was written to synapses on levels in a number of updates, when these are done; nil for synapses without levels.
  func writes(updates: Int) -> WriteCount?
}

extension LearningEngine {
  package func writes(updates: Int) -> WriteCount? { nil }

  /// Number of training samples, those of one epoch.
  package var sampleCount: Int { data.train.count }

  /// Trains epoch `epoch` (from 0) from sample `progress.samples` on (in the epoch's order) to its end.
  /// - Parameters: as in ``learn(_:_:while:)``.
  /// - Throws: `Diagnostic` when training diverges or a nudge leaves no equilibrium.
  package func train(
    epoch: Int, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool
  ) throws {
    do {
      try learn(
        course.minibatches(epoch: epoch, of: sampleCount, from: progress.samples), &progress, while: goesOn)
    } catch is DivergedError {
      throw divergence(epoch: epoch, progress)
    }
  }
}

/// An engine that holds parameters and trains them, an epoch at a time: what ``TrainingLoop`` knows of it.
///
/// Every number depends on settings, data and seed only, not on the number of threads, and a run that is stopped
/// after any minibatch and goes on from ``values`` gives the same bits as an uninterrupted one.
package protocol EpochEngine: AnyObject {
  /// A hash of all that decides the result, but not the number of epochs.
  var fingerprint: String { get }
  /// Parameters, optimizer state and whatever else a run needs to go on, also in the middle of an epoch: flat arrays
  /// whose number and sizes never change. After `init` they are those of the start.
  var values: [[Double]] { get set }
  /// Number of training samples, those of one epoch.
  var sampleCount: Int { get }

  /// Trains epoch `epoch` (from 0) from sample `progress.samples` on (in the epoch's order) to its end.
  /// - Parameters:
  ///   - progress: kept current; where it stands when the method returns or throws.
  ///   - goesOn: called after every minibatch on the calling thread; false ends the method after this minibatch,
  ///     with ``values`` from which the epoch can go on.
  /// - Throws: `Diagnostic` when training diverges or a nudge leaves no equilibrium.
  func train(epoch: Int, _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool) throws

  /// How well the parameters answer the test samples.
  func evaluate() throws -> Evaluation

  /// How well they answer the validation samples; nil if there are none.
  func evaluateValidation() throws -> Evaluation?

  /// What was written to synapses on levels in the first `epochs` epochs, when these are done; nil for synapses
  /// without levels.
  func writes(epochs: Int) -> WriteCount?
}

extension EpochEngine {
  package func writes(epochs: Int) -> WriteCount? { nil }
}

/// How far an epoch is, and what it has met so far.
package struct EpochProgress: Sendable, Equatable, Codable {
  /// Training samples done.
  package var samples = 0
  /// Σ of the costs of the free states, V².
  package var cost = 0.0
  /// Samples whose free state named the wrong class.
  package var errors = 0
  /// Σ of what the free states left unexplained of the target values: squared misses over the variance; nil: targets are
  /// classes.
  package var unexplained: Double?
  /// Σ of the sweeps of all phases.
  package var sweeps = 0
  /// Number of phases.
  package var phases = 0
  /// Phases that ended above the tolerance.
  package var unconverged = 0
  /// Largest relative residual of the phases looked at (``RelaxationReport/residual``); nil: none was.
  package var residual: Double?

  /// The start of an epoch.
  package init() {}
  /// Whether nothing is counted that no training counts: what a file says may be anything.
  var isPossible: Bool {
    cost.isFinite && (unexplained ?? 0).isFinite && (unexplained ?? 0) >= 0
      && [samples, errors, sweeps, phases, unconverged].allSatisfy(Self.counts.contains)
  }
  /// Counts that leave room to count on.
  package static let counts = 0...1 << 53
  /// Mean cost of a sample so far, V².
  package var loss: Double { cost / Double(max(1, samples)) }
  /// Share of wrong samples so far, or 1 − R² of values.
  package var error: Double { (unexplained ?? Double(errors)) / Double(max(1, samples)) }
}

/// One epoch's figures; an error is 1 less the score of its metric.
package struct EpochRecord: Sendable, Equatable, Codable {
  /// From 1.
  package var epoch: Int
  /// Mean cost of the free states met during the epoch, V².
  package var loss: Double
  /// Share of the training samples whose free state, met during the epoch, named the wrong class; or 1 − R².
  package var trainError: Double
  /// Share of the test samples misclassified after the epoch; or 1 − R².
  package var testError: Double
  /// Share of the validation samples misclassified after the epoch, or 1 − R²; nil if there are none.
  package var validationError: Double?
  /// What the errors are of; nil: of the accuracy.
  package var metric: Metric?
  /// Mean sweeps of a phase.
  package var meanSweeps: Double
  /// Phases that ended above the tolerance.
  package var unconverged: Int
  /// Largest relative residual of Kirchhoff's law at the end of the phases looked at; nil: not asked for.
  package var residual: Double?
  /// Changes of synapses on levels since the start of the training; nil for synapses without levels.
  package var writes: WriteCount?

  /// The figures of a finished epoch (`epoch` from 1), and of test and validation after it.
  init(
    epoch: Int, _ progress: EpochProgress, _ test: Evaluation, validation: Evaluation?, writes: WriteCount?
  ) {
    self.writes = writes
    self.epoch = epoch
    (loss, trainError, testError) = (progress.loss, progress.error, 1 - test.score)
    metric = test.metric == .accuracy ? nil : test.metric
    meanSweeps = Double(progress.sweeps) / Double(max(1, progress.phases))
    unconverged = progress.unconverged
    validationError = validation.map { 1 - $0.score }
    residual = progress.residual
  }

  /// Whether its figures can be those of an epoch: what a file says may be anything.
  var isPossible: Bool {
    [trainError, testError, validationError ?? 0].allSatisfy { (metric ?? .accuracy).range.contains(1 - $0) }
      && loss.isFinite
      && meanSweeps.isFinite && EpochProgress.counts.contains(unconverged)
  }
}

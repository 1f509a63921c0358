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

  /// Adds what a minibatch showed, but for its number of samples and its residual.
  mutating func add<Parameters>(_ result: BatchResult<Parameters>) {
    cost += result.cost
    errors += result.errors
    if let more = result.unexplained { unexplained = (unexplained ?? 0) + more }
    sweeps += result.sweeps
    phases += result.phases
    unconverged += result.unconverged
  }

  /// Adds what other phases showed.
  package mutating func add(_ other: EpochProgress) {
    samples += other.samples
    cost += other.cost
    errors += other.errors
    if let more = other.unexplained { unexplained = (unexplained ?? 0) + more }
    sweeps += other.sweeps
    phases += other.phases
    unconverged += other.unconverged
    if let more = other.residual { residual = max(residual ?? 0, more) }
  }

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

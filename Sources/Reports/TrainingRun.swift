import Datasets
import Designs
import Diagnostics
import Foundation
import Kernels
import Learning
import Resistive
import Specification

/// The training of a chip's network.
package typealias ChipTraining = TrainingRun<ResistiveNetwork>

/// Training of a spec's network, whatever its family, with events and checkpoints.
package struct TrainingRun<Network: FamilyNetwork>: Sendable {
  /// What came out.
  package struct Result: Sendable {
    /// What was trained.
    package var parameters: Network.Parameters
    /// Figures.
    package var summary: TrainingSummary
    /// What was warned of: the data, the start, and what came of it.
    package var findings: [Diagnostic] = []
  }

  private let spec: Spec<Network.Keys>
  private let network: Network
  private let data: Dataset
  private let threads: Int?

  /// Prepares the training of a spec's network.
  package init(spec: Spec<Network.Keys>, network: Network, data: Dataset, threads: Int? = nil) {
    (self.spec, self.network, self.data, self.threads) = (spec, network, data, threads)
  }

  /// Trains to the spec's number of epochs, from its initial weights if it names some.
  /// - Parameters:
  ///   - checkpoint: written after every epoch and when the run is stopped.
  ///   - start: where it begins.
  ///   - isStopped: asked after every minibatch; true ends the run there.
  /// - Throws: `DiagnosticsError` and `Diagnostic`; ``TrainingStopped``.
  package func run(
    checkpoint: URL?, start: TrainingStart = .automatic, isStopped: () -> Bool = { false },
    report: (TrainingRunEvent) -> Void = { _ in }
  ) throws -> Result {
    try withoutActuallyEscaping(report) { report in
      try run(checkpoint: checkpoint, start: start, isStopped: isStopped, Findings(report))
    }
  }

  private func run(
    checkpoint: URL?, start: TrainingStart, isStopped: () -> Bool, _ findings: Findings
  ) throws -> Result {
    findings.add(data.warnings)
    try check()
    let resolved = try RelativeRates.resolved(spec, network: network, data: data, threads: threads)
    let trainer = try network.trainer(resolved, data: data, schedule: nil, threads: threads)
    let session = TrainingSession(epochs: spec.training.epochs, checkpoint: checkpoint, start: start)
    let end = try session.run(trainer.engine, isStopped: isStopped, report: findings.report) {
      BatchSize.diagnostic(spec.training.batch, of: data).map { findings.add([$0]) }
      findings.add(try trainer.startFindings())
    }
    var summary = TrainingSummary(
      data: data, history: end.history, testAccuracy: end.evaluation.score, lossUnit: Network.lossUnit)
    summary.add(end.evaluation, data)
    if !end.history.isEmpty {
      let check = TrainingCheck(
        data, end.evaluation, classes: network.classCount, threads: threads ?? Parallel.processorCount)
      let course = TrainingCheck.Course(
        history: end.history, trainer.signs(), rateLocation: spec.training.learningRates.location)
      findings.add(check.diagnostics(course), spec.limits.training?.value)
      summary.add(check, data)
    }
    if spec.training.relativeRates != nil {
      summary.learningRates = resolved.training.learningRates.value.map(Network.Keys.Training.rate.number)
    }
    summary.add(findings.all)
    return Result(parameters: trainer.parameters(), summary: summary, findings: findings.all)
  }

  /// Looks, before anything is made, whether data and network fit each other and the machine.
  func check() throws(DiagnosticsError) { try network.check(data, spec) }
}

/// What a training warns of, told at once and kept.
final class Findings {
  /// All of it, in its order.
  private(set) var all: [Diagnostic] = []
  private let tell: (TrainingRunEvent) -> Void

  init(_ tell: @escaping (TrainingRunEvent) -> Void) { self.tell = tell }

  /// Passes an event on, and keeps a warning.
  func report(_ event: TrainingRunEvent) {
    if case .warning(let diagnostic) = event { all.append(diagnostic) }
    tell(event)
  }

  /// Tells warnings.
  /// - Parameter limit: errors where the spec's limits say so.
  func add(_ diagnostics: [Diagnostic], _ limit: TrainingLimit? = nil) {
    for var diagnostic in diagnostics {
      if limit?.failure == .error { diagnostic.severity = .error }
      report(.warning(diagnostic))
    }
  }
}

extension TrainingRun.Result {
  /// Whether the training missed what a spec's limits ask of it.
  package func hasFailed(_ limit: TrainingLimit?) -> Bool {
    summary.hasFailed || limit?.missed(by: summary) != nil
  }
}

extension TrainingLimit {
  /// The message about a training that misses the least score; nil when it does not.
  package func missed(by summary: TrainingSummary) -> Diagnostic? {
    guard let atLeast, summary.testAccuracy < atLeast.value.si else { return nil }
    let metric = summary.usedMetric
    return Diagnostic(
      .error, "GD0475",
      "limits.training: missed: \(metric == .accuracy ? "" : "an \(metric.name) of ")\(metric.text(summary.testAccuracy)) of "
        + "the test samples, where at least \(metric.text(atLeast.value.si)) is asked", at: atLeast.location)
  }
}

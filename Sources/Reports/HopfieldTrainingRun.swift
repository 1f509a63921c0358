import Diagnostics
import Foundation
import Networks
import Simulation
import Specification

/// Training of a Hopfield network, with the events and checkpoints of ``TrainingRun``.
public struct HopfieldTrainingRun: NetworkTraining {
  /// What came out.
  public struct Result: Sendable {
    /// The trained parameters.
    public var parameters: [NamedArray]
    /// Figures.
    public var summary: TrainingSummary
    /// What was warned of: the data, and what came of the training.
    public var findings: [Diagnostic] = []
  }

  private let spec: HopfieldSpec
  private let network: HopfieldNetwork
  private let data: Dataset
  private let threads: Int?

  /// Prepares the training of a spec's network.
  public init(spec: HopfieldSpec, network: HopfieldNetwork, data: Dataset, threads: Int? = nil) {
    (self.spec, self.network, self.data, self.threads) = (spec, network, data, threads)
  }

  /// Trains, from the spec's initial weights if it names some; see ``NetworkTraining``.
  public func run(
    checkpoint: URL?, start: TrainingRun.Start = .automatic, isStopped: () -> Bool = { false },
    report: (TrainingRun.Event) -> Void = { _ in }
  ) throws -> Result {
    try withoutActuallyEscaping(report) { report in
      try run(checkpoint: checkpoint, start: start, isStopped: isStopped, Findings(report))
    }
  }

  private func run(
    checkpoint: URL?, start: TrainingRun.Start, isStopped: () -> Bool, _ findings: Findings
  ) throws -> Result {
    findings.add(data.warnings)
    try data.check(inputCount: network.input.count, classCount: network.classes)
    try TrainingMemory.check(network, spec, samples: data.train.count)
    let isRelative = spec.training.relativeRates != nil
    let spec = try RelativeRates.resolved(spec, network: network, data: data, threads: threads)
    let trainer = try HopfieldTrainer(
      network: network, data: data, settings: HopfieldSettings(spec: spec, network: network), threads: threads
    )
    if let path = spec.training.initialWeights {
      trainer.start(from: try WeightFiles.read(path, expected: network.weightShapes))
    }
    BatchSize.diagnostic(spec.training.batch, of: data).map { findings.add([$0]) }
    let session = TrainingSession(epochs: spec.training.epochs, checkpoint: checkpoint, start: start)
    let loop = try session.run(trainer, isStopped: isStopped, report: findings.report)
    let evaluation = trainer.evaluate()
    var summary = TrainingSummary(data: data, history: loop.history, testAccuracy: evaluation.accuracy)
    if !loop.history.isEmpty {
      let check = TrainingCheck(
        data, evaluation, classes: network.classes, threads: threads ?? Parallel.processorCount)
      let course = TrainingCheck.Course(
        history: loop.history, deadShares: trainer.deadShares(),
        rateLocation: spec.training.learningRates.location,
        layerLocations: spec.network.hidden.map(\.location))
      findings.add(check.diagnostics(course), spec.limits.training?.value)
      summary.add(check)
    }
    if isRelative { summary.learningRates = spec.training.learningRates.value }
    summary.add(findings.all)
    return Result(parameters: trainer.parameters, summary: summary, findings: findings.all)
  }
}

import Diagnostics
import Foundation
import Simulation

/// The training of a spec's network, whatever its family.
public protocol NetworkTraining: Sendable {
  /// What comes out.
  associatedtype Result
  /// Trains to the spec's number of epochs.
  /// - Parameters:
  ///   - checkpoint: written after every epoch and when the run is stopped.
  ///   - start: where it begins.
  ///   - isStopped: asked after every minibatch; true ends the run there.
  /// - Throws: `DiagnosticsError` and `Diagnostic`; ``TrainingRun/Stopped``.
  func run(
    checkpoint: URL?, start: TrainingRun.Start, isStopped: () -> Bool, report: (TrainingRun.Event) -> Void
  ) throws -> Result
}

/// A run of the training loop with checkpoints, as a command wants it, whatever the network's family.
struct TrainingSession {
  /// Passes over the training set.
  var epochs: Int
  /// Written after every epoch and when the run is stopped.
  var checkpoint: URL?
  /// Where it begins.
  var start: TrainingRun.Start

  /// Trains an engine.
  /// - Parameters:
  ///   - isStopped: asked after every minibatch; true ends the run there.
  ///   - report: told what happens.
  ///   - look: sees the loop where it begins.
  /// - Throws: `Diagnostic`; ``TrainingRun/Stopped``; what `look` throws.
  func run<Engine: EpochEngine>(
    _ engine: Engine, isStopped: () -> Bool, report: (TrainingRun.Event) -> Void,
    look: (TrainingLoop<Engine>) throws -> Void = { _ in }
  ) throws -> TrainingLoop<Engine> {
    var loop = TrainingLoop(engine, epochs: epochs)
    try goOn(&loop, report)
    try look(loop)
    let isDone = try loop.run(checkpoint: checkpoint) { event in
      switch event {
      case .minibatch(let epoch, let progress):
        report(
          .minibatch(
            TrainingRun.Moment(
              epoch: epoch, epochs: epochs, progress: progress, sampleCount: engine.sampleCount)))
      case .epoch(let record): report(.epoch(record, of: epochs))
      }
      return !isStopped()
    }
    guard isDone else {
      throw TrainingRun.Stopped(epochs: loop.history.count, samples: loop.progress.samples)
    }
    return loop
  }

  /// Puts a loop where the run begins.
  private func goOn<Engine: EpochEngine>(
    _ loop: inout TrainingLoop<Engine>, _ report: (TrainingRun.Event) -> Void
  ) throws {
    guard let checkpoint, start != .beginning else { return }
    guard FileManager.default.fileExists(atPath: checkpoint.path) else {
      guard start == .checkpoint else { return }
      throw Diagnostic(
        .error, "GD0430",
        "there is no checkpoint '\(checkpoint.path)' to go on from: no training into this folder was interrupted; "
          + "leave --resume out")
    }
    do {
      try loop.resume(from: checkpoint)
      report(.resumed(epochs: loop.history.count, samples: loop.progress.samples))
    } catch var diagnostic as Diagnostic where start == .automatic {
      diagnostic.severity = .warning
      diagnostic.message += "; training starts at the beginning and replaces it"
      report(.warning(diagnostic))
    }
  }
}

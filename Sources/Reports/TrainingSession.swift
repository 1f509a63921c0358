import Diagnostics
import Foundation
import Learning

/// Where a run begins.
package enum TrainingStart: Sendable {
  /// At the checkpoint, when there is one of this run; else at the beginning.
  case automatic
  /// At the checkpoint; without one of this run it is an error.
  case checkpoint
  /// At the beginning.
  case beginning
}

/// What happens in a training, for a progress display.
package enum TrainingRunEvent: Sendable {
  /// A training on so many samples of a data set begins.
  case began(String, samples: Int)
  /// Nothing is trained: the weights are those of an earlier training on a data set, with the same inputs.
  case kept(String)
  /// Training goes on from a checkpoint, in the middle of an epoch when `samples` is not 0.
  case resumed(epochs: Int, samples: Int)
  /// A checkpoint is there but not gone on from, or the initial states look wrong.
  case warning(Diagnostic)
  /// A minibatch is done.
  case minibatch(TrainingMoment)
  /// An epoch is done.
  case epoch(EpochRecord, of: Int)
}

/// Where a training stands after a minibatch.
package struct TrainingMoment: Sendable {
  /// The epoch at hand, from 1, and the number of epochs.
  package var epoch, epochs: Int
  /// What the epoch has met so far.
  package var progress: EpochProgress
  /// Training samples of an epoch.
  package var sampleCount: Int
}

/// The end of a training that was asked to stop; the checkpoint is in place.
package struct TrainingStopped: Error {
  /// Finished epochs.
  package var epochs: Int
  /// Samples of the next one that are done.
  package var samples: Int
}

/// A run of the training loop with checkpoints, as a command wants it, whatever the network's family.
struct TrainingSession {
  /// Passes over the training set.
  var epochs: Int
  /// Written after every epoch and when the run is stopped.
  var checkpoint: URL?
  /// Where it begins.
  var start: TrainingStart

  /// What a training came to.
  struct End {
    /// Every epoch.
    var history: [EpochRecord]
    /// Of the test samples.
    var evaluation: Evaluation
  }

  /// Trains an engine.
  /// - Parameters:
  ///   - isStopped: asked after every minibatch; true ends the run there.
  ///   - report: told what happens.
  ///   - look: called before the first minibatch of a training that begins.
  /// - Throws: `Diagnostic`; ``TrainingStopped``; what `look` throws.
  func run<Engine: LearningEngine>(
    _ engine: Engine, isStopped: () -> Bool, report: (TrainingRunEvent) -> Void, look: () throws -> Void
  ) throws -> End {
    var loop = TrainingLoop(engine, epochs: epochs)
    try goOn(&loop, report)
    if loop.history.isEmpty, loop.progress.samples == 0 { try look() }
    let isDone = try loop.run(checkpoint: checkpoint) { event in
      switch event {
      case .minibatch(let epoch, let progress):
        report(
          .minibatch(
            TrainingMoment(
              epoch: epoch, epochs: epochs, progress: progress, sampleCount: engine.sampleCount)))
      case .epoch(let record): report(.epoch(record, of: epochs))
      }
      return !isStopped()
    }
    guard isDone else {
      throw TrainingStopped(epochs: loop.history.count, samples: loop.progress.samples)
    }
    return End(history: loop.history, evaluation: try engine.evaluate())
  }

  /// Puts a loop where the run begins.
  private func goOn<Engine: LearningEngine>(
    _ loop: inout TrainingLoop<Engine>, _ report: (TrainingRunEvent) -> Void
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

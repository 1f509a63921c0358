import Foundation

/// Trains an engine to a number of epochs, tests it after each, writes checkpoints and learns nothing about networks.
/// ```swift
/// var loop = TrainingLoop(try Trainer(model: ResistiveModel(network), data: data, settings: settings), epochs: 10)
/// try loop.run { event in
///   if case .epoch(let record) = event { print(record.epoch, record.testError) }
///   return true
/// }
/// ```
package struct TrainingLoop<Engine: LearningEngine> {
  /// What is trained; holds the parameters.
  package let engine: Engine
  /// Epochs to train.
  package var epochs: Int
  /// The finished epochs, first to last.
  package private(set) var history: [EpochRecord] = []
  /// Where the epoch at hand stands.
  package private(set) var progress = EpochProgress()

  /// Makes a loop at the start, from the engine's present values.
  package init(_ engine: Engine, epochs: Int) { (self.engine, self.epochs) = (engine, epochs) }

  /// Whether all epochs are done.
  package var isFinished: Bool { history.count >= epochs }

  /// Trains up to ``epochs`` or until `monitor` ends the run.
  /// - Parameters:
  ///   - checkpoint: a file that is replaced atomically after every epoch and when the run ends early.
  ///   - monitor: told of every minibatch and every epoch; false ends the run at once.
  /// - Returns: whether all epochs are done.
  /// - Throws: what the engine throws; file errors.
  @discardableResult
  package mutating func run(
    checkpoint: URL? = nil, monitor: (TrainingEvent) -> Bool = { _ in true }
  ) throws -> Bool {
    while !isFinished {
      var goesOn = true
      let epoch = history.count
      try engine.train(epoch: epoch, &progress) { progress in
        goesOn = monitor(.minibatch(epoch: epoch + 1, progress))
        return goesOn
      }
      if goesOn {
        history.append(
          EpochRecord(
            epoch: epoch + 1, progress, try engine.evaluate(), validation: try engine.evaluateValidation(),
            writes: engine.writes(updates: (epoch + 1) * engine.course.minibatchCount(of: engine.sampleCount))
          ))
        progress = EpochProgress()
      }
      if let checkpoint { try save(to: checkpoint) }
      guard goesOn, history.last.map({ monitor(.epoch($0)) }) ?? true else { return isFinished }
    }
    return true
  }

  /// Writes a checkpoint, atomically.
  /// - Throws: `OutputFailure` when the file cannot be written.
  package func save(to url: URL) throws {
    try Checkpoint(
      fingerprint: engine.fingerprint, history: history, progress: progress, values: engine.values
    ).write(to: url)
  }

  /// Goes back to where a checkpoint of the same network, data and settings stands (the number of epochs may differ).
  /// - Throws: `Diagnostic` GD0409 that names the file and what is wrong with it; the loop is then as it was.
  package mutating func resume(from url: URL) throws {
    let checkpoint = try Checkpoint(
      reading: url, fingerprint: engine.fingerprint, like: engine.values.map(\.count),
      samples: engine.sampleCount)
    engine.values = checkpoint.values
    (history, progress) = (checkpoint.history, checkpoint.progress)
  }
}

/// What happens in a training run.
package enum TrainingEvent: Sendable {
  /// A minibatch of an epoch (from 1) is done.
  case minibatch(epoch: Int, EpochProgress)
  /// An epoch is done and tested.
  case epoch(EpochRecord)
}

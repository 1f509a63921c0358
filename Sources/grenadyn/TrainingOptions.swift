import ArgumentParser
import Reports

/// The options of every command that trains.
struct TrainingOptions: ParsableArguments {
  /// Where a training begins, when the user says so.
  enum Start: EnumerableFlag {
    case resume, restart

    static func help(for value: Start) -> ArgumentHelp? {
      switch value {
      case .resume: "Go on from the checkpoint of an interrupted training; without one it is an error."
      case .restart: "Start at the beginning, whatever checkpoint there is."
      }
    }
  }

  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Flag var choice: Start?

  /// Where the training begins.
  var start: TrainingRun.Start {
    switch choice {
    case .resume: .checkpoint
    case .restart: .beginning
    case nil: .automatic
    }
  }

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1, not \(threads).") }
  }
}

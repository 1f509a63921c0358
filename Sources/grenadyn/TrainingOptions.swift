import ArgumentParser
import Reports

/// The options of every command with a long run that can be interrupted.
struct TrainingOptions: ParsableArguments {
  /// Where a run begins, when the user says so.
  enum Start: EnumerableFlag {
    case resume, restart

    static func help(for value: Start) -> ArgumentHelp? {
      switch value {
      case .resume: "Go on from the checkpoint of an interrupted run; without one it is an error."
      case .restart: "Start at the beginning, whatever checkpoint there is."
      }
    }
  }

  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Flag var choice: Start?
  @Flag(
    help:
      "Compute anew what an earlier command computed from the same inputs, and keep nothing for later ones.")
  var noCache = false

  /// Where what is computed is kept.
  var cache: ResultCache? { noCache ? nil : ResultCache(folder: ResultCache.standardFolder) }

  /// Where the run begins.
  var start: TrainingStart {
    switch choice {
    case .resume: .checkpoint
    case .restart: .beginning
    case nil: .automatic
    }
  }

  /// How the stages of a job are run.
  /// - Parameter weights: trained weights that are given, instead of training.
  func settings(weights: String? = nil) -> WorkflowSettings {
    var settings = WorkflowSettings(weights: weights, cache: cache, threads: threads)
    settings.trainingStart = start
    return settings
  }

  func validate() throws {
    try OptionRange.check(threads, "--threads", OptionRange.threads)
  }
}

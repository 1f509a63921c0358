import Diagnostics
import Foundation

/// How the stages of a job are run; no figure depends on it but by the weights.
package struct WorkflowSettings {
  /// Trained weights, a safetensors file or a folder of `.npy` files, instead of training.
  package var weights: URL?
  /// Whether trained weights are wanted at all; without them the initial ones stay.
  package var needsTraining = true
  /// Written by a training after every epoch and when it is stopped; nil: beside the entry of the cache.
  package var trainingCheckpoint: URL?
  /// Where a training begins.
  package var trainingStart = TrainingStart.automatic
  /// Where results are kept and looked for; nil: nowhere.
  package var cache: ResultCache?
  /// Number of threads; nil: one a processor.
  package var threads: Int?

  /// Settings.
  package init(weights: String? = nil, cache: ResultCache? = nil, threads: Int? = nil) {
    self.weights = weights.map { URL(fileURLWithPath: $0) }
    (self.cache, self.threads) = (cache, threads)
  }
}

/// Who watches the stages of a job: is told what happens, and asked whether to stop.
package protocol WorkflowWatch {
  /// Watches a training.
  /// - Parameters:
  ///   - lossUnit: of its loss; nil: none.
  ///   - run: is to be told whether to stop, after every minibatch, and tells what happens.
  func training<Value>(
    lossUnit: String?,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (TrainingRunEvent) -> Void) throws -> Value
  ) throws -> Value
  /// Watches a prediction.
  /// - Parameter run: is to be told whether to stop, a few times a second, and tells what happens.
  func prediction<Value>(
    of request: PredictionRequest, named name: String,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (PredictionRun.Event) -> Void) throws ->
      Value
  ) throws -> Value
  /// A chip was not simulated, since an earlier command had done so with the same inputs.
  func keptActivity()
}

/// Lets everything run to its end, and passes warnings on.
package struct QuietWatch: WorkflowWatch {
  private let warn: (Diagnostic) -> Void

  /// A watch that hears of what a training warns of.
  package init(_ warn: @escaping (Diagnostic) -> Void = { _ in }) { self.warn = warn }

  package func training<Value>(
    lossUnit: String?,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (TrainingRunEvent) -> Void) throws -> Value
  ) throws -> Value {
    try run({ false }, { if case .warning(let diagnostic) = $0 { warn(diagnostic) } })
  }

  package func prediction<Value>(
    of request: PredictionRequest, named name: String,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (PredictionRun.Event) -> Void) throws ->
      Value
  ) throws -> Value { try run({ false }, { _ in }) }

  package func keptActivity() {}
}

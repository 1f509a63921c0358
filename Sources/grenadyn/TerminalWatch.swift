import Prediction
import Reports

/// Shows the stages of a job on the terminal; Ctrl-C stops what takes long.
struct TerminalWatch: WorkflowWatch {
  func training<Value>(
    lossUnit: String?,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (TrainingRunEvent) -> Void) throws -> Value
  ) throws -> Value {
    let display = TrainingDisplay(lossUnit: lossUnit)
    return try Interruption.stopping(display) { try run($0, display.show) }
  }

  func prediction<Value>(
    of request: PredictionRequest, named name: String,
    _ run: (_ isStopped: @escaping () -> Bool, _ report: @escaping (PredictionRun.Event) -> Void) throws ->
      Value
  ) throws -> Value {
    Terminal.note("predicting \(request.modes.map(\.rawValue).joined(separator: " and ")) of \(name)")
    let display = PredictionDisplay()
    return try Interruption.stopping(display) { try run($0, display.show) }
  }

  func keptActivity() {
    Terminal.note(
      "  the chip was simulated before, with the same inputs: that is taken (--no-cache simulates it anew)")
  }
}

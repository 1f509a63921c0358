import Diagnostics
import Mapping
import Simulation
import Specification

/// Makes the trials of a spec's chips.
public enum SpecTrials {
  /// Whether weights that are trained in software are needed: to be written, or to be compared with.
  public static func needTraining(_ spec: ChipSpec) -> Bool {
    spec.prediction.modes.value.contains(.program) || spec.prediction.inSitu.start == .programmed
  }

  /// The trials of a design.
  /// - Parameters:
  ///   - trained: what the training in software gave; the initial weights when it was not needed.
  ///   - data: its test samples are what the accuracy is measured on.
  /// - Throws: `Diagnostic` and `DiagnosticsError` for what cannot be simulated.
  public static func make(
    _ design: ChipDesign, trained: TrainingRun.Result, data: Dataset
  ) throws -> any PredictionTrials {
    throw Diagnostic(
      .error, "GD0454", "chips of this kind cannot be simulated yet", at: design.spec.name.location)
  }
}

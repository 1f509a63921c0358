import Datasets
import Diagnostics

/// The samples of an update beside those that there are.
enum BatchSize {
  /// A warning for a batch that is larger than the data; nil for any other.
  static func diagnostic(_ batch: Int, of data: Dataset) -> Diagnostic? {
    guard batch > data.train.count else { return nil }
    return Diagnostic(
      .warning, "GD0494",
      "a batch of \(batch) samples is larger than the \(data.train.count) training samples of \(data.name): every epoch "
        + "is one update", at: data.location, suggestion: "batch: \(min(32, data.train.count))")
  }
}

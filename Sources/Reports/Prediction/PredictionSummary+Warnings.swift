import Diagnostics
import Prediction
import Specification

extension PredictionSummary {
  /// Chips that learn in place and end below where they began: by more than the test samples leave to chance, and by a mean
  /// of the chips' own losses whose interval is on one side of 0.
  /// - Parameter place: where the spec asks for learning in place.
  package func warnings(at place: SourceLocation) -> [Diagnostic] {
    predictions.compactMap { one in
      guard let first = one.learning.first, let last = one.learning.last, first.updates == 0, last.updates > 0
      else { return nil }
      let (before, after) = (first.accuracy.mean, last.accuracy.mean)
      // Two standard deviations of a difference of two shares of all samples that were looked at.
      let samples = Double(max(1, testSamples * last.accuracy.chips))
      let noise = usedMetric == .accuracy ? 2 * (2 * before * (1 - before) / samples).squareRoot() : 0
      let losses = ChipMean(one.records.compactMap(\.loss), confidence: confidence)
      guard before - after > noise, losses?.low.map({ $0 > 0 }) ?? true else { return nil }
      let loss = losses.map { "; a chip loses \($0.points) points" } ?? ""
      return Diagnostic(
        .warning, "GD0474",
        "chips that learn end below where they began: from \(usedMetric == .accuracy ? "" : "an R² of ")"
          + "\(usedMetric.text(first.accuracy.meanFigure)) of the test "
          + "samples to \(usedMetric.text(last.accuracy.meanFigure)) in the mean, after \(last.updates) updates of \(last.accuracy.chips) chips\(loss); the devices' "
          + "steps are likely too coarse for these rates", at: place, suggestion: "in-situ: { rate: 50 % }")
    }
  }
}

extension ChipRecord {
  /// What learning cost the chip, as a share of the test samples; nil for one that did not learn.
  fileprivate var loss: Double? {
    guard let first = curve?.first, let last = curve?.last, last.updates > first.updates else { return nil }
    return first.accuracy - last.accuracy
  }
}

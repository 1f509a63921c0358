import Specification
import Statistics

/// What is asked of a prediction.
package struct PredictionRequest: Sendable, Equatable {
  /// How the chips come to their weights; the first is the one that is meant where only one can be told.
  package var modes: [PredictionMode]
  /// Chip instances at most.
  package var chips: Int
  /// Confidence of intervals and verdicts.
  package var confidence: Double
  /// Least accuracy of a chip that passes; nil for none.
  package var accuracyLimit: Double?
  /// Least share of chips that pass; nil for none.
  package var yieldLimit: Double?
  /// Only this chip.
  package var onlyChip: UInt32?
  /// Curves against magnitudes.
  package var sweeps: [Sweep] = []
  /// Whether it is to be found out which imperfection costs most.
  package var isSensitivityWanted = false
  /// Whether all chips are run, even when the verdict on the yield is certain earlier.
  package var runsAllChips = false

  /// What a spec asks.
  /// - Parameter number: chips at most, instead of the spec's number.
  package init<Keys>(_ spec: Spec<Keys>, chips number: Int? = nil) {
    modes = spec.prediction.modes.value
    chips = number ?? spec.prediction.chips
    confidence = spec.prediction.confidence.si
    accuracyLimit = spec.limits.score?.value.si
    yieldLimit = spec.limits.yield?.value.si
  }

  /// A request.
  package init(
    modes: [PredictionMode], chips: Int, confidence: Double = 0.95, accuracyLimit: Double? = nil,
    yieldLimit: Double? = nil
  ) {
    (self.modes, self.chips, self.confidence) = (modes, chips, confidence)
    (self.accuracyLimit, self.yieldLimit) = (accuracyLimit, yieldLimit)
  }

  /// The test of the yield, when there is something to be tested.
  var yieldTest: YieldTest? {
    guard accuracyLimit != nil, onlyChip == nil else { return nil }
    return yieldLimit.map { YieldTest(demanded: $0, confidence: confidence) }
  }
}

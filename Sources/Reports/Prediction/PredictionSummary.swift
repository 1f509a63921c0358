import Learning
import Prediction
import Specification
import Statistics

/// `prediction.json`: what accuracy the chips will have, as a distribution, and what costs how much of it.
///
/// Accuracies and yields are fractions; `grenadyn schema --output predict` prints the JSON Schema.
package struct PredictionSummary: Codable, Sendable, Equatable {
  /// The spec's name, technology and data set.
  package var name, technology, dataSet: String
  /// Number of test samples.
  package var testSamples: Int
  /// What figures named accuracy are of; nil: of the accuracy.
  package var metric: Metric?
  /// Root of the mean squared miss of every target value, in its own unit, of the first prediction; nil: targets are classes.
  package var rmse: [ValueError]?
  /// Seed of the chips.
  package var seed: UInt64
  /// Confidence of intervals and verdicts.
  package var confidence: Double
  /// Accuracy of the trained network in software; nil if it is not trained in software.
  package var softwareAccuracy: Double?
  /// What a chip and the chips must hold.
  package var limits: Limits
  /// The accuracies of the first prediction.
  package var accuracy: AccuracyFigures
  /// Whether no limit is missed.
  package var passes: Bool
  /// One a mode.
  package var predictions: [Prediction]
  /// Curves against magnitudes; one a sweep and mode.
  package var sweeps: [SweepCurve]
  /// Curves over keys of the spec, one a sweep and mode; nil where none was asked for.
  package var keySweeps: [KeyCurve]?
  /// What costs how much; one a mode, when it was asked for.
  package var sensitivity: [SensitivityFigures]
  /// What the figures assume.
  package var assumptions: [String]

  /// The error of a target value over chips.
  package struct ValueError: Codable, Sendable, Equatable {
    /// The value.
    package var name: String
    /// In its own unit.
    package var rmse: ChipMean
  }

  /// How the chips are judged.
  package var usedMetric: Metric { metric ?? .accuracy }

  /// Limits of the spec; nil for none.
  package struct Limits: Codable, Sendable, Equatable {
    /// Least accuracy of a chip that passes, and least share of chips that pass.
    package var accuracy, yield: Double?
  }

  /// The prediction of a mode.
  package struct Prediction: Codable, Sendable, Equatable {
    /// `program` or `in-situ`.
    package var mode: PredictionMode
    /// The accuracies.
    package var accuracy: AccuracyFigures
    /// Whether the limits are held; nil without limits, and for a single chip.
    package var verdict: PredictionVerdict?
    /// How many chips what needs.
    package var needed: NeededChips?
    /// Mean figures of the chips; nil for what was not found out.
    package var chips: ChipFigures
    /// Accuracy while the chips learned.
    package var learning: [LearningPoint]
    /// What ways to take the wires into account cost, on the first chips; empty when wires are ideal.
    package var wires: [WireFigures]
    /// Every chip.
    package var records: [ChipRecord]
  }

  /// Accuracy of the chips after some updates.
  package struct LearningPoint: Codable, Sendable, Equatable {
    /// Number of updates.
    package var updates: Int
    /// The accuracies.
    package var accuracy: AccuracyFigures
  }

  /// What one mode does over the magnitudes of one imperfection.
  package struct SweepCurve: Codable, Sendable, Equatable {
    /// The imperfection.
    package var imperfection: ImperfectionName
    /// SI unit of the magnitudes; 1 for pure numbers.
    package var unit: String
    /// `program` or `in-situ`.
    package var mode: PredictionMode
    /// Its points, by magnitude.
    package var points: [Point]

    /// A point.
    package struct Point: Codable, Sendable, Equatable {
      /// Magnitude in the SI unit.
      package var magnitude: Double
      /// The accuracies.
      package var accuracy: AccuracyFigures
    }
  }
}

/// The distribution of the accuracies of chips, as fractions.
package struct AccuracyFigures: Codable, Sendable, Equatable {
  /// Number of chips.
  package var chips: Int
  /// Arithmetic mean, and Student's interval of it; nil for one chip.
  package var mean: Double
  package var meanLow, meanHigh: Double?
  /// Sample standard deviation; nil for one chip.
  package var standardDeviation: Double?
  /// Middle of the chips, the worst and the best.
  package var median, smallest, largest: Double
  /// Percentiles, linear between the chips; nil for fewer than 20 chips, which have none.
  package var p5, p95: Double?
  /// Share of the chips that reach the accuracy limit; nil without a limit.
  package var yield: Double?
  /// Its interval: Wilson's, or that of the sequential test that may have ended the run.
  package var yieldLow, yieldHigh: Double?

  /// The figures of some chips; nil for none.
  /// - Parameter test: what looked at the chips one by one, and may have ended the run.
  init?(
    _ accuracies: [Double], limit: Double?, confidence: Double, test: YieldTest? = nil,
    metric: Metric = .accuracy
  ) {
    guard let distribution = Distribution(accuracies) else { return nil }
    chips = accuracies.count
    let mean = distribution.mean
    let half = distribution.meanHalfWidth(confidence: confidence)
    self.mean = mean
    let range = metric.range
    (meanLow, meanHigh) = (
      half.map { max(range.lowerBound, mean - $0) }, half.map { min(range.upperBound, mean + $0) }
    )
    standardDeviation = distribution.standardDeviation
    median = distribution.median
    (p5, p95) = (distribution.resolvedQuantile(0.05), distribution.resolvedQuantile(0.95))
    (smallest, largest) = (distribution.values[0], distribution.values[chips - 1])
    guard let limit else { return }
    let passed = accuracies.count { $0 >= limit }
    self.yield = Double(passed) / Double(chips)
    if let test {
      (yieldLow, yieldHigh) = test.interval(passed: passed, of: chips)
    } else {
      let interval = YieldInterval(passed: passed, of: chips, confidence: confidence)
      (yieldLow, yieldHigh) = (interval.low, interval.high)
    }
  }

  /// The mean with its interval.
  var meanFigure: ChipMean { ChipMean(mean, low: meanLow, high: meanHigh) }

  /// Whether there are chips enough for percentiles.
  var hasPercentiles: Bool { p5 != nil && p95 != nil }

  /// All keys are there, with null for what is not known: scripts rely on them.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(chips, forKey: .chips)
    try container.encode(mean, forKey: .mean)
    try container.encode(meanLow, forKey: .meanLow)
    try container.encode(meanHigh, forKey: .meanHigh)
    try container.encode(standardDeviation, forKey: .standardDeviation)
    try container.encode(median, forKey: .median)
    try container.encode(p5, forKey: .p5)
    try container.encode(p95, forKey: .p95)
    try container.encode(smallest, forKey: .smallest)
    try container.encode(largest, forKey: .largest)
    try container.encode(self.yield, forKey: .yield)
    try container.encode(yieldLow, forKey: .yieldLow)
    try container.encode(yieldHigh, forKey: .yieldHigh)
  }
}

/// Whether the chips hold the limits of the spec.
package struct PredictionVerdict: Codable, Sendable, Equatable {
  /// Whether they do: what is certain, else what the chips at hand say.
  package var isMet: Bool
  /// Whether it is certain at the confidence.
  package var isCertain: Bool
  /// Number of chips after which it was certain; nil when it is not, or not tested one by one.
  package var certainAfter: Int?

  /// The verdict on a series.
  init?(_ result: SeriesResult, _ accuracy: AccuracyFigures, _ request: PredictionRequest) {
    guard let limit = request.accuracyLimit, request.onlyChip == nil else { return nil }
    guard let test = result.test, let yield = accuracy.yield else {
      // Without a demanded yield the chips must reach the accuracy on average.
      isMet = accuracy.mean >= limit
      isCertain =
        (accuracy.meanLow ?? -.infinity) >= limit || (accuracy.meanHigh ?? .infinity) < limit
      return
    }
    isMet = result.verdict.map { $0.0 == .met } ?? (yield >= test.demanded)
    isCertain = result.verdict != nil
    certainAfter = result.verdict?.chips
  }
}

/// How many chips it takes to know the yield, if it is what the chips at hand say.
package struct NeededChips: Codable, Sendable, Equatable {
  /// For an interval of some width.
  package struct Width: Codable, Sendable, Equatable {
    /// Half of the width of Wilson's interval.
    package var halfWidth: Double
    /// Number of chips.
    package var chips: Int
  }
  /// For intervals.
  package var intervals: [Width]
  /// For a verdict; nil without a limit of the yield, or when the yield is too close to it.
  package var verdict: Int?

  private static let halfWidths = [0.05, 0.02, 0.01]

  init?(_ result: SeriesResult, _ accuracy: AccuracyFigures, confidence: Double) {
    guard let yield = accuracy.yield, accuracy.chips > 1 else { return nil }
    intervals = Self.halfWidths.map {
      Width(
        halfWidth: $0, chips: YieldInterval.chips(halfWidth: $0, yield: yield, confidence: confidence))
    }
    verdict = result.test?.chips(yield: yield)
  }
}

/// What the chips went through, besides their accuracy.
package struct ChipFigures: Codable, Sendable, Equatable {
  /// Means over the chips; nil for what was not found out.
  package var programmedAccuracy, pulsesPerDevice, flips, stuckDevices, writeFailures: ChipMean?
  /// The largest of all chips, share of a cell's voltage.
  package var largestWireLoss: Double?

  init(_ records: [ChipRecord], confidence: Double) {
    func mean(_ value: (ChipRecord) -> Double?) -> ChipMean? {
      ChipMean(records.compactMap(value), confidence: confidence)
    }
    programmedAccuracy = mean(\.programmedAccuracy)
    pulsesPerDevice = mean(\.pulsesPerDevice)
    flips = mean { $0.flips.map(Double.init) }
    stuckDevices = mean { $0.stuckDevices.map(Double.init) }
    writeFailures = mean { $0.writeFailures.map(Double.init) }
    largestWireLoss = records.compactMap(\.largestWireLoss).max()
  }
}

import Diagnostics
import Foundation
import Simulation

/// `training.json`: what was trained, on what, and every epoch's figures.
package struct TrainingSummary: Codable, Sendable, Equatable {
  /// Name of the data set.
  package var dataSet: String
  /// Number of samples.
  package var trainSamples, testSamples: Int
  /// Number of samples kept from training to choose settings by; nil if there are none.
  package var validationSamples: Int?
  /// Share of the test samples classified right by the final conductances, as a fraction.
  package var testAccuracy: Double
  /// Share of the test samples that always naming the most frequent class, and a linear read-out of the inputs, would
  /// classify rightly; nil: not known.
  package var majorityAccuracy, linearAccuracy: Double?
  /// The learning rates that relative ones came to, SI units; nil: the spec has them.
  package var learningRates: [Double]?
  /// What was warned of; nil: nothing.
  package var findings: [Finding]?
  /// Phases of the last epoch that ended above the tolerance.
  package var unconvergedPhases: Int
  /// Unit of the losses; nil for numbers without one.
  package var lossUnit: String?
  /// Every epoch.
  package var epochs: [EpochRecord]
  /// The same network trained with the exact gradient, when that was asked for.
  package var baseline: BaselineSummary?

  /// The summary of a training run.
  package init(data: Dataset, history: [EpochRecord], testAccuracy: Double, lossUnit: String? = nil) {
    dataSet = data.name
    self.lossUnit = lossUnit
    (trainSamples, testSamples) = (data.train.count, data.test.count)
    validationSamples = data.validation?.count
    self.testAccuracy = testAccuracy
    unconvergedPhases = history.last?.unconverged ?? 0
    epochs = history
  }

  /// A warning, without its place.
  package struct Finding: Codable, Sendable, Equatable {
    /// How bad it is.
    package var severity: Severity
    /// As of the diagnostic.
    package var code, message: String
    package var suggestion: String?
  }

  /// Adds what accuracies are to be compared with.
  mutating func add(_ check: TrainingCheck) {
    (majorityAccuracy, linearAccuracy) = (check.majorityAccuracy, check.linearAccuracy)
  }

  /// Adds what was warned of.
  mutating func add(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    findings = diagnostics.map {
      Finding(severity: $0.severity, code: $0.code, message: $0.message, suggestion: $0.suggestion)
    }
  }

  /// Whether a sign of a failed training counts as an error.
  package var hasFailed: Bool { findings?.contains { $0.severity == .error } ?? false }

  /// Unit of the learning rates of conductances.
  private var rateUnit: String { lossUnit == nil ? "" : " S²/V²" }

  /// The epochs as comma-separated values, with a header.
  package var csv: String { Self.csv(epochs) }

  static func csv(_ epochs: [EpochRecord]) -> String {
    let isValidated = epochs.contains { $0.validationError != nil }
    let hasLevels = epochs.contains { $0.writes != nil }
    return "epoch,loss,train_error,test_error\(isValidated ? ",validation_error" : "")"
      + (hasLevels ? ",change_rate,most_changes" : "") + "\n"
      + epochs.enumerated().map { index, record in
        "\(record.epoch),\(record.loss),\(record.trainError),\(record.testError)"
          + (record.validationError.map { ",\($0)" } ?? "")
          + (record.writes.map {
            ",\($0.rate(since: index > 0 ? epochs[index - 1].writes : nil)),\($0.largest)"
          } ?? "")
          + "\n"
      }.joined()
  }

  /// Writes the learning curve as JSON, CSV and SVG.
  /// - Parameter name: the spec's name.
  func write(to folder: OutputFolder, name: String) throws {
    try folder.write(JSONText.of(self), to: "training.json")
    try folder.write(csv, to: "training.csv")
    if let baseline { try folder.write(baseline.csv, to: "baseline.csv") }
    try folder.write(LearningCurveSVG(self, name: name).text, to: "training.svg")
  }

  /// Lines for the terminal.
  package var text: String {
    var lines = [
      "training      \(dataSet): \(trainSamples.grouped) training and \(testSamples.grouped) test samples, \(epochs.count.grouped) epochs",
      "accuracy      \(Figure.percent(testAccuracy)) of the test samples",
    ]
    if let linearAccuracy, let majorityAccuracy {
      lines.append(
        "beside that   \(Figure.percent(linearAccuracy)) by a linear read-out of the inputs, "
          + "\(Figure.percent(majorityAccuracy)) by always naming the most frequent class")
    }
    if let learningRates {
      lines.append(
        "rates         \(learningRates.map { Figure.number($0) }.joined(separator: ", "))\(rateUnit)")
    }
    if let baseline {
      lines.append(
        "test error    \(Figure.percent(1 - testAccuracy)) by \(baseline.comparedRule), "
          + "\(Figure.percent(1 - baseline.testAccuracy)) by \(baseline.rule)")
    }
    if let validationSamples, let error = epochs.last?.validationError {
      lines.append(
        "validation    \(Figure.percent(1 - error)) of \(validationSamples.grouped) samples kept from training"
      )
    }
    if let writes = epochs.last?.writes { lines.append("writes        \(writes.text)") }
    if unconvergedPhases > 0 {
      lines.append(
        "warning       \(unconvergedPhases.grouped) phases of the last epoch did not reach the tolerance")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension EpochRecord {
  /// The errors after the epoch, for a progress display.
  package var errorsText: String {
    (validationError.map { "validation error \(Figure.percent($0)), " } ?? "")
      + "test error \(Figure.percent(testError))"
  }
}

extension WriteCount {
  /// Changes of a synapse in an update after an earlier count.
  func rate(since earlier: WriteCount?) -> Double {
    let (changes, updates) = (changes - (earlier?.changes ?? 0), updates - (earlier?.updates ?? 0))
    return Double(changes) / (Double(max(1, synapses)) * Double(max(1, updates)))
  }

  /// How often synapses and their devices were written.
  var text: String {
    let devices =
      devicesPerChange == 1
      ? "a change writes one device"
      : "a flip writes both devices of its 2T2R pair, \(deviceWrites) device writes in all"
    return String(
      format: "%.3g changes a synapse in %d updates (%.3g an update), at most %d of one synapse; %@",
      perSynapse,
      updates, rate, largest, devices)
  }
}

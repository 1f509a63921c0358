import Datasets
import Diagnostics
import Foundation
import Learning

/// `training.json`: what was trained, on what, and every epoch's figures.
package struct TrainingSummary: Codable, Sendable, Equatable {
  /// Name of the data set.
  package var dataSet: String
  /// Number of samples.
  package var trainSamples, testSamples: Int
  /// Number of samples kept from training to choose settings by; nil if there are none.
  package var validationSamples: Int?
  /// What figures named accuracy are of; nil: of the accuracy. Errors are 1 less them.
  package var metric: Metric?
  /// Share of the test samples classified right by the final conductances, as a fraction; or R².
  package var testAccuracy: Double
  /// How values are answered; nil: targets are classes.
  package var regression: RegressionSummary?
  /// Share of the test samples that always naming the most frequent class, and a linear read-out of the inputs, would
  /// classify rightly (of values, their R² when always answered by their mean, and by the read-out); nil: not known.
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
  mutating func add(_ check: TrainingCheck, _ data: Dataset) {
    (majorityAccuracy, linearAccuracy) = (check.majorityAccuracy, check.linearAccuracy)
    if let fit = check.linearFit { regression?.add(linear: fit, data) }
  }

  /// Adds how the test samples are answered.
  mutating func add(_ evaluation: Evaluation, _ data: Dataset) {
    metric = evaluation.metric == .accuracy ? nil : evaluation.metric
    regression = RegressionSummary(data, evaluation)
  }

  /// How the test samples are judged.
  package var usedMetric: Metric { metric ?? .accuracy }

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
    let isOfValues = epochs.contains { $0.metric == .rSquared }
    let figure = isOfValues ? "r_squared" : "error"
    let header =
      ["epoch", "loss", "train_\(figure)", "test_\(figure)"] + (isValidated ? ["validation_\(figure)"] : [])
      + (hasLevels ? ["change_rate", "most_changes"] : [])
    func row(_ index: Int, _ record: EpochRecord) -> [String] {
      let errors = [record.trainError, record.testError] + (record.validationError.map { [$0] } ?? [])
      let figures = [record.loss] + errors.map { isOfValues ? 1 - $0 : $0 }
      let earlier = index > 0 ? epochs[index - 1].writes : nil
      let writes = record.writes.map { ["\($0.rate(since: earlier))", "\($0.largest)"] }
      return ["\(record.epoch)"] + figures.map { "\($0)" } + (writes ?? [])
    }
    let rows = epochs.enumerated().map { row($0, $1) }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// Writes the learning curve as JSON, CSV and SVG.
  /// - Parameter name: the spec's name.
  func write(to folder: OutputFolder, name: String) throws {
    try folder.write(JSONText.of(self), to: "training.json")
    try folder.write(csv, to: "training.csv")
    if let baseline { try folder.write(baseline.csv, to: "baseline.csv") }
    try folder.write(LearningCurveSVG(self, name: name).text, to: "training.svg")
    for (index, column) in (regression?.columns ?? []).enumerated() {
      try folder.write(AnswerSVG(column, name: name).text, to: "answers_\(index + 1).svg")
    }
  }

  /// Lines for the terminal.
  package var text: String {
    let metric = usedMetric
    var lines = [
      "training      \(dataSet): \(trainSamples.grouped) training and \(testSamples.grouped) test samples, \(epochs.count.grouped) epochs",
      metric.name.padding(14) + "\(metric.text(testAccuracy)) of the test samples",
    ]
    lines += regression?.lines ?? []
    if let linearAccuracy, let majorityAccuracy, metric == .accuracy {
      lines.append(
        "beside that   \(Figure.percent(linearAccuracy)) by a linear read-out of the inputs, "
          + "\(Figure.percent(majorityAccuracy)) by always naming the most frequent class")
    }
    if let learningRates {
      lines.append(
        "rates         \(learningRates.map { Figure.number($0) }.joined(separator: ", "))\(rateUnit)")
    }
    if let baseline {
      func figure(_ score: Double) -> String { metric.text(metric == .accuracy ? 1 - score : score) }
      lines.append(
        (metric == .accuracy ? "test error" : "test \(metric.name)").padding(14)
          + "\(figure(testAccuracy)) by \(baseline.comparedRule), "
          + "\(figure(baseline.testAccuracy)) by \(baseline.rule)")
    }
    if let validationSamples, let error = epochs.last?.validationError {
      lines.append(
        "validation    \(metric.text(1 - error)) of \(validationSamples.grouped) samples kept from training"
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
  /// The errors after the epoch, or R², for a progress display.
  package var errorsText: String {
    let metric = metric ?? .accuracy
    return (validationError.map { metric.text(error: $0, of: "validation") + ", " } ?? "")
      + metric.text(error: testError, of: "test")
  }

  /// The errors met in the epoch and after it, or R², for a progress display.
  package var trainingText: String {
    let metric = metric ?? .accuracy
    return "\(metric.text(error: trainError, of: "training"))  \(metric.text(error: testError, of: "test"))"
  }
}

extension EpochProgress {
  /// The error so far, or R², for a progress display.
  package var errorText: String {
    unexplained == nil
      ? "error \(Figure.percent(error))" : "\(Metric.rSquared.name) \(Metric.rSquared.text(1 - error))"
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

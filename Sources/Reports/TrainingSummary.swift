import Simulation

/// `training.json`: what was trained, on what, and every epoch's figures.
public struct TrainingSummary: Codable, Sendable, Equatable {
  /// Name of the data set.
  public var dataSet: String
  /// Number of samples.
  public var trainSamples, testSamples: Int
  /// Number of samples kept from training to choose settings by; nil if there are none.
  public var validationSamples: Int?
  /// Share of the test samples classified right by the final conductances, as a fraction.
  public var testAccuracy: Double
  /// Phases of the last epoch that ended above the tolerance.
  public var unconvergedPhases: Int
  /// Every epoch.
  public var epochs: [EpochRecord]

  /// The summary of a training run.
  public init(data: Dataset, history: [EpochRecord], testAccuracy: Double) {
    dataSet = data.name
    (trainSamples, testSamples) = (data.train.count, data.test.count)
    validationSamples = data.validation?.count
    self.testAccuracy = testAccuracy
    unconvergedPhases = history.last?.unconverged ?? 0
    epochs = history
  }

  /// The epochs as comma-separated values, with a header.
  public var csv: String {
    "epoch,loss,train_error,test_error\(validationSamples == nil ? "" : ",validation_error")\n"
      + epochs.map { record in
        "\(record.epoch),\(record.loss),\(record.trainError),\(record.testError)"
          + (record.validationError.map { ",\($0)" } ?? "") + "\n"
      }.joined()
  }

  /// Lines for the terminal.
  public var text: String {
    var lines = [
      "training      \(dataSet): \(trainSamples) training and \(testSamples) test samples, \(epochs.count) epochs",
      "accuracy      \(Figure.percent(testAccuracy)) of the test samples",
    ]
    if let validationSamples, let error = epochs.last?.validationError {
      lines.append(
        "validation    \(Figure.percent(1 - error)) of \(validationSamples) samples kept from training")
    }
    if unconvergedPhases > 0 {
      lines.append("warning       \(unconvergedPhases) phases of the last epoch did not reach the tolerance")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension EpochRecord {
  /// The errors after the epoch, for a progress display.
  public var errorsText: String {
    (validationError.map { "validation error \(Figure.percent($0)), " } ?? "")
      + "test error \(Figure.percent(testError))"
  }
}

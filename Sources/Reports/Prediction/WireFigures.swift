import Specification

/// What a way to take the wires into account costs in accuracy and in time, found on the same few chips.
package struct WireFigures: Codable, Sendable, Equatable {
  /// The way.
  package var parasitics: ParasiticsModel
  /// Number of chips, the first ones of the prediction.
  package var chips: Int
  /// Their mean accuracy.
  package var accuracy: ChipMean
  /// How much more accurate they seem than with solved wires: the mean over the chips, each compared with itself.
  package var error: ChipMean
  /// The largest deviation of a chip.
  package var largestError: Double
  /// Processor time of a chip in seconds; nil where all were known from an interrupted run, and in files.
  package var secondsPerChip: Double?

  /// Chips that are compared at most: three left an error of 0.1 points an interval of half a point.
  static let chips = 8

  /// The figures of the ways that were run, solved wires among them; nothing for none.
  static func all(
    _ ways: [ParasiticsModel], confidence: Double, _ result: (ParasiticsModel) throws -> SeriesResult
  ) rethrows -> [WireFigures] {
    let results = try ways.map { (way: $0, result: try result($0)) }
    guard let solved = results.first(where: { $0.way == .solved })?.result.records else { return [] }
    return results.compactMap { way, result in
      let errors = zip(result.records, solved).map { $0.accuracy - $1.accuracy }
      guard let accuracy = ChipMean(result.records.map(\.accuracy), confidence: confidence),
        let error = ChipMean(errors, confidence: confidence)
      else { return nil }
      return WireFigures(
        parasitics: way, chips: errors.count, accuracy: accuracy, error: error,
        largestError: errors.reduce(0) { max($0, abs($1)) }, secondsPerChip: result.seconds)
    }
  }
}

extension PredictionSummary {
  /// Without what differs from run to run: as it is written to files.
  var withoutTimes: PredictionSummary {
    var summary = self
    for k in summary.predictions.indices {
      for i in summary.predictions[k].wires.indices { summary.predictions[k].wires[i].secondsPerChip = nil }
    }
    return summary
  }
}

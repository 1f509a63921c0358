import Prediction
import Specification
import Statistics

extension PredictionSummary {
  /// Sums up all series of a prediction.
  /// - Throws: an error of the program when a series is not there.
  init(
    request: PredictionRequest, trials: any PredictionTrials, curves: [KeyCurveTrials] = [],
    results: [PredictionSeries.Part: SeriesResult]
  ) throws {
    let facts = trials.facts
    (name, technology, dataSet) = (facts.name, facts.technology, facts.dataSet)
    (testSamples, seed, confidence) = (facts.testSamples, facts.seed, request.confidence)
    (softwareAccuracy, assumptions) = (facts.softwareAccuracy, facts.assumptions)
    metric = facts.metric == .accuracy ? nil : facts.metric
    limits = Limits(accuracy: request.accuracyLimit, yield: request.yieldLimit)
    func figures(_ accuracies: [Double], _ test: YieldTest?) throws -> AccuracyFigures {
      guard
        let figures = AccuracyFigures(
          accuracies, limit: request.accuracyLimit, confidence: request.confidence, test: test,
          metric: facts.metric)
      else { throw NoChips() }
      return figures
    }
    func series(_ part: PredictionSeries.Part) throws -> SeriesResult {
      guard let result = results[part] else { throw NoChips() }
      return result
    }
    predictions = try request.modes.map { mode in
      let result = try series(.prediction(mode))
      let accuracy = try figures(result.records.map(\.accuracy), result.test)
      return Prediction(
        mode: mode, accuracy: accuracy, verdict: PredictionVerdict(result, accuracy, request),
        needed: NeededChips(result, accuracy, confidence: request.confidence),
        chips: ChipFigures(result.records, confidence: request.confidence),
        learning: try Self.learning(result.records).map {
          LearningPoint(updates: $0, accuracy: try figures($1, result.test))
        },
        wires: try WireFigures.all(trials.wireModels(mode), confidence: request.confidence) {
          try series(.wires(mode, $0))
        },
        records: result.records)
    }
    guard let first = predictions.first else { throw NoChips() }
    accuracy = first.accuracy
    if facts.metric == .rSquared {
      rmse = facts.targets.enumerated().compactMap { index, name in
        ChipMean(
          first.records.compactMap { $0.rmse.flatMap { $0.indices.contains(index) ? $0[index] : nil } },
          confidence: request.confidence
        ).map { ValueError(name: name, rmse: $0) }
      }
    }
    passes = predictions.allSatisfy { $0.verdict?.isMet ?? true }
    let sweeps = request.onlyChip == nil ? request.sweeps : []
    self.sweeps = try sweeps.flatMap { sweep in
      try request.modes.map { mode in
        SweepCurve(
          imperfection: sweep.name, unit: sweep.name.unit, mode: mode,
          points: try sweep.magnitudes.map { magnitude in
            let result = try series(.point(mode, sweep.name, magnitude))
            return SweepCurve.Point(
              magnitude: magnitude, accuracy: try figures(result.records.map(\.accuracy), result.test))
          })
      }
    }
    let keySweeps = try curves.flatMap { curve in
      try request.modes.map { mode in
        try KeyCurve(curve, mode) {
          let result = try series(.key(mode, curve.key, $0))
          return try figures(result.records.map(\.accuracy), nil)
        }
      }
    }
    self.keySweeps = keySweeps.isEmpty ? nil : keySweeps
    sensitivity = request.modes.compactMap { mode in
      SensitivityFigures(mode, trials, confidence: request.confidence) { results[$0]?.records }
    }
  }

  /// Accuracies by number of updates, where all chips have one.
  private static func learning(_ records: [ChipRecord]) -> [(Int, [Double])] {
    var accuracies: [Int: [Double]] = [:]
    for point in records.flatMap({ $0.curve ?? [] }) {
      accuracies[point.updates, default: []].append(point.accuracy)
    }
    return accuracies.filter { $0.value.count == records.count }.sorted { $0.key < $1.key }
  }

  /// A series without a chip, which no request has.
  private struct NoChips: Error {}
}

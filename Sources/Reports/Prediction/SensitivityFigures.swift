import Prediction
import Specification
import Statistics

/// What every imperfection and every source of randomness of a mode costs.
package struct SensitivityFigures: Codable, Sendable, Equatable {
  /// `program` or `in-situ`.
  package var mode: PredictionMode
  /// Mean accuracy with all imperfections, and with none.
  package var meanOfAll, meanOfNone: ChipMean
  /// One at a time, the costliest first.
  package var imperfections: [Imperfection]
  /// First-order and total Sobol indices of the accuracy, the largest first; empty when all chips are the same.
  package var sources: [Source]

  /// One imperfection.
  package struct Imperfection: Codable, Sendable, Equatable {
    /// The imperfection.
    package var name: ImperfectionName
    /// Its magnitude in the SI unit.
    package var magnitude: Double
    /// The SI unit; 1 for pure numbers.
    package var unit: String
    /// Accuracy that it costs when it is the only one: the mean over chips, each compared with itself.
    package var lossAlone: ChipMean
    /// Accuracy that is won when only it is removed, in the same way.
    package var gainWithout: ChipMean
  }

  /// One source of randomness.
  package struct Source: Codable, Sendable, Equatable {
    /// The source.
    package var name: RandomSource
    /// Share of the variance from chip to chip that it explains alone, and with all others.
    package var first, total: SobolIndices.Index
  }

  /// The figures from the series of a mode; nil when they were not run.
  init?(
    _ mode: PredictionMode, _ trials: any PredictionTrials, confidence: Double,
    _ records: (PredictionSeries.Part) -> [ChipRecord]?
  ) {
    func mean(_ records: [ChipRecord]) -> ChipMean? {
      ChipMean(records.map(\.accuracy), confidence: confidence)
    }
    func difference(_ a: [ChipRecord], minus b: [ChipRecord]) -> ChipMean? {
      ChipMean(zip(a, b).map { $0.accuracy - $1.accuracy }, confidence: confidence)
    }
    guard let all = records(.sampleA(mode)), let none = records(.ideal(mode)), let meanOfAll = mean(all),
      let meanOfNone = mean(none)
    else { return nil }
    (self.mode, self.meanOfAll, self.meanOfNone) = (mode, meanOfAll, meanOfNone)
    let magnitudes = trials.magnitudes(mode)
    imperfections = PredictionSeries.studied(mode, trials).compactMap { name in
      guard let alone = records(.alone(mode, name)), let without = records(.without(mode, name)),
        let lossAlone = difference(none, minus: alone), let gainWithout = difference(without, minus: all)
      else { return nil }
      return Imperfection(
        name: name, magnitude: magnitudes[name] ?? 0, unit: name.unit,
        lossAlone: lossAlone, gainWithout: gainWithout)
    }
    .sorted { ($1.lossAlone.value, $0.name.rawValue) < ($0.lossAlone.value, $1.name.rawValue) }
    let sources = trials.sources(mode)
    let exchanged = sources.compactMap { records(.exchanged(mode, $0))?.map(\.accuracy) }
    let indices = records(.sampleB(mode)).flatMap { b in
      SobolIndices(
        a: all.map(\.accuracy), b: b.map(\.accuracy), exchanged: exchanged, confidence: confidence)
    }
    self.sources =
      indices.map { indices in
        sources.indices.map {
          Source(name: sources[$0], first: indices.first[$0], total: indices.total[$0])
        }
        .sorted { ($1.first.value, $0.name.rawValue) < ($0.first.value, $1.name.rawValue) }
      } ?? []
  }
}

import Prediction
import Specification
import Statistics

/// Chips that are run in one go, since they belong to one figure.
struct PredictionSeries: Sendable {
  /// What it is for.
  enum Part: Sendable, Hashable {
    /// The prediction of a mode.
    case prediction(PredictionMode)
    /// The first chips with wires taken into account in a way.
    case wires(PredictionMode, ParasiticsModel)
    /// A point of a sweep.
    case point(PredictionMode, ImperfectionName, Double)
    /// A value of a key of the spec.
    case key(PredictionMode, String, String)
    /// Sample A and sample B of the sources' indices; A is also what is compared with by ``without``.
    case sampleA(PredictionMode)
    case sampleB(PredictionMode)
    /// Sample A with one source from B.
    case exchanged(PredictionMode, RandomSource)
    /// No imperfection at all.
    case ideal(PredictionMode)
    /// One imperfection alone, and all others.
    case alone(PredictionMode, ImperfectionName)
    case without(PredictionMode, ImperfectionName)
  }
  let part: Part
  let label: String
  let trial: any ChipTrial
  /// The trial's.
  let fingerprint: String
  let draws: [ChipDraw]
  /// Ends the series early.
  let test: YieldTest?

  init(part: Part, label: String, trial: any ChipTrial, draws: [ChipDraw], test: YieldTest? = nil) {
    (self.part, self.label, self.trial, self.draws, self.test) = (part, label, trial, draws, test)
    fingerprint = trial.fingerprint
  }

  /// What a store of these chips is of: the predictions' own trials, whatever else is asked for beside them.
  static func key(of series: [PredictionSeries]) -> String {
    series.compactMap { one in
      if case .prediction = one.part { one.fingerprint } else { nil }
    }.joined(separator: " ")
  }

  /// Everything that is to be run, in order.
  static func all(
    of request: PredictionRequest, _ trials: any PredictionTrials, _ curves: [KeyCurveTrials] = []
  ) throws -> [PredictionSeries] {
    let chips = (0..<UInt32(request.chips)).map { ChipDraw(chip: $0) }
    var series: [PredictionSeries] = []
    for mode in request.modes {
      series.append(
        PredictionSeries(
          part: .prediction(mode), label: mode.rawValue, trial: try trials.trial(mode, replacing: [:]),
          draws: request.onlyChip.map { [ChipDraw(chip: $0)] } ?? chips, test: request.yieldTest))
    }
    for mode in request.modes {
      let draws = Array((request.onlyChip.map { [ChipDraw(chip: $0)] } ?? chips).prefix(WireFigures.chips))
      for model in trials.wireModels(mode) {
        series.append(
          PredictionSeries(
            part: .wires(mode, model), label: "\(mode.rawValue), wires \(model.rawValue)",
            trial: try trials.trial(mode, replacing: [:], wires: model), draws: draws))
      }
    }
    guard request.onlyChip == nil else { return series }
    for sweep in request.sweeps {
      for magnitude in sweep.magnitudes {
        for mode in request.modes {
          series.append(
            PredictionSeries(
              part: .point(mode, sweep.name, magnitude),
              label: "\(mode.rawValue), \(sweep.name.rawValue) \(sweep.name.shortText(magnitude))",
              trial: try trials.trial(mode, replacing: [sweep.name: magnitude]), draws: chips))
        }
      }
    }
    for curve in curves {
      for point in curve.points {
        for mode in request.modes {
          series.append(
            PredictionSeries(
              part: .key(mode, curve.key, point.value),
              label: "\(mode.rawValue), \(curve.key) \(point.value)",
              trial: try point.trials.trial(mode, replacing: [:]), draws: chips))
        }
      }
    }
    guard request.isSensitivityWanted else { return series }
    for mode in request.modes {
      series += try sensitivity(mode, trials, chips)
    }
    return series
  }

  private static func sensitivity(
    _ mode: PredictionMode, _ trials: any PredictionTrials, _ chips: [ChipDraw]
  ) throws -> [PredictionSeries] {
    let all = try trials.trial(mode, replacing: [:])
    let names = studied(mode, trials)
    let off = Dictionary(uniqueKeysWithValues: names.map { ($0, 0.0) })
    var series = [
      PredictionSeries(
        part: .sampleA(mode), label: "\(mode.rawValue), all imperfections", trial: all, draws: chips),
      PredictionSeries(
        part: .ideal(mode), label: "\(mode.rawValue), no imperfection",
        trial: try trials.trial(mode, replacing: off), draws: chips),
    ]
    for name in names {
      var others = off
      others[name] = nil
      series.append(
        PredictionSeries(
          part: .alone(mode, name), label: "\(mode.rawValue), only \(name.rawValue)",
          trial: try trials.trial(mode, replacing: others), draws: chips))
      series.append(
        PredictionSeries(
          part: .without(mode, name), label: "\(mode.rawValue), all but \(name.rawValue)",
          trial: try trials.trial(mode, replacing: [name: 0]), draws: chips))
    }
    let sources = trials.sources(mode)
    let sobol = SobolDraws(count: chips.count, sources: sources)
    series.append(
      PredictionSeries(
        part: .sampleB(mode), label: "\(mode.rawValue), second sample", trial: all, draws: sobol.b))
    for (source, draws) in zip(sources, sobol.exchanged) {
      series.append(
        PredictionSeries(
          part: .exchanged(mode, source), label: "\(mode.rawValue), \(source.rawValue) exchanged", trial: all,
          draws: draws))
    }
    return series
  }

  /// The imperfections that can be switched off, in the order of their registry: temperature is none without an age.
  static func studied(_ mode: PredictionMode, _ trials: any PredictionTrials) -> [ImperfectionName] {
    let magnitudes = trials.magnitudes(mode)
    return ImperfectionName.allCases.filter { $0 != .temperature && (magnitudes[$0] ?? 0) != 0 }
  }
}

/// What has come out of a series.
struct SeriesResult: Sendable {
  /// The test of its yield, and what is certain, from how many chips on.
  let test: YieldTest?
  private(set) var verdict: (YieldTest.Verdict, chips: Int)?
  /// Records in the order of the draws.
  private(set) var records: [ChipRecord] = []
  /// Mean processor seconds of the trial's chips that were run now; nil for none.
  var seconds: Double?
  private let accuracyLimit: Double?
  private(set) var passed = 0

  init(test: YieldTest?, accuracyLimit: Double?) { (self.test, self.accuracyLimit) = (test, accuracyLimit) }

  /// Takes a chip into account.
  /// - Returns: whether more are needed.
  mutating func take(_ record: ChipRecord) -> Bool {
    records.append(record)
    if let accuracyLimit, record.accuracy >= accuracyLimit { passed += 1 }
    if verdict == nil {
      verdict = test?.verdict(passed: passed, of: records.count).map { ($0, records.count) }
    }
    return verdict == nil
  }
}

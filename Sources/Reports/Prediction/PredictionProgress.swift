import Prediction

/// How far the series of a prediction are.
struct PredictionProgress {
  private let series: [PredictionSeries]
  private let runsAllChips: Bool
  /// What has come out of each series.
  private(set) var results: [SeriesResult]
  private var sums: [Double]
  private var endedSeries = 0
  let allChips: Int
  /// Chips of all series that are taken, or not needed any more.
  private(set) var allDone = 0
  /// Chips that this run has made.
  var computed = 0

  init(_ series: [PredictionSeries], _ request: PredictionRequest) {
    (self.series, runsAllChips) = (series, request.runsAllChips)
    results = series.map { SeriesResult(test: $0.test, accuracyLimit: request.accuracyLimit) }
    sums = [Double](repeating: 0, count: series.count)
    allChips = series.reduce(0) { $0 + $1.draws.count }
  }

  /// Takes a chip of a series into account.
  /// - Returns: whether the series needs more.
  mutating func take(_ record: ChipRecord, of index: Int) -> Bool {
    sums[index] += record.accuracy
    allDone += 1
    let goesOn = results[index].take(record) || runsAllChips
    if !goesOn { allDone += series[index].draws.count - results[index].records.count }
    return goesOn
  }

  /// A series has ended.
  mutating func end() { endedSeries += 1 }

  /// Where the run stands after a chip of a series, or at its end.
  func moment(_ index: Int, isEnd: Bool = false) -> PredictionRun.Moment {
    let done = results[index].records.count
    return PredictionRun.Moment(
      label: series[index].label, series: endedSeries + (isEnd ? 0 : 1), seriesCount: series.count,
      done: done,
      chips: series[index].draws.count, mean: sums[index] / Double(max(1, done)),
      metric: results[index].records.first?.metric ?? .accuracy, allDone: allDone,
      allChips: allChips, computed: computed)
  }
}

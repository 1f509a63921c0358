import Simulation

/// Draws which share of the chips reaches an accuracy, over the accuracy: the yield for every limit one may set.
struct YieldCurveSVG {
  private let name: String
  private let series: [(name: String, accuracies: [Double])]
  private let limits: PredictionSummary.Limits

  /// The curves of some predictions.
  init(_ summary: PredictionSummary) {
    name = summary.name
    series = summary.predictions.map { ($0.mode.rawValue, $0.records.map { 100 * $0.accuracy }.sorted()) }
    limits = summary.limits
  }

  /// SVG text.
  var text: String {
    let accuracies = series.flatMap(\.accuracies) + (limits.accuracy.map { [100 * $0] } ?? [])
    let frame = ChartFrame(x: accuracies, y: [0, 100])
    var lines = frame.elements(x: "accuracy that a chip must have, in %", y: "yield in %")
    for (index, one) in series.enumerated() {
      let count = one.accuracies.count
      // All chips reach what the worst one has; after each, one chip less.
      var points = [(x: frame.x.place(accuracies.min() ?? 0), y: frame.y.place(100))]
      for (chip, accuracy) in one.accuracies.enumerated() {
        guard chip + 1 == count || one.accuracies[chip + 1] != accuracy else { continue }
        let x = frame.x.place(accuracy)
        points.append((x, points[points.count - 1].y))
        points.append((x, frame.y.place(100 * Double(count - chip - 1) / Double(count))))
      }
      points.append((frame.x.place(accuracies.max() ?? 100), frame.y.place(0)))
      lines.append("<path class=\"\(ChartPaper.style(index))\" d=\"\(ChartPaper.path(points))\"/>")
    }
    if let accuracy = limits.accuracy { lines += frame.limit(x: 100 * accuracy) }
    if let yield = limits.yield { lines += frame.limit(y: 100 * yield) }
    lines += frame.legend(series.map(\.name))
    return ChartPaper(title: "Yield of \(name) by accuracy limit", description: description).text(lines)
  }

  private var description: String {
    series.compactMap { series in
      Distribution(series.accuracies).map {
        "\(series.name): 95 % of the chips reach \(ChartPaper.number($0.quantile(0.05))) %, half of them "
          + "\(ChartPaper.number($0.median)) %, 5 % of them \(ChartPaper.number($0.quantile(0.95))) %."
      }
    }.joined(separator: " ")
  }
}

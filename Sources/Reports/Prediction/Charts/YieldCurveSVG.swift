import Statistics

/// Draws which share of the chips reaches an accuracy, over the accuracy: the yield for every limit one may set.
struct YieldCurveSVG: Plot {
  private let name, metric: String
  private let series: [(name: String, accuracies: [Double])]
  private let limits: PredictionSummary.Limits

  /// The curves of some predictions.
  init(_ summary: PredictionSummary) {
    (name, metric) = (summary.name, summary.usedMetric.name)
    series = summary.predictions.map { ($0.mode.rawValue, $0.records.map { 100 * $0.accuracy }.sorted()) }
    limits = summary.limits
  }

  /// The drawing.
  var drawing: Drawing {
    let accuracies = series.flatMap(\.accuracies) + (limits.accuracy.map { [100 * $0] } ?? [])
    let frame = ChartFrame(x: accuracies, y: [0, 100])
    var lines = frame.elements(x: "\(metric) that a chip must have, in %", y: "yield in %")
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
      lines.append("<path class=\"\(Drawing.style(index))\" d=\"\(Drawing.path(points))\"/>")
    }
    if let accuracy = limits.accuracy { lines += frame.limit(x: 100 * accuracy) }
    if let yield = limits.yield { lines += frame.limit(y: 100 * yield) }
    lines += frame.legend(series.map(\.name))
    return Drawing(title: "Yield of \(name) by \(metric) limit", description: description, lines)
  }

  var table: DataTable {
    let shares = [0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05]
    return DataTable(
      [.number("share of the chips in %")] + series.map { .number("\(metric) they reach in %, \($0.name)") },
      shares.map { share in
        [Drawing.number(100 * share)]
          + series.map { series in
            Distribution(series.accuracies)?.resolvedQuantile(1 - share).map(Drawing.number) ?? ""
          }
      })
  }

  private var description: String {
    series.compactMap { series in
      Distribution(series.accuracies).map {
        let half = "half of them \(Drawing.number($0.median)) %"
        guard let most = $0.resolvedQuantile(0.05), let few = $0.resolvedQuantile(0.95) else {
          let (worst, best) = ($0.values[0], $0.values[$0.values.count - 1])
          return
            "\(series.name): all \($0.values.count) chips reach \(Drawing.number(worst)) %, \(half), the best "
            + "\(Drawing.number(best)) %."
        }
        return "\(series.name): 95 % of the chips reach \(Drawing.number(most)) %, \(half), 5 % of them "
          + "\(Drawing.number(few)) %."
      }
    }.joined(separator: " ")
  }
}

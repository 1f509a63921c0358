import Quantities

/// What accuracy chips will have: distribution, yield, curves and what costs most.
enum PredictionSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let prediction = content.prediction else { return nil }
    var figures = [
      ReportFigure(
        HistogramSVG(prediction), id: "accuracy",
        caption:
          "Chip instances by their \(prediction.usedMetric.name) on \(prediction.testSamples) test samples"
          + (prediction.limits.accuracy == nil ? "." : "; dotted: the limit.")),
      ReportFigure(
        YieldCurveSVG(prediction), id: "yield-curve",
        caption:
          "Share of the chips that reach an \(prediction.usedMetric.name), for every limit one may set."),
    ]
    for one in prediction.predictions where one.learning.count > 1 {
      let mode = one.mode.rawValue
      let curve = BandSVG(learning: one, of: prediction)
      figures.append(
        ReportFigure(curve, id: "learning-\(mode)", caption: "Mean, and \(curve.bandName), \(mode)."))
    }
    var names: [String] = []
    for curve in prediction.sweeps where !names.contains(curve.imperfection.rawValue) {
      let name = curve.imperfection
      names.append(name.rawValue)
      let sweep = BandSVG(sweep: prediction.sweeps.filter { $0.imperfection == name }, of: prediction)
      figures.append(
        ReportFigure(sweep, id: "sweep-\(name.rawValue)", caption: "Mean, and \(sweep.bandName)."))
    }
    for (key, curves) in prediction.keys {
      let sweep = BandSVG(key: key, curves, of: prediction)
      figures.append(
        ReportFigure(
          sweep, id: "sweep-\(KeyCurve.fileName(key, separator: "-"))",
          caption: "Mean, and \(sweep.bandName)."))
    }
    for costs in prediction.sensitivity {
      let mode = costs.mode.rawValue
      figures.append(
        ReportFigure(
          BarsSVG(imperfectionsOf: costs, name: prediction.name), id: "imperfections-\(mode)",
          caption: "Lines are intervals at \(Figure.percent(prediction.confidence)) confidence."))
      guard !costs.sources.isEmpty else { continue }
      figures.append(
        ReportFigure(
          BarsSVG(sourcesOf: costs, name: prediction.name), id: "sources-\(mode)",
          caption: "Lines are intervals at \(Figure.percent(prediction.confidence)) confidence."))
    }
    return ReportSection(
      id: "prediction", title: "Predicted chips",
      blocks: [
        .table(
          "\(prediction.usedMetric.name.capitalizedFirst) of the chips in %, at \(Figure.percent(prediction.confidence)) confidence",
          table(prediction))
      ] + verdicts(prediction).map(ReportBlock.text) + [.figures(figures)])
  }

  private static func table(_ prediction: PredictionSummary) -> DataTable {
    func percent(_ value: Double?) -> String { value.map { Ratio(si: 100 * $0).typeset(digits: 4) } ?? "" }
    return DataTable(
      [
        .text("mode"), .number("chips"), .number("mean"), .text("interval of the mean"), .number("median"),
        .number("worst chip"), .number("5th percentile"), .number("95th percentile"), .number("yield"),
        .text("interval of the yield"),
      ],
      prediction.predictions.map { one in
        let accuracy = one.accuracy
        return [
          one.mode.rawValue, "\(accuracy.chips)", percent(accuracy.mean),
          accuracy.meanLow.map { "\(percent($0)) to \(percent(accuracy.meanHigh))" } ?? "",
          percent(accuracy.median), percent(accuracy.smallest), percent(accuracy.p5), percent(accuracy.p95),
          percent(accuracy.yield),
          accuracy.yieldLow.map { "\(percent($0)) to \(percent(accuracy.yieldHigh))" } ?? "",
        ]
      })
  }

  private static func verdicts(_ prediction: PredictionSummary) -> [String] {
    prediction.predictions.compactMap { one in
      one.verdict.map { verdict in
        "\(one.mode.rawValue): the limits are \(verdict.isMet ? "held" : "missed"), "
          + (verdict.isCertain
            ? "which is certain at the confidence asked for."
            : "which is not certain with \(one.accuracy.chips) chips.")
      }
    }
  }
}

import Learning
import Specification

/// Draws accuracies over something: the mean as a line, 5th to 95th percentile as a band, or all chips where they are too
/// few for percentiles; one curve a mode.
struct BandSVG: Plot {
  /// A mode's accuracies.
  struct Curve {
    var name: String
    var points: [(x: Double, accuracy: AccuracyFigures)]
  }
  let title, xTitle: String
  /// What is drawn, as the axis has it: the metric.
  var metric = Metric.accuracy
  let curves: [Curve]
  let limit: Double?
  let isLogarithmic: Bool
  /// Whether x counts values that are no numbers, from 0.
  var isOrdinal = false
  let tick: @Sendable (Double) -> String

  /// What the band is.
  var bandName: String { hasPercentiles ? "5th to 95th percentile of the chips" : "worst to best chip" }
  private var hasPercentiles: Bool {
    curves.allSatisfy { $0.points.allSatisfy(\.accuracy.hasPercentiles) }
  }
  private func low(_ accuracy: AccuracyFigures) -> Double {
    (hasPercentiles ? accuracy.p5 : nil) ?? accuracy.smallest
  }
  private func high(_ accuracy: AccuracyFigures) -> Double {
    (hasPercentiles ? accuracy.p95 : nil) ?? accuracy.largest
  }

  /// The drawing.
  var drawing: Drawing {
    let all = curves.flatMap(\.points)
    let frame = ChartFrame(
      x: all.map(\.x),
      y: all.flatMap { [low($0.accuracy), high($0.accuracy), $0.accuracy.mean] }.map { 100 * $0 },
      isLogarithmicWished: isLogarithmic, isOrdinal: isOrdinal)
    var lines = frame.elements(x: xTitle, y: "\(metric.name) in %: mean, \(bandName)", tick: tick)
    func places(_ curve: Curve, _ figure: (AccuracyFigures) -> Double) -> [(x: Double, y: Double)] {
      curve.points.map { (frame.x.place($0.x), frame.y.place(100 * figure($0.accuracy))) }
    }
    for (index, curve) in curves.enumerated() where !curve.points.isEmpty {
      let band = places(curve, low) + places(curve, high).reversed()
      let style = Drawing.style(index)
      lines.append("<path class=\"\(style)fill band\" d=\"\(Drawing.path(band))Z\"/>")
      lines.append("<path class=\"\(style)\" d=\"\(Drawing.path(places(curve, \.mean)))\"/>")
    }
    if let limit { lines += frame.limit(y: 100 * limit) }
    lines += frame.legend(curves.map(\.name))
    return Drawing(title: title, description: description, lines)
  }

  var table: DataTable {
    DataTable(
      [.text("mode"), isOrdinal ? .text(xTitle) : .number(xTitle)]
        + ["mean", "interval of the mean, low", "high"].map { .number("\($0) in %") }
        + (hasPercentiles ? ["5th percentile", "95th percentile"] : ["worst chip", "best chip"]).map {
          .number("\($0) in %")
        },
      curves.flatMap { curve in
        curve.points.map { point in
          [curve.name, tick(point.x)]
            + [
              point.accuracy.mean, point.accuracy.meanLow, point.accuracy.meanHigh, low(point.accuracy),
              high(point.accuracy),
            ].map { $0.map { Drawing.number(100 * $0) } ?? "" }
        }
      })
  }

  private var description: String {
    curves.map { curve in
      "\(curve.name): mean \(metric.name) "
        + curve.points.map { "\(metric.text($0.accuracy.meanFigure)) at \(tick($0.x))" }.joined(
          separator: ", ")
        + "."
    }.joined(separator: " ")
  }
}

extension BandSVG {
  /// The curves of a sweep, one a mode.
  init(sweep curves: [PredictionSummary.SweepCurve], of summary: PredictionSummary) {
    let name = curves.first?.imperfection
    metric = summary.usedMetric
    title = "\(metric.name.capitalizedFirst) of the chips of \(summary.name) against \(name?.rawValue ?? "")"
    xTitle = name?.rawValue ?? ""
    self.curves = curves.map { curve in
      Curve(name: curve.mode.rawValue, points: curve.points.map { ($0.magnitude, $0.accuracy) })
    }
    limit = summary.limits.accuracy
    let magnitudes = curves.first?.points.map(\.magnitude) ?? []
    isLogarithmic = (magnitudes.first ?? 0) > 0 && (magnitudes.last ?? 0) >= 100 * (magnitudes.first ?? 1)
    tick = { name?.shortText($0) ?? Drawing.number($0) }
  }

  /// The accuracy of a mode's chips while they learn.
  init(learning prediction: PredictionSummary.Prediction, of summary: PredictionSummary) {
    metric = summary.usedMetric
    title = "\(metric.name.capitalizedFirst) of the chips of \(summary.name) while they learn"
    xTitle = "updates"
    curves = [
      Curve(
        name: prediction.mode.rawValue,
        points: prediction.learning.map { (Double($0.updates), $0.accuracy) })
    ]
    limit = summary.limits.accuracy
    isLogarithmic = false
    tick = Drawing.number
  }
}

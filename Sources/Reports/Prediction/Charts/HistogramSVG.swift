import Foundation
import Quantities
import Simulation

/// Draws how many chips have which accuracy, with the limit.
struct HistogramSVG {
  private let name: String
  private let series: [(name: String, accuracies: [Double])]
  private let limit: Double?

  /// Histograms of some predictions.
  init(_ summary: PredictionSummary) {
    name = summary.name
    series = summary.predictions.map { ($0.mode.rawValue, $0.records.map { 100 * $0.accuracy }) }
    limit = summary.limits.accuracy.map { 100 * $0 }
  }

  /// SVG text.
  var text: String {
    let all = series.flatMap(\.accuracies) + (limit.map { [$0] } ?? [])
    let (low, high) = (all.min() ?? 0, all.max() ?? 100)
    // Rice's rule, on what is drawn.
    let count = max(
      1, min(40, Int((2 * cbrt(Double(series.map(\.accuracies.count).max() ?? 1))).rounded(.up))))
    let width = high > low ? (high - low) / Double(count) : 1
    let counts = series.map { series in
      series.accuracies.reduce(into: [Int](repeating: 0, count: count)) { bins, accuracy in
        bins[min(count - 1, Int((accuracy - low) / width))] += 1
      }
    }
    let frame = ChartFrame(
      x: [low, low + width * Double(count)], y: counts.joined().map(Double.init), isCount: true)
    var lines = frame.elements(x: "accuracy in %", y: "chips")
    for (index, bins) in counts.enumerated() {
      let share = 1 / Double(counts.count)
      for (bin, chips) in bins.enumerated() where chips > 0 {
        let begin = low + width * (Double(bin) + share * Double(index))
        let (x0, x1) = (frame.x.place(begin), frame.x.place(begin + width * share))
        let (top, bottom) = (frame.y.place(Double(chips)), frame.y.place(0))
        lines.append(
          "<rect class=\"\(ChartPaper.style(index))fill bars\" x=\"\(ChartPaper.number(x0 + 0.5))\" "
            + "y=\"\(ChartPaper.number(top))\" width=\"\(ChartPaper.number(max(0.5, x1 - x0 - 1)))\" "
            + "height=\"\(ChartPaper.number(bottom - top))\"/>")
      }
    }
    if let limit { lines += frame.limit(x: limit) }
    lines += frame.legend(series.map(\.name))
    return ChartPaper(title: "Accuracy of the chips of \(name)", description: description).text(lines)
  }

  private var description: String {
    series.compactMap { series in
      Distribution(series.accuracies).map {
        "\(series.name): \(series.accuracies.count) chips, \(ChartPaper.number($0.values[0])) % to "
          + "\(ChartPaper.number($0.values[$0.values.count - 1])) %, median \(ChartPaper.number($0.median)) %."
      }
    }.joined(separator: " ") + (limit.map { " The limit is \(ChartPaper.number($0)) %." } ?? "")
  }
}

import Fabrics
import Foundation
import Quantities

/// Draws how often values of some series fall into which part of their range.
struct HistogramSVG: Plot {
  /// Values of one kind.
  struct Series: Sendable {
    var name: String
    var values: [Double]
  }
  private let title, xTitle, what: String
  private let series: [Series]
  private let limit: Double?
  private let low, width: Double
  private let counts: [[Int]]
  private let tick: @Sendable (Double) -> String

  /// A histogram.
  /// - Parameters:
  ///   - what: what is counted, in the plural.
  ///   - range: of the axis; nil: that of the values.
  ///   - limit: drawn as a line.
  init(
    title: String, x: String, counting what: String, _ series: [Series], range: ClosedRange<Double>? = nil,
    limit: Double? = nil, tick: @escaping @Sendable (Double) -> String = Drawing.number
  ) {
    (self.title, xTitle, self.what, self.series) = (title, x, what, series)
    (self.limit, self.tick) = (limit, tick)
    // There may be millions of values: no copy of them is made.
    let ends =
      series.flatMap { [$0.values.min(), $0.values.max()].compactMap { $0 } } + (limit.map { [$0] } ?? [])
    let low = range?.lowerBound ?? ends.min() ?? 0
    let high = range?.upperBound ?? ends.max() ?? 1
    // Rice's rule, on what is drawn.
    let count = max(1, min(40, Int((2 * cbrt(Double(series.map(\.values.count).max() ?? 1))).rounded(.up))))
    let width = high > low ? (high - low) / Double(count) : 1
    (self.low, self.width) = (low, width)
    counts = series.map { series in
      series.values.reduce(into: [Int](repeating: 0, count: count)) { bins, value in
        // Values of files may be anything: those outside go to the ends, what is no number nowhere.
        let place = (value - low) / width
        if !place.isNaN { bins[Int(max(0, min(Double(count - 1), place)))] += 1 }
      }
    }
  }

  /// The accuracies of some predictions' chips.
  init(_ summary: PredictionSummary) {
    self.init(
      title: "\(summary.usedMetric.name.capitalizedFirst) of the chips of \(summary.name)",
      x: "\(summary.usedMetric.name) in %", counting: "chips",
      summary.predictions.map { prediction in
        Series(name: prediction.mode.rawValue, values: prediction.records.map { 100 * $0.accuracy })
      }, limit: summary.limits.accuracy.map { 100 * $0 })
  }

  /// The conductances of a connection over the range of its devices.
  /// - Parameter number: of the connection, from 1.
  init(_ matrix: ConductanceMatrix, number: Int, of name: String, range: ClosedRange<Conductance>) {
    self.init(
      title: "Conductances of connection \(number) of \(name)", x: "conductance", counting: "devices",
      [Series(name: "connection \(number)", values: matrix.siemens)],
      range: range.lowerBound.si...range.upperBound.si
    ) { Conductance(si: $0).typeset(digits: 3) }
  }

  var drawing: Drawing {
    let count = counts.first?.count ?? 1
    let frame = ChartFrame(
      x: [low, low + width * Double(count)], y: counts.joined().map(Double.init), isCount: true)
    var lines = frame.elements(x: xTitle, y: what, tick: tick)
    for (index, bins) in counts.enumerated() {
      let share = 1 / Double(counts.count)
      for (bin, number) in bins.enumerated() where number > 0 {
        let begin = low + width * (Double(bin) + share * Double(index))
        let (x0, x1) = (frame.x.place(begin), frame.x.place(begin + width * share))
        let (top, bottom) = (frame.y.place(Double(number)), frame.y.place(0))
        lines.append(
          Drawing.rectangle(
            "\(Drawing.style(index))fill bars", x0 + 0.5, top, max(0.5, x1 - x0 - 1), bottom - top))
      }
    }
    if let limit { lines += frame.limit(x: limit) }
    lines += frame.legend(series.map(\.name))
    return Drawing(title: title, description: description, lines)
  }

  var table: DataTable {
    let used = (counts.first ?? []).indices.filter { bin in counts.contains { $0[bin] > 0 } }
    return DataTable(
      [.text(xTitle)] + series.map { .number("\(what), \($0.name)") },
      used.map { bin in
        let begin = low + width * Double(bin)
        return ["\(tick(begin)) to \(tick(begin + width))"] + counts.map { "\($0[bin])" }
      })
  }

  private var description: String {
    series.compactMap { series in
      guard let smallest = series.values.min(), let largest = series.values.max() else { return nil }
      let mean = series.values.reduce(0, +) / Double(series.values.count)
      return "\(series.name): \(series.values.count) \(what), \(tick(smallest)) to \(tick(largest)), mean "
        + "\(tick(mean))."
    }.joined(separator: " ") + (limit.map { " The limit is \(tick($0))." } ?? "")
  }
}

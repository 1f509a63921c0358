import Specification

/// Draws pairs of bars with their intervals, one pair a row: what every imperfection costs, or every source explains.
struct BarsSVG: Plot {
  private struct Bar {
    var value: Double
    /// Ends of the interval; nil for a single chip.
    var low, high: Double?

    init(_ value: Double, _ low: Double?, _ high: Double?) {
      (self.value, self.low, self.high) = (100 * value, low.map { 100 * $0 }, high.map { 100 * $0 })
    }
  }
  private let title, axisTitle: String
  private let names: [String]
  private let rows: [(name: String, bars: [Bar])]
  private static let (left, right, top, pitch) = (140.0, 396.0, 48.0, 30.0)

  /// The loss of accuracy that every imperfection of a mode costs.
  init(imperfectionsOf figures: SensitivityFigures, name: String) {
    title = "What the imperfections of \(name) cost, \(figures.mode.rawValue)"
    axisTitle = "points of accuracy"
    names = ["loss alone", "gain without"]
    rows = figures.imperfections.map { row in
      (
        row.name.rawValue,
        [row.lossAlone, row.gainWithout].map { Bar($0.value, $0.low, $0.high) }
      )
    }
  }

  /// The share of the variance that every source of a mode explains.
  init(sourcesOf figures: SensitivityFigures, name: String) {
    title = "What makes the chips of \(name) differ, \(figures.mode.rawValue)"
    axisTitle = "% of the variance of the accuracy"
    names = ["alone", "with others"]
    rows = figures.sources.map { row in
      (
        row.name.rawValue,
        [row.first, row.total].map { Bar($0.value, $0.low, $0.high) }
      )
    }
  }

  /// The drawing.
  var drawing: Drawing {
    let bottom = Self.top + Self.pitch * Double(max(1, rows.count))
    let axis = ChartAxis(
      rows.flatMap { $0.bars.flatMap { [$0.value, $0.low, $0.high].compactMap(\.self) } } + [0],
      from: Self.left, to: Self.right,
      isZeroBased: false)
    let number = Drawing.number
    var lines: [String] = []
    for tick in axis.ticks {
      let x = number(axis.place(tick))
      lines.append("<path class=\"grid\" d=\"M\(x) \(number(Self.top - 4))V\(number(bottom))\"/>")
      lines.append(Drawing.label(axis.place(tick), bottom + 18, number(tick), anchor: "middle"))
    }
    for (row, (name, bars)) in rows.enumerated() {
      let y = Self.top + Self.pitch * Double(row)
      lines.append(Drawing.label(Self.left - 8, y + 17, name, anchor: "end"))
      for (index, bar) in bars.enumerated() {
        let (zero, end) = (axis.place(0), axis.place(bar.value))
        let top = y + 2 + 12 * Double(index)
        lines.append(
          "<rect class=\"\(Drawing.style(index))fill bars\" x=\"\(number(min(zero, end)))\" y=\"\(number(top))\" "
            + "width=\"\(number(max(0.5, abs(end - zero))))\" height=\"10\"/>")
        guard let low = bar.low, let high = bar.high else { continue }
        lines.append(
          "<path class=\"whisker\" d=\"M\(number(axis.place(low))) \(number(top + 5))"
            + "H\(number(axis.place(high)))\"/>")
      }
    }
    for (index, name) in names.enumerated() {
      let x = Self.left + 120 * Double(index)
      lines.append(
        "<rect class=\"\(Drawing.style(index))fill bars\" x=\"\(number(x))\" y=\"18\" width=\"14\" height=\"10\"/>"
      )
      lines.append(Drawing.label(x + 20, 28, name))
    }
    lines.append(
      Drawing.label((Self.left + Self.right) / 2, bottom + 40, axisTitle, anchor: "middle"))
    return Drawing(title: title, description: description, height: bottom + 52, lines)
  }

  var table: DataTable {
    DataTable(
      [.text("")] + names.flatMap { [.number("\($0), \(axisTitle)"), .text("interval")] },
      rows.map { row in
        [row.name]
          + row.bars.flatMap { bar in
            [
              Drawing.number(bar.value),
              bar.low.map { "\(Drawing.number($0)) to \(Drawing.number(bar.high ?? $0))" } ?? "",
            ]
          }
      })
  }

  private var description: String {
    rows.map { row in
      "\(row.name): "
        + zip(names, row.bars).map { "\($0) \(Drawing.number($1.value))" }.joined(separator: ", ")
    }.joined(separator: "; ") + ", in \(axisTitle)."
  }
}

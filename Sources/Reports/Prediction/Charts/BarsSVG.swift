import Simulation
import Specification

/// Draws pairs of bars with their intervals, one pair a row: what every imperfection costs, or every source explains.
struct BarsSVG: Plot {
  private struct Bar {
    var value, low, high: Double
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
        [row.lossAlone, row.gainWithout].map {
          Bar(value: 100 * $0.value, low: 100 * $0.low, high: 100 * $0.high)
        }
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
        [row.first, row.total].map { Bar(value: 100 * $0.value, low: 100 * $0.low, high: 100 * $0.high) }
      )
    }
  }

  /// The drawing.
  var drawing: Drawing {
    let bottom = Self.top + Self.pitch * Double(max(1, rows.count))
    let axis = ChartAxis(
      rows.flatMap { $0.bars.flatMap { [$0.value, $0.low, $0.high] } } + [0], from: Self.left, to: Self.right,
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
        lines.append(
          "<path class=\"whisker\" d=\"M\(number(axis.place(bar.low))) \(number(top + 5))"
            + "H\(number(axis.place(bar.high)))\"/>")
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
            [Drawing.number(bar.value), "\(Drawing.number(bar.low)) to \(Drawing.number(bar.high))"]
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

import Foundation
import Quantities

/// Draws what the nudges of a rule move in every layer beside what the difference of two readings has of each kind of noise.
struct SignalSVG: Plot {
  /// One bar.
  private struct Bar {
    var name: String
    /// Volts; 0 for none.
    var value: Double
    var style: String
  }
  private let title: String
  private let layers: [(name: String, bars: [Bar])]
  private static let (left, right, top, pitch, head) = (126.0, 396.0, 14.0, 15.0, 22.0)

  /// The budgets of a design.
  init(_ signals: LearningSignals) {
    title = "Movements and noise in \(signals.start.name)"
    let count = signals.start.layers.count
    layers = zip(signals.start.budget.layers, signals.end.budget.layers).map { before, after in
      let place = before.isBehindAmplifier ? "amplifier" : "node"
      let name = before.layer + 1 == count ? "outputs" : "hidden layer \(before.layer + 1)"
      let ratios = [before, after].map { SignalDescription.number($0.ratio) }
      let readings = Double(before.readings).squareRoot()
      // Of a difference: √2 of each.
      let factor = 2.0.squareRoot()
      return (
        "\(name) (\(place)): ratio \(ratios[0]), trained \(ratios[1])",
        [
          Bar(name: "movement", value: before.movement.si, style: "afill"),
          Bar(name: "trained", value: after.movement.si, style: "cfill"),
          Bar(name: "kT/C", value: factor * before.thermal.si / readings, style: "bfill"),
          Bar(name: "read-out", value: factor * before.readout.si / readings, style: "dfill"),
          Bar(name: "converter", value: factor * before.step.si / 12.0.squareRoot(), style: "efill"),
        ]
      )
    }
  }

  var drawing: Drawing {
    let values = layers.flatMap { $0.bars.map(\.value) }.filter { $0 > 0 && $0.isFinite }
    let axis = ChartAxis(values, from: Self.left, to: Self.right, isZeroBased: true)
    let height = layers.reduce(Self.top) { $0 + Self.head + Self.pitch * Double($1.bars.count) }
    let number = Drawing.number
    var lines: [String] = []
    for tick in axis.ticks {
      let x = number(axis.place(tick))
      lines.append("<path class=\"grid\" d=\"M\(x) \(number(Self.top))V\(number(height))\"/>")
      lines.append(Drawing.label(axis.place(tick), height + 18, Self.text(tick), anchor: "middle"))
    }
    var y = Self.top
    for layer in layers {
      lines.append(Drawing.label(8, y + 15, layer.name))
      y += Self.head
      for bar in layer.bars {
        lines.append(Drawing.label(Self.left - 8, y + 11, bar.name, anchor: "end"))
        if bar.value > 0, bar.value.isFinite {
          let width = max(0.5, axis.place(bar.value) - Self.left)
          lines.append(
            Drawing.rectangle("\(bar.style) bars", Self.left, y + 1, width, 11, title: Self.text(bar.value)))
        }
        y += Self.pitch
      }
    }
    lines.append(
      Drawing.label(
        (Self.left + Self.right) / 2, height + 40,
        "volts\(axis.isLogarithmic ? ", logarithmic" : "")", anchor: "middle"))
    return Drawing(title: title, description: description, height: height + 52, lines)
  }

  var table: DataTable {
    DataTable(
      [.text("layer")] + (layers.first?.bars.map { .number($0.name) } ?? []),
      layers.map { layer in [layer.name] + layer.bars.map { Self.text($0.value) } })
  }

  private var description: String {
    layers.map { layer in
      "\(layer.name). " + layer.bars.map { "\($0.name) \(Self.text($0.value))" }.joined(separator: ", ")
    }.joined(separator: "; ") + "."
  }

  private static func text(_ volts: Double) -> String {
    volts == 0 ? "0\u{A0}V" : Voltage(si: volts).typeset(digits: 3)
  }
}

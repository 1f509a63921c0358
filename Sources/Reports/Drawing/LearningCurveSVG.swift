import Learning

/// Draws a learning curve: the loss above, training and test error below, over the epochs.
package struct LearningCurveSVG: Plot {
  private let summary: TrainingSummary
  private let name: String
  private static let (left, right) = (56.0, 408.0)
  /// More points than that are thinned out: there are no more pixels.
  private static let pointLimit = 700
  /// Rows of the table, and of the places where the curve is read out.
  private static let rowLimit = 40

  /// The drawing of a run of a spec.
  package init(_ summary: TrainingSummary, name: String) { (self.summary, self.name) = (summary, name) }

  /// The drawing.
  package var drawing: Drawing {
    let records = thinned(Self.pointLimit)
    let title = "Learning curve of \(name)"
    guard !records.isEmpty else {
      return Drawing(
        title: title, description: description, height: 60,
        [Drawing.label(Self.left, 36, "no epochs were trained")])
    }
    let epochs = ChartAxis(
      records.map { Double($0.epoch) }, from: Self.left, to: Self.right, isZeroBased: false, step: 1)
    var lines = panel(
      lossTitle, top: 28, bottom: 178, epochs, [("loss", "a", records.map { ($0.epoch, $0.loss) })])
    lines += panel(
      "\(errorName) in %", top: 212, bottom: 352, epochs,
      [
        ("training", "b", records.map { ($0.epoch, 100 * $0.trainError) }),
        ("test", "c", records.map { ($0.epoch, 100 * $0.testError) }),
      ])
    for tick in epochs.ticks {
      lines.append(Drawing.label(epochs.place(tick), 370, Drawing.number(tick), anchor: "middle"))
    }
    lines.append(Drawing.label((Self.left + Self.right) / 2, 391, "epoch", anchor: "middle"))
    return Drawing(title: title, description: description, height: 400, lines)
  }

  /// What is drawn.
  package var table: DataTable {
    DataTable(
      [
        .number("epoch"), .number(lossTitle), .number("training \(errorName) in %"),
        .number("test \(errorName) in %"),
      ],
      thinned(Self.rowLimit).map { record in
        ["\(record.epoch)"]
          + [record.loss, 100 * record.trainError, 100 * record.testError].map(Drawing.number)
      })
  }

  /// 1 less the score, as the axis has it.
  private var errorName: String { summary.usedMetric == .accuracy ? "error" : "1 − R²" }
  private var lossTitle: String { summary.lossUnit.map { "loss in \($0)" } ?? "loss" }

  private func panel(
    _ title: String, top: Double, bottom: Double, _ epochs: ChartAxis,
    _ curves: [(name: String, style: String, points: [(epoch: Int, value: Double)])]
  ) -> [String] {
    let number = Drawing.number
    let axis = ChartAxis(curves.flatMap { $0.points.map(\.value) }, from: bottom, to: top, isZeroBased: true)
    var lines = [Drawing.label(Self.left, top - 9, title + (axis.isLogarithmic ? ", logarithmic" : ""))]
    for tick in axis.ticks {
      let y = axis.place(tick)
      lines.append("<path class=\"grid\" d=\"M\(number(Self.left)) \(number(y))H\(number(Self.right))\"/>")
      lines.append(Drawing.label(Self.left - 6, y + 4, number(tick), anchor: "end"))
    }
    lines.append(Drawing.rectangle("frame", Self.left, top, Self.right - Self.left, bottom - top))
    for (index, curve) in curves.enumerated() {
      let places = curve.points.map {
        "\(number(epochs.place(Double($0.epoch)))) \(number(axis.place($0.value)))"
      }
      // A line needs two points.
      let path = places.count == 1 ? "M\(places[0])m-3 0h6" : "M" + places.joined(separator: "L")
      lines.append("<path class=\"\(curve.style)\" d=\"\(path)\"/>")
      guard curves.count > 1 else { continue }
      let x = Self.right - 170 + 90 * Double(index)
      lines.append("<path class=\"\(curve.style)\" d=\"M\(number(x)) \(number(top - 13))h24\"/>")
      lines.append(Drawing.label(x + 30, top - 9, curve.name))
    }
    return lines
  }

  private func thinned(_ limit: Int) -> [EpochRecord] {
    let all = summary.epochs.filter { $0.loss.isFinite }
    let step = (all.count + limit - 1) / limit
    return all.enumerated().filter { $0.offset % max(1, step) == 0 || $0.offset == all.count - 1 }.map(
      \.element)
  }

  private var description: String {
    guard let last = summary.epochs.last else { return "No epochs were trained." }
    return
      "\(summary.dataSet), \(summary.trainSamples) training and \(summary.testSamples) test samples. After epoch "
      + "\(last.epoch): loss \(Drawing.number(last.loss))\(summary.lossUnit.map { " \($0)" } ?? ""), \(errorName == "error" ? "training error" : "training 1 − R²") "
      + "\(Figure.percent(last.trainError)), test \(errorName) \(Figure.percent(last.testError))."
  }
}

import Learning
import Quantities
import Specification
import Statistics

extension PredictionSummary {
  /// Tables for the terminal.
  package var text: String {
    var lines = [
      "prediction    \(name) on \(technology), \(testSamples.grouped) test samples of \(dataSet), seed \(seed)"
    ]
    let metric = usedMetric
    if let softwareAccuracy {
      lines.append(
        "in software   \(metric == .accuracy ? "" : "\(metric.name) ")\(metric.text(softwareAccuracy))")
    }
    if let limit = limits.accuracy {
      let share = limits.yield.map { ", \(Figure.percent($0)) of the chips or more" } ?? ", on average"
      lines.append("limit         \(metric.name) \(metric.text(limit)) or more\(share)")
    }
    for prediction in predictions { lines += text(of: prediction) }
    for value in rmse ?? [] {
      lines.append(
        (predictions.first?.mode.rawValue ?? "").padding(14) + "RMSE of \(value.name) \(value.rmse.text)")
    }
    lines += table
    for prediction in predictions where !prediction.wires.isEmpty { lines += Self.wireLines(prediction) }
    for sweep in Dictionary(grouping: sweeps, by: \.imperfection).sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      lines += Self.lines(sweep.key, sweep.value, metric)
    }
    for (key, curves) in keys { lines += Self.lines(key, curves, metric) }
    for figures in sensitivity { lines += Self.lines(figures, metric) }
    lines += [
      "",
      "intervals     \(Figure.percent(confidence)) confidence, over chips; test samples and network are the same for all",
    ]
    if !assumptions.isEmpty { lines += ["assumed"] + assumptions.map { "  \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The distributions, one line a mode.
  private var table: [String] {
    let header = ["", "mean", "median", "p5", "p95", "worst", "yield", "chips"]
    return TextTable(
      [header]
        + predictions.map { prediction in
          let a = prediction.accuracy
          return [prediction.mode.rawValue, usedMetric.text(a.meanFigure)]
            + [a.median, a.p5, a.p95, a.smallest].map { Self.cell($0, usedMetric) }
            + [Self.cell(a.yield), "\(a.chips)"]
        }
    ).lines
  }

  /// A share in percent; a dash for what is not known.
  static func cell(_ share: Double?, _ metric: Metric = .accuracy) -> String {
    share.map(metric.text) ?? "–"
  }

  private func text(of prediction: Prediction) -> [String] {
    let (mode, a) = (prediction.mode.rawValue, prediction.accuracy)
    func label(_ text: String) -> String { text.padding(14) }
    if a.chips == 1, prediction.verdict == nil, let record = prediction.records.first {
      return [label(mode) + "chip \(record.chip): \(usedMetric.name) \(usedMetric.text(record.accuracy))"]
        + details(prediction)
    }
    let chips = a.chips == 1 ? "1 chip" : "\(a.chips.grouped) chips"
    var lines = [label(mode) + "\(chips): mean \(usedMetric.name) \(usedMetric.text(a.meanFigure))"]
    if let yield = a.yield, let low = a.yieldLow, let high = a.yieldHigh {
      // What a sequential test has looked at has the test's own interval: it agrees with the verdict.
      let kind = limits.yield == nil ? "" : " either way, however often one looks"
      lines.append(
        label("") + "yield \(Figure.percent(yield)) (\(Figure.percent(low)) to \(Figure.percent(high)), "
          + "\(Figure.percent(confidence)) confidence\(kind))")
    }
    if let verdict = prediction.verdict {
      let word = verdict.isMet ? "met" : "missed"
      let how =
        verdict.certainAfter.map { "certain after \($0) chips" }
        ?? (verdict.isCertain ? "certain" : "not certain: the chips at hand say so")
      lines.append(label("") + "limit \(word), \(how)")
    }
    if let needed = prediction.needed {
      let widths = needed.intervals.map { "± \(Figure.percent($0.halfWidth)) \($0.chips)" }
      let verdict =
        limits.yield == nil || prediction.verdict?.isCertain ?? true
        ? [] : ["a verdict " + (needed.verdict.map { "about \($0)" } ?? "very many")]
      lines.append(label("") + "chips needed for a yield " + (widths + verdict).joined(separator: ", "))
    }
    return lines + details(prediction)
  }

  private func details(_ prediction: Prediction) -> [String] {
    let chips = prediction.chips
    let parts = [
      chips.programmedAccuracy.map {
        "\(usedMetric == .accuracy ? "" : "\(usedMetric.name) ")\(usedMetric.text($0)) as written"
      },
      chips.pulsesPerDevice.map { "\($0.text) pulses a device" },
      chips.flips.map { "\($0.text) flips" },
      chips.stuckDevices.map { "\($0.text) stuck devices" },
      chips.writeFailures.map { "\($0.text) devices not written to tolerance" },
      chips.largestWireLoss.map { "\(Figure.percent($0)) lost in wires at most" },
    ].compactMap { $0 }
    return parts.isEmpty ? [] : ["".padding(14) + parts.joined(separator: ", ")]
  }

  private static func lines(_ name: ImperfectionName, _ curves: [SweepCurve], _ metric: Metric) -> [String] {
    let header = [name.rawValue, "", "mean", "median", "p5", "p95", "yield", "chips"]
    let rows = (curves.first?.points.indices).map(Array.init) ?? []
    return [""]
      + TextTable(
        [header]
          + rows.flatMap { index in
            curves.map { curve in
              let (point, a) = (curve.points[index], curve.points[index].accuracy)
              return [name.shortText(point.magnitude), curve.mode.rawValue, metric.text(a.meanFigure)]
                + [a.median, a.p5, a.p95].map { cell($0, metric) } + [cell(a.yield), "\(a.chips)"]
            }
          }
      ).lines
  }

  private static func wireLines(_ prediction: Prediction) -> [String] {
    func points(_ value: Double) -> String { Ratio(si: 100 * value).formatted(digits: 3) }
    let chips = prediction.wires[0].chips == 1 ? "chip" : "\(prediction.wires[0].chips) chips"
    let table = TextTable(
      [["wires", "mean", "error", "largest", "s a chip"]]
        + prediction.wires.map {
          [
            $0.parasitics.rawValue, $0.accuracy.percent, $0.error.points, points($0.largestError),
            $0.secondsPerChip.map { Ratio(si: $0).formatted(digits: 2) } ?? "–",
          ]
        })
    return [
      "",
      "\(prediction.mode.rawValue): the first \(chips), errors in points of accuracy against solved wires",
    ] + table.lines
  }

  private static func lines(_ figures: SensitivityFigures, _ metric: Metric) -> [String] {
    func index(_ index: SobolIndices.Index) -> String {
      "\(Figure.percent(index.value)) (\(Figure.percent(index.low)) to \(Figure.percent(index.high)))"
    }
    var lines = [
      "",
      "\(figures.mode.rawValue): \(metric.text(figures.meanOfNone)) without imperfections, "
        + "\(metric.text(figures.meanOfAll)) with all; points of \(metric.name) that each costs",
    ]
    lines +=
      TextTable(
        [["imperfection", "magnitude", "loss alone", "gain without"]]
          + figures.imperfections.map {
            [
              $0.name.rawValue, $0.name.shortText($0.magnitude), $0.lossAlone.points, $0.gainWithout.points,
            ]
          }
      ).lines
    guard !figures.sources.isEmpty else { return lines }
    lines += ["", "\(figures.mode.rawValue): share of the variance from chip to chip (Sobol indices)"]
    return lines
      + TextTable(
        [["source", "alone", "with others"]]
          + figures.sources.map {
            ["\($0.name.rawValue): \($0.name.summary)", index($0.first), index($0.total)]
          }
      ).lines
  }
}

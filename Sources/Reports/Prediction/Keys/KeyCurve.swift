import Learning
import Specification

/// What one mode does over the values of a key of the spec.
package struct KeyCurve: Codable, Sendable, Equatable {
  /// The key, with dots: `mapping.tile.rows`.
  package var key: String
  /// Unit of the numbers; nil where they have none.
  package var unit: String?
  /// `program` or `in-situ`.
  package var mode: PredictionMode
  /// Its points, in the order in which the values were asked for.
  package var points: [Point]

  /// A point.
  package struct Point: Codable, Sendable, Equatable {
    /// The value as it stands in a spec.
    package var value: String
    /// The number before the unit; nil where a value of the sweep is no number, or has another unit.
    package var number: Double?
    /// Accuracy of this value's network in software; nil if it is not trained there.
    package var softwareAccuracy: Double?
    /// The accuracies of the chips.
    package var accuracy: AccuracyFigures
  }

  /// The curve of a mode.
  /// - Parameter accuracy: of a value's chips.
  init(
    _ trials: KeyCurveTrials, _ mode: PredictionMode, accuracy: (_ value: String) throws -> AccuracyFigures
  ) throws {
    let unit = trials.unit
    (key, self.mode, self.unit) = (trials.key, mode, unit?.isEmpty == false ? unit : nil)
    points = try trials.points.map {
      Point(
        value: $0.value, number: unit == nil ? nil : $0.number?.value,
        softwareAccuracy: $0.trials.facts.softwareAccuracy, accuracy: try accuracy($0.value))
    }
  }

  /// A key without brackets, for names of files.
  static func fileName(_ key: String, separator: String = ".") -> String {
    key.split { ".[]".contains($0) }.joined(separator: separator)
  }
}

extension PredictionSummary {
  /// The curves by key, in the order in which the sweeps were asked for.
  var keys: [(key: String, curves: [KeyCurve])] {
    var keys: [(key: String, curves: [KeyCurve])] = []
    for curve in keySweeps ?? [] {
      if keys.last?.key == curve.key {
        keys[keys.count - 1].curves.append(curve)
      } else {
        keys.append((curve.key, [curve]))
      }
    }
    return keys
  }

  /// The table of a sweep, one line a value and mode.
  static func lines(_ key: String, _ curves: [KeyCurve], _ metric: Metric = .accuracy) -> [String] {
    let header = [key, "", "in software", "mean", "median", "p5", "p95", "yield", "chips"]
    let rows = (curves.first?.points.indices).map(Array.init) ?? []
    return [""]
      + TextTable(
        [header]
          + rows.flatMap { index in
            curves.map { curve in
              let (point, a) = (curve.points[index], curve.points[index].accuracy)
              return [
                point.value, curve.mode.rawValue, cell(point.softwareAccuracy, metric),
                metric.text(a.meanFigure),
              ]
                + [a.median, a.p5, a.p95].map { cell($0, metric) } + [cell(a.yield)] + ["\(a.chips)"]
            }
          }
      ).lines
  }

  /// Every point of the sweeps over keys as comma-separated values, with a header; empty cells for what is not known.
  package var keySweepsCSV: String {
    func text(_ value: String) -> String {
      value.contains(where: { ",\"\n\r".contains($0) })
        ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
    }
    let header =
      "key,value,mode,software_accuracy,chips,mean,mean_low,mean_high,median,p5,p95,yield,yield_low,yield_high\n"
    return header
      + (keySweeps ?? []).flatMap { curve in
        curve.points.map { point in
          let a = point.accuracy
          let cells =
            [text(curve.key), text(point.value), curve.mode.rawValue]
            + [point.softwareAccuracy].map { $0.map { "\($0)" } ?? "" } + ["\(a.chips)"]
            + [a.mean, a.meanLow, a.meanHigh, a.median, a.p5, a.p95, a.yield, a.yieldLow, a.yieldHigh].map {
              $0.map { "\($0)" } ?? ""
            }
          return cells.joined(separator: ",") + "\n"
        }
      }.joined()
  }
}

extension BandSVG {
  /// Characters of a value below an axis.
  private static let tickLength = 12

  /// The curves over a key of the spec, one a mode: over its numbers, or over values that are none side by side.
  init(key: String, _ curves: [KeyCurve], of summary: PredictionSummary) {
    let points = curves.first?.points ?? []
    let numbers = points.compactMap(\.number)
    let isOrdinal = numbers.count < points.count
    let values = points.map(\.value)
    let first = numbers.min() ?? 0
    self.init(
      title: "\(summary.usedMetric.name.capitalizedFirst) of the chips of \(summary.name) against \(key)",
      xTitle: key + (curves.first?.unit.map { " in \($0)" } ?? ""),
      metric: summary.usedMetric,
      curves: curves.map { curve in
        let places = curve.points.enumerated().map { index, point in
          (x: isOrdinal ? Double(index) : point.number ?? 0, accuracy: point.accuracy)
        }
        return Curve(name: curve.mode.rawValue, points: isOrdinal ? places : places.sorted { $0.x < $1.x })
      },
      limit: summary.limits.accuracy,
      isLogarithmic: !isOrdinal && first > 0 && (numbers.max() ?? 0) >= 100 * first, isOrdinal: isOrdinal,
      tick: { x in
        guard isOrdinal else { return Drawing.number(x) }
        guard x == x.rounded(),
          let value = Int(exactly: x).flatMap({ values.indices.contains($0) ? values[$0] : nil })
        else { return "" }
        return value.count > Self.tickLength ? value.prefix(Self.tickLength - 1) + "…" : value
      })
  }
}

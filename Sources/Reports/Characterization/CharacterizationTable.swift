import Characterization
import Circuits
import Foundation
import Quantities

/// A characterization as people read it: of every bench a table with a column for each corner.
package struct CharacterizationTable {
  private let record: CharacterizationRecord

  /// The table of a record.
  package init(_ record: CharacterizationRecord) { self.record = record }

  /// The text.
  package var text: String {
    let conditions = record.conditions
    var lines = [
      "\(record.circuit) in \(record.process): supply \(conditions.supply), bias \(conditions.bias), load "
        + "\(conditions.load)",
      "\(record.simulator), models \(record.models), \(record.date)",
    ]
    let circuit = CircuitLibrary.named(record.circuit)?.init(conditions)
    var benches: [String] = []
    for figures in record.figures where !benches.contains(figures.bench) { benches.append(figures.bench) }
    for name in benches {
      let columns = record.figures.filter { $0.bench == name }
      let bench = circuit?.benches.first { $0.name == name }
      lines += ["", "\(name): \(bench?.summary ?? "")"]
      let rows = BenchFigures.Figure.allCases.filter { figure in columns.contains { $0[figure] != nil } }.map
      {
        figure in
        [figure.rawValue] + columns.map { $0[figure].map { Self.text($0, figure, bench) } ?? "-" }
      }
      let header = [""] + columns.map(\.corner)
      lines += TextTable([header] + rows).lines
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ value: Double, _ figure: BenchFigures.Figure, _ bench: Bench?) -> String {
    let isCurrent = if case .current? = bench?.response { true } else { false }
    func rounded<D: Quantities.Dimension>(_ quantity: Quantity<D>) -> String { quantity.formatted(digits: 4) }
    func response() -> String {
      isCurrent ? rounded(Current(si: value)) : rounded(Voltage(si: value))
    }
    switch figure {
    case .offset, .offsetDeviation:
      if case .decision? = bench?.transfer { return rounded(Voltage(si: value)) }
      return response()
    case .output, .largestError, .lowestOutput, .highestOutput, .stepChange, .noise: return response()
    case .draws: return String(Int(value))
    case .gain:
      return switch (isCurrent, bench?.isCurrentDriven == true) {
      case (true, false): rounded(Conductance(si: value))
      case (false, true): rounded(Resistance(si: value))
      default: String(format: "%.4g", value)
      }
    case .gainError: return String(format: "%.3g %%", 100 * value)
    case .bandwidth, .unityGainFrequency: return rounded(Frequency(si: value))
    case .settling: return rounded(TimeSpan(si: value))
    case .loopGain: return String(format: "%.4g", value)
    case .phaseMargin: return String(format: "%.1f°", value)
    case .power: return rounded(Power(si: value))
    }
  }
}

extension CharacterizationRun.Memory {
  /// Results in the cache that all commands share.
  package static var standard: CharacterizationRun.Memory {
    let cache = ResultCache(folder: ResultCache.standardFolder)
    func key(_ inputs: String) -> ResultCache.Key {
      var key = ResultCache.Key("characterization")
      key.add("inputs", inputs)
      return key
    }
    return CharacterizationRun.Memory(
      find: { cache[key($0)] }, keep: { result, inputs in cache.keep(result, for: key(inputs)) })
  }
}

import Estimation
import Quantities

/// A line of a bill of whatever dimension, as text, with the lines it is the sum of.
public struct BillLine: Sendable, Equatable {
  /// Of the line: unique among its siblings.
  public var id, title: String
  /// With its unit.
  public var amount: String
  /// Ends of the error bar, with their units; nil when there is none.
  public var bounds: (low: String, high: String)? { low == high ? nil : (low, high) }
  private var low, high: String
  /// Share of the line it is a part of; nil for a root and for parts of nothing.
  public var share: Double?
  /// How the amount follows; nil for a sum.
  public var formula: String?
  /// What it rests on.
  public var grounds: [Ground]
  /// What it is the sum of.
  public var parts: [BillLine]

  /// The line of a cost.
  /// - Parameter whole: what it is a part of.
  public init<D>(_ cost: Cost<D>, of whole: Quantity<D>? = nil) {
    (id, title, formula, grounds) = (cost.id, cost.title, cost.formula, cost.grounds)
    amount = cost.amount.formatted(digits: 3)
    (low, high) = (cost.low.formatted(digits: 2), cost.high.formatted(digits: 2))
    if cost.low == cost.high { high = low }
    share = whole.flatMap { $0.si > 0 ? cost.amount / $0 : nil }
    parts = cost.parts.map { BillLine($0, of: cost.amount) }
  }

  /// The line at a path of identifiers below this one; nil if there is none.
  public func part(_ path: some Sequence<Substring>) -> BillLine? {
    path.reduce(self) { line, id in line?.parts.first { $0.id == id } }
  }

  /// The line with everything below it, indented; with formulas and grounds.
  public func explanation(indent: Int = 0) -> [String] {
    let margin = String(repeating: "  ", count: indent)
    var head = "\(margin)\(title) [\(id)]: \(amount)"
    if let share { head += ", \(Figure.percent(share))" }
    if let bounds { head += " (\(bounds.low) to \(bounds.high))" }
    var lines = [head]
    if let formula { lines.append("\(margin)    = \(formula)") }
    lines += grounds.map { "\(margin)    \($0.kind.rawValue): \($0.figure): \($0.text)" }
    return lines + parts.flatMap { $0.explanation(indent: indent + 1) }
  }

  /// Every ground of the line and of what is below it.
  var allGrounds: [Ground] { grounds + parts.flatMap(\.allGrounds) }
}

extension Estimate {
  /// All bills, in the order of reports.
  public var bills: [BillLine] {
    [
      BillLine(area), BillLine(energyPerInference), BillLine(latencyPerInference),
      BillLine(energyPerTrainingExample), BillLine(latencyPerTrainingExample), BillLine(leakage),
    ]
  }

  /// What the figures assume, each once: the figure and the assumption.
  public var assumptions: [String] {
    var seen: Set<String> = []
    return bills.flatMap(\.allGrounds).filter { $0.kind == .assumption }
      .map { "\($0.figure): \($0.text)" }
      .filter { seen.insert($0).inserted }
  }
}

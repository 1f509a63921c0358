import Estimation
import Quantities

/// A line of a bill of whatever dimension, as text, with the lines it is the sum of.
package struct BillLine: Sendable, Equatable {
  /// Of the line: unique among its siblings.
  package var id, title: String
  /// With its unit.
  package var amount: String
  /// Ends of the error bar, with their units; nil when there is none.
  package var bounds: (low: String, high: String)? { low == high ? nil : (low, high) }
  private var low, high: String
  /// Share of the line it is a part of; nil for a root and for parts of nothing.
  package var share: Double?
  /// How the amount follows; nil for a sum.
  package var formula: String?
  /// What it rests on.
  package var grounds: [Ground]
  /// What it is the sum of.
  package var parts: [BillLine]
  /// Whether it is nothing.
  package var isZero: Bool

  /// The line of a cost.
  /// - Parameter whole: what it is a part of.
  package init<D>(_ cost: Cost<D>, of whole: Quantity<D>? = nil) {
    (id, title, formula, grounds) = (cost.id, cost.title, cost.formula, cost.grounds)
    amount = Self.text(cost.amount, digits: 3)
    (low, high) = (Self.text(cost.low, digits: 2), Self.text(cost.high, digits: 2))
    if cost.low == cost.high { high = low }
    share = whole.flatMap { $0.si > 0 ? cost.amount / $0 : nil }
    isZero = cost.amount == .zero
    parts = cost.parts.map { BillLine($0, of: cost.amount) }
  }

  /// A quantity as reports show it: areas from a hundredth of it on in mm², as chips are measured.
  static func text<D>(_ quantity: Quantity<D>, digits: Int) -> String {
    guard D.self == AreaDimension.self, quantity.si >= 1e-8 else {
      return quantity.formatted(digits: digits).withGroupedNumbers
    }
    return Ratio(si: quantity.si * 1e6).formatted(digits: digits) + " mm^2"
  }

  /// The line at a path of identifiers below this one; nil if there is none.
  package func part(_ path: some Sequence<Substring>) -> BillLine? {
    path.reduce(self) { line, id in line?.parts.first { $0.id == id } }
  }

  /// The line with everything below it, indented; with formulas and grounds. What was said before is only pointed to, and
  /// references stand at the end.
  func explanation(_ said: inout ExplainedGrounds, path: String = "", indent: Int = 0) -> [String] {
    let own = path.isEmpty ? id : path + "." + id
    let margin = String(repeating: "  ", count: indent)
    var head = "\(margin)\(title) [\(id)]: \(amount)"
    if let share { head += ", \(Figure.percent(share))" }
    if let bounds { head += " (\(bounds.low) to \(bounds.high))" }
    var lines = [head]
    if let formula { lines.append("\(margin)    = \(formula.withGroupedNumbers)") }
    lines += grounds.map { "\(margin)    \($0.kind.rawValue): \($0.figure): \(said.text($0, at: own))" }
    for part in parts { lines += part.explanation(&said, path: own, indent: indent + 1) }
    return lines
  }

  /// Every line at and below this one that is not a sum, with its path.
  func leaves(_ path: String = "") -> [(path: String, line: BillLine)] {
    let own = path.isEmpty ? id : path + "." + id
    return parts.isEmpty ? [(own, self)] : parts.flatMap { $0.leaves(own) }
  }
}

extension Estimate {
  /// All bills, in the order of reports.
  package var bills: [BillLine] {
    [
      BillLine(area), BillLine(energyPerInference), BillLine(latencyPerInference),
      BillLine(energyPerTrainingExample), BillLine(latencyPerTrainingExample), BillLine(leakage),
    ]
  }

  /// What the figures assume, each once, behind the path of the first line that assumes it.
  package var assumptions: [String] {
    var seen: Set<String> = []
    return bills.flatMap { $0.leaves() }.flatMap { path, line in
      line.grounds.filter { $0.kind == .assumption && seen.insert($0.figure + $0.text).inserted }
        .map { "\(path): \($0.figure): \($0.text)" }
    }
  }
}

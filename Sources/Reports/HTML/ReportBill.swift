import Estimation
import Quantities

/// A line of a bill as the template has it: an amount that unfolds to the lines it is the sum of, its formula and what it
/// rests on.
struct ReportBill: Sendable {
  let what, amount: String
  /// Share of the bill's total in percent, for a bar; a negative line has none.
  let share: String
  let isUnfolded: Bool
  let ranges, formulas, counts: [String]
  let grounds: [Basis]
  let parts: [ReportBill]

  /// What a line rests on.
  struct Basis: Sendable {
    let kind, figure, text: String
  }

  /// A bill with its first level unfolded.
  init<D: Dimension>(_ cost: Cost<D>) { self.init(cost, of: cost.amount, isUnfolded: true) }

  private init<D: Dimension>(_ cost: Cost<D>, of total: Quantity<D>, isUnfolded: Bool) {
    what = cost.title
    amount = cost.amount.typeset(digits: 3)
    ranges =
      cost.low == cost.high
      ? [] : ["\(cost.low.typeset(digits: 2)) to \(cost.high.typeset(digits: 2))"]
    let percent = total.si > 0 ? min(100, max(0, 100 * cost.amount.si / total.si)) : 0
    share = Ratio(si: (10 * percent).rounded() / 10).typeset(digits: 4)
    self.isUnfolded = isUnfolded
    formulas = cost.formula.map { [$0] } ?? []
    counts = cost.count.map { ["\(Ratio(si: $0).typeset(digits: 6))"] } ?? []
    grounds = cost.grounds.map { Basis(kind: $0.kind.rawValue, figure: $0.figure, text: $0.text) }
    parts = cost.parts.map { ReportBill($0, of: total, isUnfolded: false) }
  }
}

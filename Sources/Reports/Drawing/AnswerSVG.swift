/// Draws what test samples were answered with over their targets, a dot a sample; right answers lie on the dotted line.
package struct AnswerSVG: Plot {
  private let column: RegressionSummary.Column
  private let name: String
  /// Rows of the table.
  private static let rowLimit = 40

  /// The drawing of a target value of a spec.
  package init(_ column: RegressionSummary.Column, name: String) { (self.column, self.name) = (column, name) }

  package var drawing: Drawing {
    let pairs = self.pairs
    let all = pairs.flatMap { [$0.target, $0.answer] }
    let frame = ChartFrame(x: all, y: all, bottom: 340)
    var lines = frame.elements(x: "target", y: "answer")
    if let low = all.min(), let high = all.max() {
      let ends = [low, high].map { (frame.x.place($0), frame.y.place($0)) }
      lines.append("<path class=\"limit\" d=\"\(Drawing.path(ends))\"/>")
    }
    let number = Drawing.number
    for pair in pairs {
      lines.append(
        "<circle class=\"afill bars\" cx=\"\(number(frame.x.place(pair.target)))\" "
          + "cy=\"\(number(frame.y.place(pair.answer)))\" r=\"2\"/>")
    }
    lines.append(Drawing.label(396, 38, figures, anchor: "end"))
    return Drawing(title: title, description: "\(title): \(figures).", height: 390, lines)
  }

  package var table: DataTable {
    let step = max(1, (pairs.count + Self.rowLimit - 1) / Self.rowLimit)
    return DataTable(
      [.number("target"), .number("answer")],
      pairs.enumerated().filter { $0.offset % step == 0 }.map {
        [Drawing.number($0.element.target), Drawing.number($0.element.answer)]
      })
  }

  private var title: String { "Answers of \(name) to the test samples, \(column.name)" }
  private var figures: String { "R² \(Figure.number(column.rSquared)), RMSE \(Figure.number(column.rmse))" }
  /// Of files there may be anything.
  private var pairs: [(target: Double, answer: Double)] {
    zip(column.targets, column.answers).filter { $0.isFinite && $1.isFinite }.map { (target: $0, answer: $1) }
  }
}

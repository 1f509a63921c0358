import Diagnostics
import Quantities

extension DesignRule {
  /// Voltage that the wires of each tile take from its worst cell: a figure for the budget `ir-drop`, and one a tile.
  ///
  /// A loss of more than a half leaves a cell more wire than device, whatever the budget.
  static let wireDrop = DesignRule(code: "GD1105", stage: .chip) { subject in
    guard let worst = subject.tileLoads.max(by: { $0.drop < $1.drop }) else { return RuleOutcome() }
    var found: [Diagnostic] = []
    if worst.drop > 0.5 {
      found.append(
        Diagnostic(
          .error, "GD1105",
          "the worst cell of \(worst.tile.name) lacks \(percent(worst.drop)) of its row's voltage in the tile's wires"
            + (subject.trained == nil ? " with all cells at their highest conductance" : ""),
          at: subject.spec.mapping.tileColumns.location, advice: "fewer cells on a line"))
    }
    return RuleOutcome(
      found,
      figures: [
        DesignFigure("ir-drop", "IR drop at the worst cell of a tile", worst.drop, better: .lower)
      ],
      parts: subject.tileLoads.map {
        DesignFigure("ir-drop/\($0.tile.name)", "IR drop of \($0.tile.name)", $0.drop, better: .lower)
      })
  }
}

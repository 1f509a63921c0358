import Diagnostics
import Quantities

extension DesignRule {
  /// Current of the tiles' wires at the trained weights against electromigration.
  ///
  /// Before the training the mapping's own checks bound it (GD0504, GD0507, GD0508); with the weights it is known.
  static let trainedWireCurrent = DesignRule(code: "GD1106", stage: .estimate) { subject in
    guard subject.trained != nil else { return RuleOutcome() }
    let process = subject.chip.technology.process
    let lines = [
      ("row", process.rowWire.maximumCurrent?.value, \TileLoad.rowCurrent, subject.spec.mapping.tileColumns),
      (
        "column", process.columnWire.maximumCurrent?.value, \TileLoad.columnCurrent,
        subject.spec.mapping.tileRows
      ),
    ]
    var (found, share) = ([Diagnostic](), 0.0)
    for (name, limit, current, place) in lines {
      guard let limit, let worst = subject.tileLoads.max(by: { $0[keyPath: current] < $1[keyPath: current] })
      else { continue }
      share = max(share, worst[keyPath: current] / limit)
      if worst[keyPath: current] > limit {
        found.append(
          Diagnostic(
            .error, "GD1106",
            "a \(name) wire of \(worst.tile.name) carries \(worst[keyPath: current].formatted(digits: 3)) with the "
              + "trained weights; \(limit.formatted(digits: 3)) is allowed",
            at: place.location, advice: "fewer cells on a line, or a lower full-scale voltage"))
      }
    }
    guard share > 0 else { return RuleOutcome(found) }
    return RuleOutcome(
      found,
      figures: [
        DesignFigure(
          "wire-current", "Largest wire current over what electromigration allows", share, better: .lower)
      ])
  }
}

import Mapping
import Networks
import Simulation
import Specification

/// What the nudges of a rule move in a chip before and after its training, against what reads it.
package struct LearningSignals: Encodable, Sendable, Equatable {
  /// With the first weights, and with the trained ones.
  package var start, end: SignalDescription

  /// Describes what was measured.
  init(_ design: ChipDesign, start: SignalBudget, end: SignalBudget, trained: Conductances) {
    let name = design.spec.name.value
    self.start = SignalDescription(name: name, start, LoopStability.start(of: design))
    self.end = SignalDescription(name: name, end, LoopStability(design.chip, trained))
  }

  /// Measures a design; nil for a rule that compares no two nudged states, for states that a nudge has none of, and with
  /// trained bias currents, which circuits do not have.
  package init?(_ design: ChipDesign, trained: Conductances, data: Dataset, threads: Int? = nil) {
    guard design.spec.network.biasCurrent.value != .trained,
      let start = try? SignalBudget.start(of: design, data: data, threads: threads),
      let end = try? SignalBudget.of(design, trained, data: data, threads: threads),
      start.isFinite, end.isFinite
    else { return nil }
    self.init(design, start: start, end: end, trained: trained)
  }

  /// Lines for the terminal: both budgets side by side.
  var table: [String] {
    TextTable(
      [["layer", "read at", "movement", "trained", "kT/C", "read-out", "step", "ratio", "trained"]]
        + zip(start.budget.layers, end.budget.layers).map { before, after in
          [
            before.layer + 1 == start.layers.count ? "outputs" : "\(before.layer + 1)",
            before.isBehindAmplifier ? "amplifier" : "node",
          ]
            + [before.movement, after.movement, before.thermal, before.readout, before.step].map(
              SignalDescription.volts)
            + [before.ratio, after.ratio].map(SignalDescription.number)
        }
    ).lines
  }
}

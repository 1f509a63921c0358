import Activity
import Datasets
import Designs
import Fabrics
import Mapping
import Specification

/// What the nudges of a rule move in a chip before and after its training, against what reads it.
package struct LearningSignals: Encodable, Sendable, Equatable {
  /// With the first weights, and with the trained ones.
  package var start, end: SignalDescription

  /// Describes what was measured.
  private init(_ design: ChipDesign, _ measured: Measured) {
    let name = design.spec.name.value
    start = SignalDescription(name: name, measured.start, measured.startLoop)
    end = SignalDescription(name: name, measured.end, measured.endLoop)
  }

  init(_ design: ChipDesign, start: SignalBudget, end: SignalBudget, trained: Conductances) {
    self.init(design, Measured(design, start: start, end: end, trained: trained))
  }

  /// What is kept of a measurement.
  private struct Measured: Codable {
    var start, end: SignalBudget
    var startLoop, endLoop: LoopStability?

    init(_ design: ChipDesign, start: SignalBudget, end: SignalBudget, trained: Conductances) {
      (self.start, self.end) = (start, end)
      (startLoop, endLoop) = (LoopStability.start(of: design), LoopStability(design.chip, trained))
    }
  }

  /// Measures a design; nil for a rule that compares no two nudged states, for states that a nudge has none of, and with
  /// trained bias currents, which circuits do not have.
  /// - Parameter cache: where measurements are kept; nil: nowhere.
  package init?(
    _ design: ChipDesign, trained: Conductances, data: Dataset, cache: ResultCache? = nil, threads: Int? = nil
  ) {
    guard design.spec.network.biasCurrent.value != .trained else { return nil }
    let stage = KeptStage<Measured>(
      cache, SpecKey.chip("signals", design.spec, design.technologyFiles, trained, data))
    let measured = try? stage.value {
      guard let start = try SignalBudget.start(of: design, data: data, threads: threads),
        let end = try SignalBudget.of(design, trained, data: data, threads: threads),
        start.isFinite, end.isFinite
      else { throw Unmeasured() }
      return Measured(design, start: start, end: end, trained: trained)
    }
    guard let measured else { return nil }
    self.init(design, measured)
  }

  /// There is nothing to measure.
  private struct Unmeasured: Error {}

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

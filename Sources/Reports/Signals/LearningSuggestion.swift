import Activity
import Datasets
import Designs
import Diagnostics
import Estimation
import Families
import Foundation
import Mapping
import Quantities
import Specification

/// `grenadyn suggest SPEC`: changes with which a chip learns by itself with the circuits that it has.
///
/// The changes of ``LearningLadder`` are tried in their order, each on top of those before, and kept where they raise the
/// ratio of movement and noise and break no other need; at the first design that meets all needs, those that it does not
/// need are taken away again, the dearest first. Every design is read and measured as any other.
package struct LearningSuggestion: Encodable, Sendable {
  /// How it ended.
  package enum Outcome: String, Encodable, Sendable {
    /// The design meets all needs as it is.
    case nothingToChange = "nothing-to-change"
    /// With the changes it does.
    case proposed
    /// No changes are known with which it does; those are given that come closest.
    case impossible
  }

  /// A design on the way.
  package struct Step: Encodable, Sendable, Equatable {
    /// What was changed.
    package var title: String
    /// All changes up to here.
    package var settings: [SpecChange.Setting]
    /// The ratio that it reaches; nil without noise.
    package var ratio: Double?
    /// Least damping of its loop; nil without one.
    package var loopDamping: Double?
    /// What it still lacks.
    package var missing: [LearningNeeds.Need]

    init(_ title: String, _ change: SpecChange, _ needs: LearningNeeds) {
      (self.title, settings, missing) = (title, change.settings, needs.missing)
      ratio = needs.budget.ratio.isFinite ? needs.budget.ratio : nil
      loopDamping = needs.loop?.sharpest.damping
    }
  }

  /// What a design costs with its first weights.
  package struct Cost: Encodable, Sendable, Equatable {
    /// Core and pads.
    package var area: Figure
    /// Of an inference and of a training example.
    package var energyPerInference, latencyPerInference: Figure
    package var energyPerTrainingExample, latencyPerTrainingExample: Figure
  }

  /// The spec's name.
  package var name: String
  /// How it ended.
  package var outcome: Outcome
  /// First the design as it is.
  package var steps: [Step]
  /// Changes that were tried and not kept, with the reason.
  package var refused: [String]
  /// The budget as it is and with all changes.
  package var before, after: SignalDescription
  /// What both cost; nil where it could not be estimated.
  package var costBefore, costAfter: Cost?
  /// The changes.
  package var settings: [SpecChange.Setting]
  /// The same as a piece of a spec.
  package var yaml: String
  let change: SpecChange

  private enum CodingKeys: String, CodingKey {
    case name, outcome, steps, refused, before, after, costBefore, costAfter, settings, yaml
  }

  /// Looks for changes.
  /// - Parameters:
  ///   - path: of the spec.
  ///   - settings: what is set from outside, beside the changes.
  ///   - estimates: whether both designs are estimated.
  ///   - report: told what is tried.
  /// - Throws: what reading and measuring the spec as it is throw; GD0427 for a rule that compares no two nudged states.
  package init(
    specAt path: String, settings: SpecSettings = SpecSettings(), estimates: Bool = true,
    threads: Int? = nil, report: (String) -> Void = { _ in }
  ) throws {
    let base = try NetworkFamilies.standard.chip(specAt: path, settings: settings)
    try RegisteredNames.check(base.spec)
    var trials = Trials(
      path: path, settings: settings, data: try DataSets.load(DataRequest(spec: base.spec)), threads: threads)
    guard let needs = try LearningNeeds(of: base, data: trials.data, threads: threads) else {
      throw Diagnostic.noMovement(base.spec.training.rule)
    }
    let start = Trial(change: SpecChange(), design: base, needs: needs)
    var climb = Climb(start)
    for rung in LearningLadder.rungs where !climb.last.needs.areMet {
      report("trying: \(rung.title)")
      climb.take(rung, &trials)
    }
    if climb.last.needs.areMet, climb.kept.count > 1 {
      // The dearest that is not needed goes first.
      for rung in climb.kept.map(\.rung).dropLast().reversed() {
        report("trying without: \(rung.title)")
        var shorter = Climb(start)
        for other in climb.kept where other.rung.title != rung.title { shorter.take(other.rung, &trials) }
        if shorter.last.needs.areMet, shorter.kept.count < climb.kept.count {
          shorter.refused = climb.refused
          climb = shorter
        }
      }
    }
    let last = climb.last
    name = base.spec.name.value
    outcome = !last.needs.areMet ? .impossible : climb.kept.isEmpty ? .nothingToChange : .proposed
    steps =
      [Step("as it is", SpecChange(), needs)]
      + climb.kept.map { Step($0.rung.title, $0.trial.change, $0.trial.needs) }
    refused = climb.refused
    before = SignalDescription(name: name, needs.budget, needs.loop)
    after = SignalDescription(name: name, last.needs.budget, last.needs.loop)
    (change, self.settings, yaml) = (last.change, last.change.settings, last.change.yaml)
    if outcome != .nothingToChange, estimates {
      report("estimating both designs with their first weights")
      costBefore = Self.cost(base, trials.data, threads)
      costAfter = Self.cost(last.design, trials.data, threads)
    }
  }

  private static func cost(_ design: ChipDesign, _ data: Dataset, _ threads: Int?) -> Cost? {
    let run = EstimateRun(design: design, trained: design.initialConductances, data: data, threads: threads)
    guard let estimate = try? run.run().typicalFirst.first else { return nil }
    return Cost(
      area: Figure(estimate.area.amount), energyPerInference: Figure(estimate.energyPerInference.amount),
      latencyPerInference: Figure(estimate.latencyPerInference.amount),
      energyPerTrainingExample: Figure(estimate.energyPerTrainingExample.amount),
      latencyPerTrainingExample: Figure(estimate.latencyPerTrainingExample.amount))
  }
}

/// A design with some changes.
private struct Trial {
  var change: SpecChange
  var design: ChipDesign
  var needs: LearningNeeds
}

/// Designs that were read and measured, each once.
private struct Trials {
  let path: String
  let settings: SpecSettings
  let data: Dataset
  let threads: Int?
  private var known: [[String]: Trial] = [:]

  init(path: String, settings: SpecSettings, data: Dataset, threads: Int?) {
    (self.path, self.settings, self.data, self.threads) = (path, settings, data, threads)
  }

  /// Measures a design; the gain of its differences becomes what its movement allows.
  mutating func trial(_ change: SpecChange) throws -> Trial {
    if let trial = known[change.texts] { return trial }
    var trial = try measured(change)
    if let gain = trial.design.spec.prediction.inSitu.differenceGain?.value {
      let best = Self.differenceGain(trial.needs.budget, now: gain)
      if best != gain {
        trial.change.set("prediction.in-situ.difference-gain", Ratio(si: best).formatted(digits: 6))
        trial = try measured(trial.change)
      }
    }
    known[change.texts] = trial
    return trial
  }

  private func measured(_ change: SpecChange) throws -> Trial {
    let design = try ChipDesign(
      specAt: path, settings: SpecSettings(settings.texts + change.texts, libraries: settings.libraries))
    try RegisteredNames.check(design.spec)
    guard let needs = try LearningNeeds(of: design, data: data, threads: threads) else {
      throw Diagnostic.noMovement(design.spec.training.rule)
    }
    return Trial(change: change, design: design, needs: needs)
  }

  /// The largest power of two up to which twice the movement fits into the converter's range.
  private static func differenceGain(_ budget: SignalBudget, now: Double) -> Double {
    let room = budget.layers.filter { $0.limit > .zero && $0.movement > .zero }.map {
      now * ($0.limit / (2 * $0.movement))
    }.min()
    guard let room, room > 1 else { return room == nil ? now : 1 }
    return min(LearningLadder.largestDifferenceGain, pow(2, log2(room).rounded(.down)))
  }
}

/// Changes on top of each other.
private struct Climb {
  let start: Trial
  var kept: [(rung: LearningLadder.Rung, trial: Trial)] = []
  var refused: [String] = []

  init(_ start: Trial) { self.start = start }

  var last: Trial { kept.last?.trial ?? start }

  /// Tries a change, and keeps it where it helps and breaks nothing.
  mutating func take(_ rung: LearningLadder.Rung, _ trials: inout Trials) {
    var change = last.change
    guard rung.apply(last.design, last.needs, &change) else { return }
    func refuse(_ reason: String) { refused.append("\(rung.title): \(reason)") }
    let trial: Trial
    do { trial = try trials.trial(change) } catch {
      let message =
        (error as? Diagnostic)?.message ?? (error as? DiagnosticsError)?.diagnostics.first?.message
      return refuse(message ?? "the design cannot be measured")
    }
    let broken = trial.needs.missing.filter { !last.needs.missing.contains($0) }
    guard broken.isEmpty else {
      return refuse("breaks \(broken.map(\.title).joined(separator: " and "))")
    }
    let ratios = (trial.needs.budget.ratio, last.needs.budget.ratio)
    guard ratios.0 > 1.001 * ratios.1 || trial.needs.missing.count < last.needs.missing.count else {
      return refuse("does not raise the ratio")
    }
    kept.append((rung, trial))
  }
}

extension LearningNeeds.Need {
  /// In words.
  var title: String {
    switch self {
    case .ratio: "the ratio of movement and noise"
    case .loop: "the loop's damping"
    case .converter: "the converter's range"
    case .voltage: "the device's read limit"
    }
  }
}

extension Diagnostic {
  /// A rule without movements to look at.
  package static func noMovement(_ rule: Located<String>) -> Diagnostic {
    Diagnostic(
      .error, "GD0427",
      "rule '\(rule.value)' compares no two nudged states, so there is no movement to look at",
      at: rule.location, suggestion: "equilibrium-propagation")
  }
}

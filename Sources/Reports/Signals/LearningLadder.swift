import Activity
import Designs
import Foundation
import Learning
import Mapping
import Quantities
import Resistive
import Specification
import Technology

/// The changes that can make a chip learn by itself, the cheapest first.
///
/// Numbers are those of the trials on the 8 × 8 digits (Grenadyn.docc/Signals.md), so an assumption elsewhere: relative rates of
/// 1 % and 2 %, a temperature of a fifteenth of the target.
enum LearningLadder {
  /// A change of a design, on top of others.
  struct Rung: Sendable {
    /// What it does and costs, in a few words.
    var title: String
    /// Makes it on top of the changes of a measured design; false where there is nothing to change.
    var apply: @Sendable (ChipDesign, LearningNeeds, inout SpecChange) -> Bool
  }

  /// Largest gain of a difference that is proposed.
  static let largestDifferenceGain = 16.0

  /// First to last.
  static let rungs: [Rung] =
    [
      Rung(title: "read behind the amplifiers, where the movement is larger") { design, _, change in
        guard design.resistive.hidden.indices.contains(where: design.resistive.hasAmplifier),
          design.spec.prediction.inSitu.readPoint.value == .node
        else { return false }
        change.set("prediction.in-situ.read-point", ReadPoint.amplifier.rawValue)
        return true
      },
      Rung(title: "amplify the difference of the phases before it is converted") { design, needs, change in
        // How much is set by what moves: see `LearningSuggestion`.
        guard needs.budget.layers.contains(where: { $0.limit > .zero }),
          design.spec.prediction.inSitu.differenceGain == nil || needs.missing.contains(.converter)
        else { return false }
        change.set("prediction.in-situ.difference-gain", "1")
        return true
      },
    ] + [10.0, 20, 50, 100].map(current)
    + [1.0].map(reverse) + [8.0].map(gain) + [2.0, 4].map(reverse) + [4, 16, 64].map(readings)

  /// Current sources, with the cost that keeps the errors large.
  private static func current(_ millivolts: Double) -> Rung {
    let amplitude = Voltage(si: 1e-3 * millivolts)
    return Rung(title: "nudge by currents of \(amplitude), cross-entropy") { design, _, change in
      let training = design.spec.training
      guard training.rule.value == EquilibriumPropagation.name else { return false }
      if case .current(let known)? = training.nudge?.value, known >= amplitude { return false }
      change.set("training.nudge", "{ kind: current, amplitude: \(amplitude) }")
      if case .squared = training.cost.value {
        let temperature = Voltage(si: design.resistive.output.target.si / 15).formatted(digits: 1)
        change.set("training.cost", "{ kind: cross-entropy, temperature: \(temperature) }")
      }
      if design.spec.prediction.inSitu.center.value == .mean {
        change.set("prediction.in-situ.center", ContrastCenter.free.rawValue)
      }
      setRates(design, &change)
      return true
    }
  }

  /// More current backward.
  private static func reverse(_ gain: Double) -> Rung {
    Rung(title: "a reverse gain of \(number(gain)): the nudge comes back as much stronger") {
      design, _, change in
      setHidden(design, &change) { $0.hasAmplifier && $0.reverseGain < gain ? ($0.gain, gain) : nil }
    }
  }

  /// More voltage forward; the current backward stays.
  private static func gain(_ gain: Double) -> Rung {
    Rung(title: "amplifiers of gain \(number(gain)): more area and power, slower") { design, _, change in
      let gain = min(gain, design.technology.neuron.maximumGain.value.si)
      if gain > 1 { change.set("prediction.in-situ.read-point", ReadPoint.amplifier.rawValue) }
      return setHidden(design, &change) {
        $0.gain < gain ? (gain, $0.hasAmplifier ? $0.reverseGain : 1) : nil
      }
    }
  }

  private static func readings(_ count: Int) -> Rung {
    Rung(title: "\(count) readings of every voltage, at \(count) times the time of reading") {
      design, _, change in
      guard design.spec.prediction.inSitu.readings < count else { return false }
      change.set("prediction.in-situ.readings", "\(count)")
      return true
    }
  }

  /// Rewrites the hidden layers, lists being replaced as a whole.
  private static func setHidden(
    _ design: ChipDesign, _ change: inout SpecChange,
    _ gains: (HiddenLayer) -> (gain: Double, reverse: Double)?
  ) -> Bool {
    let layers = design.resistive.hidden
    guard layers.contains(where: { gains($0) != nil }) else { return false }
    let texts = layers.map { layer in
      let own = gains(layer)
      var text = "{ units: \(layer.units), gain: \(number(own?.gain ?? layer.gain))"
      if let reverse = own?.reverse ?? layer.ownReverseGain { text += ", reverse-gain: \(number(reverse))" }
      if layer.rectifiers != .halves { text += ", rectifiers: \(layer.rectifiers.rawValue)" }
      return text + " }"
    }
    change.set("network.hidden", "[\(texts.joined(separator: ", "))]")
    setRates(design, &change)
    return true
  }

  /// Rates that follow the size of the gradients.
  private static func setRates(_ design: ChipDesign, _ change: inout SpecChange) {
    guard design.spec.training.relativeRates == nil else { return }
    let rates = Array(repeating: "1 %", count: design.resistive.hidden.count) + ["2 %"]
    change.set(
      "training.learning-rate",
      "{ relative: \(rates.count == 1 ? rates[0] : "[\(rates.joined(separator: ", "))]") }")
  }

  private static func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 12) }
}

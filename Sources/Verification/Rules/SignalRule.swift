import Activity
import Diagnostics
import Quantities
import Specification

extension DesignRule {
  /// What a nudge moves against what reads it: whether the chip can learn with the circuits that it has.
  static let signals = DesignRule(code: "GD1111", stage: .estimate) { subject in
    guard let budget = subject.trained?.startSignals, budget.ratio.isFinite else { return RuleOutcome() }
    let end = subject.trained?.endSignals
    let figures = [
      DesignFigure(
        "signal-ratio", "Movement by a nudge over the noise of its reading, at the start of a training",
        budget.ratio, unit: "", better: .higher)
    ]
    guard budget.ratio < SignalBudget.marginalRatio else { return RuleOutcome(figures: figures) }
    let learns = subject.spec.prediction.modes.value.contains(.inSitu)
    let fails = budget.ratio < SignalBudget.failingRatio
    let weakest = budget.layers.dropLast().min { $0.ratio < $1.ratio } ?? budget.layers[0]
    let training = subject.spec.training
    let place = training.nudge?.location ?? training.rule.location
    return RuleOutcome(
      [
        Diagnostic(
          fails && learns ? .error : .warning, "GD1111",
          "a nudge moves \(subject.name(ofLayer: weakest.layer)) by \(weakest.movement.formatted(digits: 2)) "
            + "(rms \(weakest.isBehindAmplifier ? "behind the amplifiers" : "at the nodes")), and a reading has "
            + "\(weakest.noise.formatted(digits: 2)) of noise: a ratio of "
            + "\(Ratio(si: budget.ratio).formatted(digits: 2)) at the start of a training"
            + (end.map { ", \(Ratio(si: $0.ratio).formatted(digits: 2)) at its end" } ?? "")
            + (fails
              ? ", at which chips do not learn by themselves"
              : ", which costs about \(Ratio(si: budget.loss).formatted(digits: 2)) points of accuracy"),
          at: place, advice: advice(subject, budget))
      ], figures: figures)
  }

  /// The keys that would help, and by how much: each from the equations of the movement.
  private static func advice(_ subject: RuleSubject, _ budget: SignalBudget) -> String {
    let (spec, fabric) = (subject.spec, subject.fabric)
    var keys: [String] = []
    if fabric.output.nudge == .spring {
      keys.append("training: { nudge: { kind: current, amplitude: 50 mV } } pulls harder than a spring can")
    }
    let hasAmplifiers = fabric.hiddenLayers.contains(where: fabric.hasAmplifier)
    if hasAmplifiers, spec.prediction.inSitu.readPoint.value == .node {
      let gain = fabric.hiddenLayers.map(fabric.gain).max() ?? 1
      keys.append(
        "prediction: { in-situ: { read-point: amplifier } } sees \(Ratio(si: gain).formatted(digits: 3)) times as much"
      )
    }
    if let layer = fabric.hiddenLayers.first(where: { fabric.hasAmplifier($0) && fabric.reverseGain($0) < 1 })
    {
      keys.append(
        "reverse-gain: 1 moves the neurons up to \(Ratio(si: 1 / fabric.reverseGain(layer)).formatted(digits: 3)) times as far"
      )
    }
    let needed = SignalBudget.marginalRatio / budget.ratio
    if needed < 100 {
      let readings = Double(spec.prediction.inSitu.readings) * needed * needed
      keys.append("readings: \(Int(readings.rounded(.up))) would do alone, and take as much longer")
    }
    keys.append("grenadyn suggest proposes what is enough")
    return keys.joined(separator: "; ")
  }
}

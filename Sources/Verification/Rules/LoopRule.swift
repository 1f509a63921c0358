import Activity
import Diagnostics
import Quantities
import Specification

extension DesignRule {
  /// Whether the loop of nodes and amplifiers comes to rest: at the first weights, and at the trained ones.
  static let loop = DesignRule(code: "GD1112", stage: .chip) { subject in
    let start = LoopStability.start(of: subject.design)
    let end = subject.trained.flatMap { LoopStability(subject.chip, $0.conductances) }
    let known = [(start, "at the first weights"), (end, "at the trained weights")].compactMap { loop, time in
      loop.map { (loop: $0, time: time) }
    }
    guard let worst = known.min(by: { $0.loop.sharpest.damping < $1.loop.sharpest.damping }) else {
      return RuleOutcome()
    }
    let (loop, mode) = (worst.loop, worst.loop.isStable ? worst.loop.sharpest : worst.loop.slowest)
    let figures = [
      DesignFigure(
        "loop-damping",
        "Least damping of the loop through the amplifiers: 1 for none that swings, 0 for one that does not end",
        loop.sharpest.damping, unit: "", better: .higher)
    ]
    guard loop.sharpest.damping < LoopStability.leastDamping else { return RuleOutcome(figures: figures) }
    let strongest = subject.fabric.hiddenLayers.max {
      subject.fabric.loopGain($0) < subject.fabric.loopGain($1)
    }
    let swing =
      mode.damping < 0.999 ? "swings at \(mode.frequency.formatted(digits: 2)) and " : ""
    return RuleOutcome(
      [
        Diagnostic(
          loop.isStable ? .warning : .error, "GD1112",
          "the loop through the amplifiers \(worst.time) "
            + (loop.isStable
              ? "rings: it \(swing)decays with \(mode.timeConstant.formatted(digits: 2)), a Q of "
                + "\(Ratio(si: mode.quality).formatted(digits: 2))"
              : "is not stable: it \(swing)grows with \((-1 * mode.timeConstant).formatted(digits: 2))")
            + ". A B D_w/D is up to \(Ratio(si: loop.loopGain).formatted(digits: 2)), with time constants of "
            + "\(loop.forwardLag.formatted(digits: 2)) forward and \(loop.reverseLag.formatted(digits: 2)) back",
          at: subject.location(ofLayer: strongest ?? 0), advice: advice(subject, loop))
      ], figures: figures)
  }

  /// The keys that would help.
  private static func advice(_ subject: RuleSubject, _ loop: LoopStability) -> String {
    var keys: [String] = []
    if subject.fabric.layers.contains(where: { $0.amplifier.loopGain > 1 }) {
      keys.append("a smaller reverse-gain or gain makes the loop weaker")
    }
    keys.append("smaller conductances behind the neurons do so too (training: { initial: { … } })")
    keys.append(
      "amplifiers with more gain-bandwidth, whose delay is then below the nodes', or nodes with less capacitance (a smaller "
        + "network, another technology) take their poles apart")
    return keys.joined(separator: "; ")
  }
}

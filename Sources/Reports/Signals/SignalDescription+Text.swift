import Activity
import Quantities

extension SignalDescription {
  /// Lines for the terminal.
  package var text: String {
    let readings = budget.layers[0].readings
    return "\(name): what a nudge moves between the two phases at the start of a training\n\n"
      + table.joined(separator: "\n")
      + "\n\nmovement: rms of the nodes that no rectifier holds; noise: of the mean of \(readings) "
      + "reading\(readings == 1 ? "" : "s"), √((kT/C + read-out²)/N + step²/12); ratio: movement/(√2 noise)\n"
      + "ratio \(Self.number(budget.ratio)): \(verdict)\n"
      + (loopText.map { "\n\($0)\n" } ?? "") + (gradientText.map { "\n\($0)\n" } ?? "")
  }

  /// How exact a gradient of unequal amplifiers is; nil where they are alike.
  var gradientText: String? {
    gradient.map { connections in
      "the chips' amplifiers differ, so that what they measure is off the gradient of their cost by "
        + connections.map {
          "\(Self.percent($0.deviation)) (at most \(Self.percent($0.largestDeviation))) in connection \($0.connection)"
        }.joined(separator: ", ") + ": mean of \(GradientFidelity.chips) chips with their first weights"
    }
  }

  private static func percent(_ share: Double) -> String {
    // Below that it is the rounding of two linear systems.
    share < 1e-9 ? "0 %" : "\(Ratio(si: 100 * share).formatted(digits: 2)) %"
  }

  /// What the ratio means.
  var verdict: String {
    budget.ratio < SignalBudget.failingRatio
      ? "chips do not learn by themselves with it"
      : budget.ratio < SignalBudget.marginalRatio
        ? "costs a training about \(Self.number(budget.loss)) points of accuracy" : "enough to learn with"
  }

  /// A line a layer.
  var table: [String] {
    var rows = [
      [
        "layer", "read at", "movement", "median", "largest", "active", "kT/C", "read-out", "step", "noise",
        "ratio",
      ]
    ]
    for layer in budget.layers {
      rows.append([
        layer.layer + 1 == budget.layers.count ? "outputs" : "\(layer.layer + 1)",
        layer.isBehindAmplifier ? "amplifier" : "node", Self.volts(layer.movement), Self.volts(layer.median),
        Self.volts(layer.largest), "\(Ratio(si: 100 * layer.active).formatted(digits: 3)) %",
        Self.volts(layer.thermal),
        Self.volts(layer.readout), Self.volts(layer.step), Self.volts(layer.noise),
        Self.number(layer.ratio),
      ])
    }
    return TextTable(rows).lines
  }

  /// What the loop does; nil without one.
  var loopText: String? {
    guard let loop = stability else { return nil }
    func swing(_ mode: LoopStability.Mode) -> String {
      // Equal poles are apart by their rounding.
      guard mode.damping < 0.999 else { return "" }
      return ", swinging at \(mode.frequency.formatted(digits: 3))"
    }
    let (slowest, sharpest) = (loop.slowest, loop.sharpest)
    let rest =
      loop.isStable
      ? "it decays with \(slowest.timeConstant.formatted(digits: 3)), and its sharpest mode\(swing(sharpest)) has a Q of "
        + "\(Self.number(sharpest.quality))"
        + (sharpest.damping < LoopStability.leastDamping ? ": it rings" : "")
      : "not stable: it grows with \((-1 * slowest.timeConstant).formatted(digits: 3))\(swing(slowest))"
    return "loop through the amplifiers (A B D_w/D up to \(Self.number(loop.loopGain)), "
      + "\(loop.forwardLag.formatted(digits: 3)) forward, \(loop.reverseLag.formatted(digits: 3)) back, which is assumed): "
      + rest + "\n"
      + (loop.method == .eigenvalues
        ? "all \(loop.states) poles" : "the rightmost of \(loop.states) poles, by Arnoldi's method,")
      + " of the chip with its first weights"
  }

  static func volts(_ value: Voltage) -> String { value.si == 0 ? "0 V" : value.formatted(digits: 3) }
  static func number(_ value: Double) -> String {
    value.isFinite ? Ratio(si: value).formatted(digits: 3) : "∞"
  }
}

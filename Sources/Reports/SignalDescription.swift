import Mapping
import Quantities
import Simulation
import Specification

/// `grenadyn describe SPEC --signals`: what a nudge moves under the initial weights, and what reads it.
public struct SignalDescription: Encodable, Sendable, Equatable {
  /// One layer.
  public struct Layer: Encodable, Sendable, Equatable {
    /// From 1; the last is the output layer.
    public var layer: Int
    /// `node` or `amplifier`.
    public var readPoint: String
    /// Between the two phases at that point: root mean square, median and largest.
    public var movement, median, largest: Figure
    /// Share of the nodes that no rectifier holds.
    public var active: Double
    /// Of one reading: noise of the node, noise of its circuit, step of the converter.
    public var thermalNoise, readoutNoise, step: Figure
    /// Readings of each voltage.
    public var readings: Int
    /// Standard deviation of their mean.
    public var noise: Figure
    /// Movement over √2 times that; nil without noise.
    public var ratio: Double?
  }

  /// The poles of the loop through the amplifiers.
  public struct Loop: Encodable, Sendable, Equatable {
    /// Whether every mode decays.
    public var isStable: Bool
    /// Of the slowest mode: below 0 it grows.
    public var timeConstant: Figure
    /// Of the mode with the least damping.
    public var frequency: Figure
    /// Its damping: 1 for none that swings, 0 for one that does not end.
    public var damping: Double
    /// 1/(2 damping) of a mode that decays.
    public var quality: Double?
    /// The largest A B D_w/D.
    public var loopGain: Double
    /// Time constants of the amplifiers, the latter assumed.
    public var forwardLag, reverseLag: Figure
    /// Of the circuit.
    public var states: Int
    /// `eigenvalues` or `arnoldi`.
    public var method: String

    init(_ loop: LoopStability) {
      (isStable, states, method, loopGain) = (loop.isStable, loop.states, loop.method.rawValue, loop.loopGain)
      timeConstant = Figure(loop.slowest.timeConstant)
      frequency = Figure(loop.sharpest.frequency)
      damping = loop.sharpest.damping
      quality = damping > 0 ? loop.sharpest.quality : nil
      (forwardLag, reverseLag) = (Figure(loop.forwardLag), Figure(loop.reverseLag))
    }
  }

  /// The spec's name.
  public var name: String
  /// First to last.
  public var layers: [Layer]
  /// The ratio of the layer that decides; nil without noise.
  public var ratio: Double?
  /// Percentage points of accuracy that it costs a training, about.
  public var predictedLoss: Double
  /// Of the chip with the initial weights; nil without amplifiers that take time.
  public var loop: Loop?
  private let budget: SignalBudget
  private let stability: LoopStability?

  private enum CodingKeys: String, CodingKey { case name, layers, ratio, predictedLoss, loop }

  /// Measures the start of a training.
  /// - Throws: what loading the data and ``SignalBudget/start(of:data:threads:)`` throw; nil for a rule that compares no
  ///   two nudged states.
  public init?(_ design: ChipDesign, threads: Int? = nil) throws {
    let data = try DataSets.load(DataRequest(spec: design.spec))
    guard let budget = try SignalBudget.start(of: design, data: data, threads: threads) else { return nil }
    self.budget = budget
    name = design.spec.name.value
    layers = budget.layers.map {
      Layer(
        layer: $0.layer + 1, readPoint: ($0.isBehindAmplifier ? ReadPoint.amplifier : .node).rawValue,
        movement: Figure($0.movement), median: Figure($0.median), largest: Figure($0.largest),
        active: $0.active, thermalNoise: Figure($0.thermal), readoutNoise: Figure($0.readout),
        step: Figure($0.step), readings: $0.readings, noise: Figure($0.noise),
        ratio: $0.ratio.isFinite ? $0.ratio : nil)
    }
    ratio = budget.ratio.isFinite ? budget.ratio : nil
    predictedLoss = budget.loss
    stability = LoopStability.start(of: design)
    loop = stability.map(Loop.init)
  }

  /// Lines for the terminal.
  public var text: String {
    var rows = [
      [
        "layer", "read at", "movement", "median", "largest", "active", "kT/C", "read-out", "step", "noise",
        "ratio",
      ]
    ]
    for layer in budget.layers {
      rows.append([
        layer.layer + 1 == budget.layers.count ? "outputs" : "\(layer.layer + 1)",
        layer.isBehindAmplifier ? "amplifier" : "node", volts(layer.movement), volts(layer.median),
        volts(layer.largest), "\(Ratio(si: 100 * layer.active).formatted(digits: 3)) %", volts(layer.thermal),
        volts(layer.readout), volts(layer.step), volts(layer.noise),
        layer.ratio.isFinite ? number(layer.ratio) : "∞",
      ])
    }
    let verdict =
      budget.ratio < SignalBudget.failingRatio
      ? "chips do not learn by themselves with it"
      : budget.ratio < SignalBudget.marginalRatio
        ? "costs a training about \(number(budget.loss)) points of accuracy" : "enough to learn with"
    return "\(name): what a nudge moves between the two phases at the start of a training\n\n"
      + TextTable(rows).lines.joined(separator: "\n")
      + "\n\nmovement: rms of the nodes that no rectifier holds; noise: of the mean of \(budget.layers[0].readings) "
      + "reading\(budget.layers[0].readings == 1 ? "" : "s"), √((kT/C + read-out²)/N + step²/12); ratio: movement/(√2 noise)\n"
      + "ratio \(budget.ratio.isFinite ? number(budget.ratio) : "∞"): \(verdict)\n"
      + (stability.map(text) ?? "")
  }

  private func text(_ loop: LoopStability) -> String {
    func swing(_ mode: LoopStability.Mode) -> String {
      guard mode.angularFrequency.si > 0 else { return "" }
      return ", swinging at \(mode.frequency.formatted(digits: 3))"
    }
    let (slowest, sharpest) = (loop.slowest, loop.sharpest)
    let rest =
      loop.isStable
      ? "it decays with \(slowest.timeConstant.formatted(digits: 3)), and its sharpest mode\(swing(sharpest)) has a Q of "
        + "\(number(sharpest.quality))"
        + (sharpest.damping < LoopStability.leastDamping ? ": it rings" : "")
      : "not stable: it grows with \((-1 * slowest.timeConstant).formatted(digits: 3))\(swing(slowest))"
    return "\nloop through the amplifiers (A B D_w/D up to \(number(loop.loopGain)), "
      + "\(loop.forwardLag.formatted(digits: 3)) forward, \(loop.reverseLag.formatted(digits: 3)) back, which is assumed): "
      + rest + "\n"
      + (loop.method == .eigenvalues
        ? "all \(loop.states) poles" : "the rightmost of \(loop.states) poles, by Arnoldi's method")
      + " of the chip with its first weights\n"
  }

  private func volts(_ value: Voltage) -> String { value.si == 0 ? "0 V" : value.formatted(digits: 3) }
  private func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 3) }
}

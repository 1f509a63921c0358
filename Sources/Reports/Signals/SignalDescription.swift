import Activity
import Datasets
import Designs
import Mapping
import Quantities
import Specification

/// `grenadyn describe SPEC --signals`: what a nudge moves under the initial weights, and what reads it.
package struct SignalDescription: Encodable, Sendable, Equatable {
  /// One layer.
  package struct Layer: Encodable, Sendable, Equatable {
    /// From 1; the last is the output layer.
    package var layer: Int
    /// `node` or `amplifier`.
    package var readPoint: String
    /// Between the two phases at that point: root mean square, median and largest.
    package var movement, median, largest: Figure
    /// Share of the nodes that no rectifier holds.
    package var active: Double
    /// Of one reading: noise of the node, noise of its circuit, step of the converter.
    package var thermalNoise, readoutNoise, step: Figure
    /// Largest difference that the converter takes; 0 V without a limit.
    package var limit: Figure
    /// Readings of each voltage.
    package var readings: Int
    /// Largest voltage on the rows of the layer, or of its nodes, in either phase.
    package var reach: Figure
    /// Standard deviation of their mean.
    package var noise: Figure
    /// Movement over √2 times that; nil without noise.
    package var ratio: Double?
  }

  /// The poles of the loop through the amplifiers.
  package struct Loop: Encodable, Sendable, Equatable {
    /// Whether every mode decays.
    package var isStable: Bool
    /// Of the slowest mode: below 0 it grows.
    package var timeConstant: Figure
    /// Of the mode with the least damping.
    package var frequency: Figure
    /// Its damping: 1 for none that swings, 0 for one that does not end.
    package var damping: Double
    /// 1/(2 damping) of a mode that decays.
    package var quality: Double?
    /// The largest A B D_w/D.
    package var loopGain: Double
    /// Time constants of the amplifiers, the latter assumed.
    package var forwardLag, reverseLag: Figure
    /// Of the circuit.
    package var states: Int
    /// `eigenvalues` or `arnoldi`.
    package var method: String

    init(_ loop: LoopStability) {
      (isStable, states, method, loopGain) = (loop.isStable, loop.states, loop.method.rawValue, loop.loopGain)
      timeConstant = Figure(loop.slowest.timeConstant)
      frequency = Figure(loop.sharpest.frequency)
      damping = loop.sharpest.damping
      quality = damping > 0 ? loop.sharpest.quality : nil
      (forwardLag, reverseLag) = (Figure(loop.forwardLag), Figure(loop.reverseLag))
    }
  }

  /// How far what the chips measure is from the gradient of their cost, because their amplifiers are not all alike.
  package struct Gradient: Encodable, Sendable, Equatable {
    /// From 1.
    package var connection: Int
    /// ‖contrast − gradient‖/‖gradient‖: mean and largest of the chips.
    package var deviation, largestDeviation: Double
    /// Mean cosine of the angle between both.
    package var cosine: Double
  }

  /// The spec's name.
  package var name: String
  /// First to last.
  package var layers: [Layer]
  /// The ratio of the layer that decides; nil without noise.
  package var ratio: Double?
  /// Percentage points of accuracy that it costs a training, about.
  package var predictedLoss: Double
  /// Of the chip with the initial weights; nil without amplifiers that take time.
  package var loop: Loop?
  /// By connection, of the first chips with the initial weights; nil where all amplifiers are alike, for networks of more
  /// than 800 nodes, and where it was not asked for.
  package var gradient: [Gradient]?
  let budget: SignalBudget
  let stability: LoopStability?

  private enum CodingKeys: String, CodingKey { case name, layers, ratio, predictedLoss, loop, gradient }

  /// Measures the start of a training.
  /// - Throws: what loading the data and ``SignalBudget/start(of:data:threads:)`` throw; nil for a rule that compares no
  ///   two nudged states.
  package init?(_ design: ChipDesign, threads: Int? = nil) throws {
    let data = try DataSets.load(DataRequest(spec: design.spec))
    guard let budget = try SignalBudget.start(of: design, data: data, threads: threads) else { return nil }
    self.init(name: design.spec.name.value, budget, LoopStability.start(of: design))
    gradient = GradientFidelity.start(of: design, data: data, threads: threads).map(Self.gradient)
  }

  /// Means over chips.
  private static func gradient(_ chips: [GradientFidelity]) -> [Gradient] {
    chips[0].connections.indices.map { k in
      let all = chips.map { $0.connections[k] }
      func mean(_ path: KeyPath<GradientFidelity.Connection, Double>) -> Double {
        all.reduce(0) { $0 + $1[keyPath: path] } / Double(all.count)
      }
      return Gradient(
        connection: k + 1, deviation: mean(\.deviation), largestDeviation: all.map(\.deviation).max() ?? 0,
        cosine: mean(\.cosine))
    }
  }

  /// Describes what was measured.
  init(name: String, _ budget: SignalBudget, _ stability: LoopStability?) {
    (self.name, self.budget, self.stability) = (name, budget, stability)
    layers = budget.layers.map {
      Layer(
        layer: $0.layer + 1, readPoint: ($0.isBehindAmplifier ? ReadPoint.amplifier : .node).rawValue,
        movement: Figure($0.movement), median: Figure($0.median), largest: Figure($0.largest),
        active: $0.active, thermalNoise: Figure($0.thermal), readoutNoise: Figure($0.readout),
        step: Figure($0.step), limit: Figure($0.limit), readings: $0.readings, reach: Figure($0.reach),
        noise: Figure($0.noise),
        ratio: $0.ratio.isFinite ? $0.ratio : nil)
    }
    ratio = budget.ratio.isFinite ? budget.ratio : nil
    predictedLoss = budget.loss
    loop = stability.map(Loop.init)
  }
}

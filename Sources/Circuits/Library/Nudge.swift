import Quantities

/// The pull on an output node towards its target, i = β g·(target − v): source and sink in one.
///
/// An amplifier of one stage with its output at its own inverting input. Near the target it is a conductance, in weak
/// inversion proportional to the bias current: the bias programs β, also β = 0, and exchanging target and node at the inputs
/// would make it negative. Further than about 50 mV from the target the current saturates at that of the tail, as a nudge may.
package struct Nudge: LibraryCircuit {
  package static let name = "nudge"
  package static let summary = "current towards a target, its conductance programmed by the bias"
  package static let standardBias = Current(si: 2e-6)
  package static let standardLoad = Resistance(si: 1e3)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  /// As wide as for four times its standard bias: the range in which it is programmed.
  private var stage: DifferentialStage {
    DifferentialStage(
      name: "gd_nudge_stage", tail: 4 * Sizing.microamperes(Self.standardBias), inputWidth: 2)
  }

  package var modules: [Module] {
    [
      stage.module,
      Module(
        name: "gd_nudge", kind: .leaf, comment: Self.summary,
        ports: ["node", "target", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: 4 * Sizing.microamperes(Self.standardBias)),
          stage.instance("stage", inp: "target", inn: "node", out: "node", bias: "ib"),
        ]),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    return [1, 2, 4].map { factor in
      var own = conditions
      own.bias = Current(si: conditions.bias.si * Double(factor))
      return Bench(
        name: "beta-\(factor)", summary: "the current into a node at the middle, at \(factor) times the bias",
        elements: own.sources + [
          .supply("target", "target", volts: middle),
          Element("node", .voltageSource(.constant(0)), ["cm", "node"]),
          own.instance(of: modules, ["node": "node", "target": "target"]),
        ],
        stimulus: "target", centre: middle, response: .current(from: "node"),
        transfer: .linear(gain: nil, at: middle, value: 0),
        sweep: .init((middle - 0.1)...(middle + 0.1), steps: 80, tolerance: 0.1 * own.bias.si),
        hasSmallSignal: true)
    }
  }
}

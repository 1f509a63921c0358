import Quantities

/// Says whether a voltage is above a reference, in the levels of logic.
///
/// A differential stage, a second stage and an inverter, without a clock: its decision follows its input at all times,
/// and the time it takes depends on how far the input is from the reference.
package struct Comparator: LibraryCircuit {
  package static let name = "comparator"
  package static let summary = "continuous comparator with a logic output"
  package static let standardBias = Current(si: 10e-6)
  package static let standardLoad = Resistance(si: 1e6)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var bias: Double { Sizing.microamperes(conditions.bias) }
  private var stage: DifferentialStage { DifferentialStage(name: "gd_comparator_stage", tail: 2 * bias) }

  package var modules: [Module] {
    [
      stage.module,
      Module(
        name: "gd_comparator", kind: .leaf, comment: Self.summary,
        ports: ["in", "ref", "out", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: bias),
          stage.instance("stage", inp: "in", inn: "ref", out: "first", bias: "ib"),
          Element.p("up", bias * Sizing.mirrorP, drain: "second", gate: "first"),
          Element.n("down", bias * Sizing.mirrorN, drain: "second", gate: "ib"),
          Element.p("high", 2, 0.15, drain: "out", gate: "second"),
          Element.n("low", 1, 0.15, drain: "out", gate: "second"),
        ]),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    return [
      Bench(
        name: "decision", summary: "the threshold, and the time to decide over a step from −10 mV to 10 mV",
        elements: conditions.sources + [
          .supply("in", "in", volts: middle - 0.02),
          .capacitor("load", "out", Circuit.ground, farads: 10e-15),
          conditions.instance(of: modules, ["in": "in", "ref": "cm", "out": "out"]),
        ],
        stimulus: "in", centre: middle - 0.02, response: .voltage("out"),
        transfer: .decision(threshold: middle),
        sweep: .init((middle - 0.02)...(middle + 0.02), steps: 160, tolerance: 0),
        step: .init(from: middle - 0.01, to: middle + 0.01, duration: 400e-9))
    ]
  }
}

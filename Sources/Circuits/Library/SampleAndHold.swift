import Quantities

/// The memory of a node's voltage between two phases: a switch, a capacitor, a follower.
///
/// The switch is a transmission gate; the follower is the amplifier of two stages, so that a
/// column's converter may load it. When the switch opens, the charge of its channels moves the held voltage (the
/// pedestal); n and p of the gate cancel each other's in part.
package struct SampleAndHold: LibraryCircuit {
  package static let name = "sample-and-hold"
  package static let summary = "switch, capacitor and follower: holds a node's voltage"
  package static let standardBias = Current(si: 10e-6)
  package static let standardLoad = Resistance(si: 10e3)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var amplifier: TwoStageAmplifier {
    TwoStageAmplifier(
      name: "gd_sample_hold", bias: Sizing.microamperes(conditions.bias),
      standing: 1.5 * RowDriver.swing / conditions.load.si * 1e6)
  }

  package var modules: [Module] {
    [
      amplifier.stage.module,
      Module(
        name: "gd_sample_hold", kind: .leaf, comment: Self.summary,
        ports: ["in", "out", "sense", "clk", "clkb", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: amplifier.bias),
          Element.n("switchn", 1, 0.15, drain: "held", gate: "clk", source: "in"),
          Element.p("switchp", 1, 0.15, drain: "held", gate: "clkb", source: "in"),
          .element(.capacitor("hold", "held", "vss", farads: 1e-12)),
        ] + amplifier.items(inp: "held", inn: "sense", out: "out", drive: "drive")),
    ]
  }

  package var benches: [Bench] {
    let (middle, supply) = (conditions.middle, conditions.supply.si)
    let common =
      conditions.sources + [
        .supply("in", "in", volts: middle), .loop(driven: "out", sensed: "sense"),
        .supply("clk", "clk", volts: supply),
        // The inverted clock moves with the clock.
        Element("clkb", .voltageControlledVoltage(gain: -1), ["clkb", "vdd", "clk", Circuit.ground]),
        .resistor("load", "out", "cm", ohms: conditions.load.si),
        .capacitor("load", "out", Circuit.ground, farads: 100e-15),
        conditions.instance(
          of: modules, ["in": "in", "out": "out", "sense": "sense", "clk": "clk", "clkb": "clkb"]),
      ]
    return [
      Bench(
        name: "track", summary: "the switch is closed: a follower", elements: common, stimulus: "in",
        centre: middle, response: .voltage("out"), transfer: .linear(gain: 1, at: middle, value: middle),
        sweep: .init((middle - 0.5)...(middle + 0.5), steps: 100, tolerance: 5e-3), hasSmallSignal: true,
        step: .init(from: middle - 0.1, to: middle + 0.1, duration: 400e-9), loop: ("out", "sense")),
      Bench(
        name: "hold", summary: "the switch opens: what the output moves by is the pedestal", elements: common,
        stimulus: "clk", centre: supply, response: .voltage("out"),
        transfer: .linear(gain: nil, at: supply, value: middle),
        step: .init(from: supply, to: 0, duration: 400e-9)),
    ]
  }
}

import Quantities

/// The amplifier between layers of a resistive network: voltage gain A forward, current gain 1/A back.
///
/// Forward: an amplifier of two stages whose feedback is divided by A, here 4, sets out − ref = A·(in − ref) and drives
/// the next layer's lines. Back: whatever current i leaves the output, i/A is drawn from the input, so that the layer
/// before feels the next one as it would through an ideal transformer, and the network keeps an energy.
///
/// The current is not measured by a resistor but copied: a second output stage, A times smaller, has the same gates and,
/// held by an amplifier of its own, the same voltage at its drains, so it delivers i/A to the last per cent. A transistor of
/// which that amplifier moves the gate takes this current with a constant one added; its twin takes the same from the
/// input, which gets the constant one back.
package struct BidirectionalAmplifier: LibraryCircuit {
  package static let name = "bidirectional-amplifier"
  package static let summary =
    "amplifier between layers: voltage gain 4 forward, a quarter of the current back"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  /// Voltage gain.
  static let gain = 4.0

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var bias: Double { Sizing.microamperes(conditions.bias) }
  private var amplifier: TwoStageAmplifier {
    TwoStageAmplifier(
      name: "gd_bidirectional", bias: bias, standing: 1.5 * RowDriver.swing / conditions.load.si * 1e6)
  }
  private var holder: DifferentialStage { DifferentialStage(name: "gd_bidirectional_holder", tail: 2 * bias) }

  package var modules: [Module] {
    let replica = amplifier.standing / Self.gain
    // More than the replica delivers, so that the taking transistors never turn off.
    let constant = 1.07 * replica
    // Stronger inverted than a mirror, for they stand at gate voltages that the holder's output reaches.
    let taking = constant * 0.1
    return [
      amplifier.stage.module, holder.module,
      Module(
        name: "gd_bidirectional", kind: .leaf, comment: Self.summary,
        ports: ["in", "out", "sense", "ref", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: bias),
          Element.n("turn", bias * Sizing.mirrorN, drain: "pb", gate: "ib"),
          MirrorInput.p("above", "pb", microamperes: bias),
        ] + amplifier.items(inp: "in", inn: "fb", out: "out", drive: "drive") + [
          .element(.resistor("f", "sense", "fb", ohms: 60e3)),
          .element(.resistor("g", "fb", "ref", ohms: 60e3 / (Self.gain - 1))),
          Element.p("rup", replica * Sizing.mirrorP, drain: "r", gate: "drive"),
          Element.n("rdown", replica * Sizing.mirrorN, drain: "r", gate: "ib"),
          Element.p("radd", constant * Sizing.mirrorP, drain: "r", gate: "pb"),
          holder.instance("holder", inp: "r", inn: "out", out: "gate", bias: "ib"),
          Element.n("rtake", taking, 1, drain: "r", gate: "gate"),
          // The holder's loop has two stages too.
          .element(.resistor("hold", "gate", "h", ohms: 0.075 / (constant * 1e-6))),
          .element(.capacitor("hold", "h", "r", farads: 1e-12)),
          Element.n("take", taking, 1, drain: "in", gate: "gate"),
          Element.p("give", constant * Sizing.mirrorP, drain: "in", gate: "pb"),
        ]),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    func elements(_ stimuli: [Element]) -> [Element] {
      conditions.sources + stimuli + [
        .loop(driven: "out", sensed: "sense"),
        .resistor("load", "out", "cm", ohms: conditions.load.si),
        .capacitor("load", "out", Circuit.ground, farads: 1e-12),
        conditions.instance(
          of: modules, ["in": "in", "out": "out", "sense": "sense", "ref": "cm"]),
      ]
    }
    return [
      Bench(
        name: "forward", summary: "the input's voltage moves the output, which drives the load and 1 pF",
        elements: elements([.supply("in", "in", volts: middle)]),
        stimulus: "in", centre: middle, response: .voltage("out"),
        transfer: .linear(gain: Self.gain, at: middle, value: middle),
        sweep: .init((middle - 0.15)...(middle + 0.15), steps: 60, tolerance: 10e-3), hasSmallSignal: true,
        step: .init(from: middle - 0.025, to: middle + 0.025, duration: 600e-9), loop: ("out", "sense")),
      Bench(
        name: "back", summary: "a current out of the output draws a quarter of it from the input",
        elements: elements([
          .supply("in", "in", volts: middle), .current("back", from: "out", into: "cm", amperes: 0),
        ]),
        stimulus: "back", centre: 0, response: .current(from: "in"),
        transfer: .linear(gain: 1 / Self.gain, at: 0, value: 0),
        sweep: .init(-0.4e-3...0.4e-3, steps: 80, tolerance: 5e-6), hasSmallSignal: true,
        step: .init(from: -0.1e-3, to: 0.1e-3, duration: 600e-9)),
    ]
  }
}

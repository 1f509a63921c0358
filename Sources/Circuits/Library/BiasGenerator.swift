import Quantities

/// The source of bias currents: a current that hardly depends on the supply.
///
/// Two n transistors, one four times as wide, get the same current from a p mirror; the resistor under the wider one
/// takes the difference of their gate voltages, so the current is about that difference, which is nearly proportional to the
/// temperature, over the resistance. All currents zero would be a solution too: a long p transistor pulls the gate of a
/// third n transistor up, which starts the loop and is turned off once it runs.
package struct BiasGenerator: LibraryCircuit {
  package static let name = "bias-generator"
  package static let summary = "current source that hardly depends on the supply"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  package var modules: [Module] {
    let current = Sizing.microamperes(conditions.bias)
    let (n, p) = (2 * current * Sizing.mirrorN, 2 * current * Sizing.mirrorP)
    return [
      Module(
        name: "gd_bias_generator", kind: .leaf, comment: Self.summary, ports: ["out", "vdd", "vss"],
        items: [
          Element.n("one", n, 1, drain: "nb", gate: "nb"),
          Element.n("four", 4 * n, 1, drain: "pb", gate: "nb", source: "s"),
          .element(.resistor("s", "s", "vss", ohms: Self.voltage / conditions.bias.si)),
          Element.p("left", p, 1, drain: "nb", gate: "pb"),
          Element.p("right", p, 1, drain: "pb", gate: "pb"),
          Element.p("out", p, 1, drain: "out", gate: "pb"),
          Element.p("weak", 0.42, 10, drain: "go", gate: "vss"),
          Element.n("start", 1, drain: "pb", gate: "go"),
          Element.n("stop", 4, drain: "go", gate: "nb"),
        ])
    ]
  }

  /// Volts across the resistor, simulated in SkyWater's process at 27 °C with these sizes.
  private static let voltage = 0.0697

  package var benches: [Bench] {
    let supply = conditions.supply.si
    return [
      Bench(
        name: "supply", summary: "the current into a node at half the nominal supply, over the supply",
        elements: [
          .supply("dd", "vdd", volts: supply), .supply("cm", "cm", volts: conditions.middle),
          // A source's current is counted from its positive net on: here what flows into the middle.
          Element("out", .voltageSource(.constant(0)), ["cm", "out"]),
          conditions.instance(of: modules, ["out": "out"]),
        ],
        stimulus: "dd", centre: supply, response: .current(from: "out"),
        transfer: .linear(gain: nil, at: supply, value: conditions.bias.si),
        sweep: .init((0.85 * supply)...(1.1 * supply), steps: 50, tolerance: 0.05 * conditions.bias.si))
    ]
  }
}

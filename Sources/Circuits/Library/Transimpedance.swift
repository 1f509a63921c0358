import Quantities

/// The sense amplifier of a column: holds the column at the reference and turns its current into a voltage.
///
/// An amplifier of two stages with a resistor from its output to the column, out = ref − R·i. The column's own
/// conductance is the load: it stands between the column and the reference, so it draws no current, but it divides the
/// feedback, and with it the bandwidth.
package struct Transimpedance: LibraryCircuit {
  package static let name = "transimpedance"
  package static let summary = "sense amplifier of a column: its current as a voltage"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  /// Ohms of the feedback: 0.4 V for a current of 120 µA.
  static let feedback = 3.3e3

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var amplifier: TwoStageAmplifier {
    TwoStageAmplifier(
      name: "gd_transimpedance", bias: Sizing.microamperes(conditions.bias),
      standing: 1.5 * RowDriver.swing / Self.feedback * 1e6)
  }

  package var modules: [Module] {
    [
      amplifier.stage.module,
      Module(
        name: "gd_transimpedance", kind: .leaf, comment: Self.summary,
        ports: ["in", "out", "sense", "ref", "ib", "vdd", "vss"],
        items: [MirrorInput.n("bias", "ib", microamperes: amplifier.bias)]
          + amplifier.items(inp: "ref", inn: "in", out: "out", drive: "drive") + [
            .element(.resistor("f", "sense", "in", ohms: Self.feedback))
          ]),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    return [
      Bench(
        name: "column", summary: "a current into a column with the load and 1 pF",
        elements: conditions.sources + [
          .current("in", from: "cm", into: "in", amperes: 0), .loop(driven: "out", sensed: "sense"),
          .resistor("load", "in", "cm", ohms: conditions.load.si),
          .capacitor("load", "in", Circuit.ground, farads: 1e-12),
          conditions.instance(
            of: modules, ["in": "in", "out": "out", "sense": "sense", "ref": "cm"]),
        ],
        stimulus: "in", centre: 0, response: .voltage("out"),
        transfer: .linear(gain: -Self.feedback, at: 0, value: middle),
        sweep: .init(-150e-6...150e-6, steps: 60, tolerance: 10e-3), hasSmallSignal: true,
        step: .init(from: -20e-6, to: 20e-6, duration: 400e-9), loop: ("out", "sense"))
    ]
  }
}

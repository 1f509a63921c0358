import Quantities

/// The driver of a row: follows its input, sized for the line that it drives.
///
/// A row of 32 cells of 30 µS is about 1 kΩ to the middle of the supply. To swing it by ±0.4 V takes ±0.4 mA, so the
/// output stage stands at one and a half times that; it is a class-A stage, which takes the same current always. The
/// feedback is sensed at a pin of its own, `sense`, which may be tied to the line's near end.
package struct RowDriver: LibraryCircuit {
  package static let name = "row-driver"
  package static let summary = "follower of two stages that drives a crossbar line"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  /// Volts that a line is moved by, either way.
  static let swing = 0.4

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var amplifier: TwoStageAmplifier {
    TwoStageAmplifier(
      name: "gd_row_driver", bias: Sizing.microamperes(conditions.bias),
      standing: 1.5 * Self.swing / conditions.load.si * 1e6)
  }

  package var modules: [Module] {
    [
      amplifier.stage.module,
      Module(
        name: "gd_row_driver", kind: .leaf, comment: Self.summary,
        ports: ["in", "sense", "out", "ib", "vdd", "vss"],
        items: [MirrorInput.n("bias", "ib", microamperes: amplifier.bias)]
          + amplifier.items(inp: "in", inn: "sense", out: "out", drive: "drive")),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    return [
      Bench(
        name: "line", summary: "drives the load to the middle of the supply, and 1 pF",
        elements: conditions.sources + [
          .supply("in", "in", volts: middle), .loop(driven: "out", sensed: "sense"),
          .resistor("load", "out", "cm", ohms: conditions.load.si),
          .capacitor("load", "out", Circuit.ground, farads: 1e-12),
          conditions.instance(of: modules, ["in": "in", "sense": "sense", "out": "out"]),
        ],
        stimulus: "in", centre: middle, response: .voltage("out"),
        transfer: .linear(gain: 1, at: middle, value: middle),
        sweep: .init((middle - 0.6)...(middle + 0.6), steps: 120, tolerance: 10e-3), hasSmallSignal: true,
        step: .init(from: middle - 0.1, to: middle + 0.1, duration: 400e-9), loop: ("out", "sense"))
    ]
  }
}

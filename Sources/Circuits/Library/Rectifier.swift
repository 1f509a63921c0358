import Quantities

/// The super-diode of an excitatory neuron: its node cannot fall below the reference, v ≥ 0 seen from there.
///
/// An amplifier compares the node with the reference and drives a p transistor that pulls the node up. Where the node
/// is above, the transistor is off and the circuit draws nothing from it; where the network pulls it below, the loop holds it at
/// the reference, but for the gate's movement over the amplifier's gain: a few millivolts, where a diode would take 0.6 V.
package struct Rectifier: LibraryCircuit {
  package static let name = "rectifier"
  package static let summary = "super-diode of a neuron: holds its node at or above a reference"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var stage: DifferentialStage {
    DifferentialStage(name: "gd_rectifier_stage", tail: 2 * Sizing.microamperes(conditions.bias))
  }

  package var modules: [Module] {
    [
      stage.module,
      Module(
        name: "gd_rectifier", kind: .leaf, comment: Self.summary,
        ports: ["node", "sense", "ref", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: Sizing.microamperes(conditions.bias)),
          stage.instance("stage", inp: "sense", inn: "ref", out: "gate", bias: "ib"),
          // As short as the process allows: it only has to carry the current, and its gate loads the amplifier.
          Element.p("pull", 80e3 / conditions.load.si, 0.15, drain: "node", gate: "gate"),
          // One dominant pole, with a resistor against the zero.
          .element(.resistor("z", "gate", "z", ohms: 0.5 * conditions.load.si)),
          .element(.capacitor("z", "z", "node", farads: 0.5e-12)),
        ]),
    ]
  }

  package var benches: [Bench] {
    [conditions.rectifierBench(modules, .atLeast(conditions.middle), operating: -0.2)]
  }
}

extension CircuitConditions {
  /// A rectifier at a node that the network pulls at through the load.
  /// - Parameter operating: volts from the middle to where the network pulls it at rest.
  func rectifierBench(_ modules: [Module], _ transfer: Bench.Transfer, operating: Double) -> Bench {
    Bench(
      name: "node", summary: "the network pulls the node through the load; 0.5 pF",
      elements: sources + [
        .supply("in", "in", volts: middle + operating), .loop(driven: "node", sensed: "sense"),
        .resistor("load", "in", "node", ohms: load.si),
        .capacitor("load", "node", Circuit.ground, farads: 0.5e-12),
        instance(of: modules, ["node": "node", "sense": "sense", "ref": "cm"]),
      ],
      stimulus: "in", centre: middle + operating, response: .voltage("node"), transfer: transfer,
      sweep: .init((middle - 0.4)...(middle + 0.4), steps: 80, tolerance: 12e-3), hasSmallSignal: false,
      step: .init(from: middle - operating, to: middle + operating, duration: 400e-9),
      loop: ("node", "sense"))
  }
}

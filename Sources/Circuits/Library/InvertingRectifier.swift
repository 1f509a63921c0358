import Quantities

/// The super-diode of an inhibitory neuron: its node cannot rise above the reference, v ≤ 0 seen from there.
///
/// As ``Rectifier``, but for an n transistor that pulls the node down, and a first stage whose output reaches ground, so
/// that it turns this transistor off. (The mirror image with p inputs has no room: the threshold of p transistors is more
/// than half of the supply.)
package struct InvertingRectifier: LibraryCircuit {
  package static let name = "inverting-rectifier"
  package static let summary = "super-diode of a neuron: holds its node at or below a reference"
  package static let standardBias = Current(si: 20e-6)
  package static let standardLoad = Resistance(si: 1e3)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var stage: DifferentialStage {
    DifferentialStage(
      name: "gd_inverting_rectifier_stage", tail: 2 * Sizing.microamperes(conditions.bias), isSymmetric: true)
  }

  package var modules: [Module] {
    let bias = Sizing.microamperes(conditions.bias)
    return [
      stage.module,
      Module(
        name: "gd_inverting_rectifier", kind: .leaf, comment: Self.summary,
        ports: ["node", "sense", "ref", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: bias),
          stage.instance("stage", inp: "sense", inn: "ref", out: "gate", bias: "ib"),
          Element.n("pull", 40e3 / conditions.load.si, 0.15, drain: "node", gate: "gate"),
          .element(.resistor("z", "gate", "z", ohms: 0.5 * conditions.load.si)),
          .element(.capacitor("z", "z", "node", farads: 0.5e-12)),
        ]),
    ]
  }

  package var benches: [Bench] {
    [conditions.rectifierBench(modules, .atMost(conditions.middle), operating: 0.2)]
  }
}

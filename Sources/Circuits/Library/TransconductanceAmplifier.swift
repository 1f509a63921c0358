import Quantities

/// The operational transconductance amplifier (OTA) of five transistors, which other circuits are made of.
///
/// Connected as a follower its gain is A/(1 + A), about 0.99 with a gain A of 40 dB: a cheap buffer for capacitors. It
/// cannot drive a line of a crossbar: its output resistance without the loop is some hundred kiloohms.
package struct TransconductanceAmplifier: LibraryCircuit {
  package static let name = "ota"
  package static let summary = "transconductance amplifier of five transistors, measured as a follower"
  package static let standardBias = Current(si: 10e-6)
  package static let standardLoad = Resistance(si: 1e6)

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  private var stage: DifferentialStage {
    DifferentialStage(name: "gd_ota_stage", tail: Sizing.microamperes(conditions.bias))
  }

  package var modules: [Module] {
    let bias = Sizing.microamperes(conditions.bias)
    return [
      stage.module,
      Module(
        name: "gd_ota", kind: .leaf, comment: Self.summary,
        ports: ["inp", "inn", "out", "ib", "vdd", "vss"],
        items: [
          MirrorInput.n("bias", "ib", microamperes: bias),
          stage.instance("stage", inp: "inp", inn: "inn", out: "out", bias: "ib"),
        ]),
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    return [
      Bench(
        name: "follower", summary: "unity gain, 100 fF and the load to the middle of the supply",
        elements: conditions.sources + [
          .supply("in", "in", volts: middle),
          .loop(driven: "out", sensed: "fb"),
          .resistor("load", "out", "cm", ohms: conditions.load.si),
          .capacitor("load", "out", Circuit.ground, farads: 100e-15),
          conditions.instance(of: modules, ["inp": "in", "inn": "fb", "out": "out"]),
        ],
        stimulus: "in", centre: middle, response: .voltage("out"),
        transfer: .linear(gain: 1, at: middle, value: middle),
        sweep: .init((middle - 0.5)...(middle + 0.6), steps: 110, tolerance: 5e-3), hasSmallSignal: true,
        step: .init(from: middle - 0.05, to: middle + 0.05, duration: 400e-9), loop: ("out", "fb"))
    ]
  }
}

extension CircuitConditions {
  /// The sources of every bench: the supply `dd` of the net `vdd`, the middle `cm`, and the bias into the net `ib`.
  var sources: [Element] {
    [
      .supply("dd", "vdd", volts: supply.si), .supply("cm", "cm", volts: middle),
      .current("b", from: "vdd", into: "ib", amperes: bias.si),
    ]
  }

  /// The circuit of a bench, with its bias and supplies connected.
  func instance(of modules: [Module], _ pins: [String: String]) -> Element {
    let top = modules[modules.count - 1]
    let own = Dictionary(
      top.ports.filter { ["ib", "vdd"].contains($0) }.map { ($0, $0) } + [("vss", Circuit.ground)]
    ) { first, _ in first }
    return .instance("dut", of: top, pins: pins.merging(own) { given, _ in given })
  }
}

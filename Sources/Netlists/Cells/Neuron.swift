import Circuits
import Expressions
import Quantities
import Technology

extension LeafCells {
  /// The rectifier of a hidden neuron with the node's capacitance (``RectifierLaw``).
  ///
  /// Piecewise linear: with polarity +1 (excitatory) it sinks g_on (v + V_f) below −V_f, with polarity −1
  /// (inhibitory) it sources the mirror image above +V_f. Newton's method ends on a piecewise-linear network
  /// after finitely many steps, and the simulator's coordinate step is exact for it.
  var rectifier: Module {
    let neuron = technology.neuron
    let onConductance = neuron.onResistance.value.conductance.si
    let forward = neuron.forwardVoltage.value.si
    let capacitance = neuron.nodeCapacitance.value.si
    return Module(
      name: Name.rectifier, kind: .leaf,
      comment: "rectifier of neuron circuit \(neuron.name); polarity 1: v >= -vf, -1: v <= vf",
      ports: ["n", "vss"],
      parameters: [
        Parameter("polarity", 1), Parameter("gon", onConductance), Parameter("vf", forward),
        Parameter("c", capacitance),
      ],
      items: [
        .element(
          Element(
            "diode",
            .behaviouralCurrent(
              RectifierLaw.current.inlining([RectifierLaw.overdrive]), voltages: ["v": NetPair("n", "vss")]),
            ["n", "vss"]))
      ] + capacitor("node", RectifierLaw.charge, capacitance, ["n", "vss"]),
      verilogA: VerilogAModule(
        comments: [
          "Rectifier of neuron circuit \(neuron.name): piecewise linear, with the node's capacitance."
        ],
        name: Name.rectifier, ports: ["n", "vss"],
        parameters: [
          .instance("polarity", fixed: 1, "1 keeps V(n) above -vf, -1 below vf"),
          .model("gon", onConductance, from: "(0:inf)", units: "S", "conductance when it conducts"),
          .instance("vf", forward, units: "V", "forward voltage, negative by mismatch"),
          .model("c", capacitance, from: "[0:inf)", units: "F", "capacitance of the node"),
        ],
        probes: ["v": "V(n, vss)"],
        statements: [
          .define(RectifierLaw.overdrive), .contribute("I(n, vss)", RectifierLaw.current),
          .contributeDerivative("I(n, vss)", RectifierLaw.charge),
        ]
      ).text)
  }

  /// Bidirectional amplifier behind a hidden neuron: voltage gain A forward, current gain B backward
  /// (Kendall et al. 2020, arXiv 2006.01981: B = 1/A); see ``AmplifierLaw``.
  var bidirectionalAmplifier: Module {
    let gain = technology.neuron.maximumGain.value.si
    return Module(
      name: Name.amplifier, kind: .leaf,
      comment: "bidirectional amplifier: v(out) = gain v(in), i(in) = reverse i(out)",
      ports: ["in", "out", "vss"],
      parameters: [Parameter("gain", gain), Parameter("reverse", 1 / gain)],
      items: [
        .element(
          Element(
            "drive", .voltageControlledVoltage(gain: AmplifierLaw.output.derivative(by: "v")),
            ["mid", "vss", "in", "vss"])),
        // The current delivered at out flows through the sensor from mid to out: −i.
        .element(Element("sensor", .voltageSource(.constant(0)), ["mid", "out"])),
        .element(
          Element(
            "load",
            .currentControlledCurrent(
              source: "sensor", gain: (-AmplifierLaw.inputCurrent.derivative(by: "i")).simplified),
            ["in", "vss"])),
      ],
      verilogA: VerilogAModule(
        comments: ["Bidirectional amplifier: voltage gain forward, current gain reverse backward."],
        name: Name.amplifier, ports: ["in", "out", "vss"],
        parameters: [
          .instance("gain", gain, from: "(0:inf)", "voltage gain forward"),
          .instance("reverse", 1 / gain, from: "(0:inf)", "current gain backward"),
        ],
        branches: ["(out, vss) drive", "(in, vss) load"], probes: ["v": "V(load)", "i": "I(drive)"],
        statements: [
          .contribute("V(drive)", AmplifierLaw.output), .contribute("I(load)", AmplifierLaw.inputCurrent),
        ]
      ).text)
  }
}

import Circuits
import Expressions
import Quantities
import Technology

extension LeafCells {
  /// What pulls at a class in a nudged phase (``NudgeLaw``): a current beta (v(target) − follow v(outp, outn)) into outp and out of outn.
  /// With follow = 1 it is a spring to the target; with follow = 0 the target port sets a current that stays while the
  /// outputs move. beta may be negative: it is a controlled source, not a resistor.
  var nudge: Module {
    Module(
      name: Name.nudge, kind: .leaf,
      comment: "nudge: current beta (v(target) - follow v(outp, outn)) into outp",
      ports: ["outp", "outn", "target", "vss"], parameters: [Parameter("beta", 0), Parameter("follow", 1)],
      items: [
        .element(
          Element(
            "pull", .voltageControlledCurrent(transconductance: NudgeLaw.pull.derivative(by: "target")),
            ["outn", "outp", "target", "vss"])),
        .element(
          Element(
            "spring",
            .voltageControlledCurrent(transconductance: (-NudgeLaw.pull.derivative(by: "v")).simplified),
            ["outp", "outn", "outp", "outn"])),
      ],
      verilogA: VerilogAModule(
        comments: [
          "Nudge: current beta*(V(target) - follow*V(outp, outn)) into outp, out of outn; beta of either sign."
        ],
        name: Name.nudge, ports: ["outp", "outn", "target", "vss"],
        parameters: [
          .instance("beta", fixed: 0, units: "S", "strength of the nudge"),
          .instance("follow", fixed: 1, "1 for a spring, 0 for a current that stays"),
          .instance("offset", fixed: 0, units: "V", "error of the target"),
        ],
        probes: ["target": "V(target, vss)", "v": "V(outp, outn)"],
        statements: [.contribute("I(outp, outn)", -NudgeLaw.pull)]
      ).text)
  }

  /// Row driver: repeats the voltage of its input on the row, behind its output resistance.
  var driver: Module {
    let ohms = hasDriverResistance ? technology.peripherals.driverResistance.value.si : 0
    let gain = DriverLaw.row.derivative(by: "v")
    // A zero resistance is left out: not every simulator takes a 0 Ω resistor.
    let items: [Item] =
      ohms > 0
      ? [
        .element(Element("repeat", .voltageControlledVoltage(gain: gain), ["mid", "vss", "in", "vss"])),
        .element(Element("out", .resistor(DriverLaw.row.derivative(by: "i")), ["mid", "row"])),
      ]
      : [.element(Element("repeat", .voltageControlledVoltage(gain: gain), ["row", "vss", "in", "vss"]))]
    return Module(
      name: Name.driver, kind: .leaf, comment: "row driver: repeats v(in) on the row",
      ports: ["in", "row", "vss"], parameters: ohms > 0 ? [Parameter("r", ohms)] : [], items: items,
      verilogA: VerilogAModule(
        comments: ["Row driver: repeats V(in) on the row, behind its output resistance."],
        name: Name.driver, ports: ["in", "row", "vss"],
        parameters: [
          .model("r", ohms, from: "[0:inf)", units: "Ohm", "output resistance"),
          .instance("offset", fixed: 0, units: "V", "error of the driven voltage"),
        ],
        branches: ["(row, vss) out"], probes: ["v": "V(in, vss)", "i": "I(out)"],
        statements: [.contribute("V(out)", DriverLaw.row)]
      ).text)
  }

  /// Input of an output node's sense circuit: its capacitance.
  var sense: Module {
    let farads = technology.peripherals.senseCapacitance.value.si
    return Module(
      name: Name.sense, kind: .leaf, comment: "input of the sense circuit of an output node",
      ports: ["n", "vss"], parameters: [Parameter("c", farads)],
      items: capacitor("input", SenseLaw.charge, farads, ["n", "vss"]),
      verilogA: VerilogAModule(
        comments: ["Input of the sense circuit of an output node."], name: Name.sense, ports: ["n", "vss"],
        parameters: [.model("c", farads, from: "[0:inf)", units: "F", "input capacitance")],
        probes: ["v": "V(n, vss)"],
        statements: [.contributeDerivative("I(n, vss)", SenseLaw.charge)]
      ).text)
  }
}

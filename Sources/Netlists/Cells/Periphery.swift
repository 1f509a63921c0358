import Quantities
import Technology

extension LeafCells {
  /// What pulls at a class in a nudged phase: a current beta (v(target) − follow v(outp, outn)) into outp and out of outn.
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
            "pull", .voltageControlledCurrent(transconductance: .parameter("beta")),
            ["outn", "outp", "target", "vss"])),
        .element(
          Element(
            "spring", .voltageControlledCurrent(transconductance: .parameter("beta") * .parameter("follow")),
            ["outp", "outn", "outp", "outn"])),
      ],
      verilogA: """
        // Nudge: current beta*(V(target) - follow*V(outp, outn)) into outp, out of outn; beta of either sign.
        `include "disciplines.vams"
        module \(Name.nudge)(outp, outn, target, vss);
          inout outp, outn, target, vss;
          electrical outp, outn, target, vss;
          (*type="instance"*) parameter real beta = 0.0;  // S
          (*type="instance"*) parameter real follow = 1.0;  // 1: a spring; 0: a current that stays
          (*type="instance"*) parameter real offset = 0.0;  // V, error of the spring's rest length
          analog
            I(outp, outn) <+ -beta*(V(target, vss) + offset - follow*V(outp, outn));
        endmodule

        """)
  }

  /// Row driver: repeats the voltage of its input on the row, behind its output resistance.
  var driver: Module {
    let ohms = hasDriverResistance ? technology.peripherals.driverResistance.value.si : 0
    // A zero resistance is left out: not every simulator takes a 0 Ω resistor.
    let items: [Item] =
      ohms > 0
      ? [
        .element(
          Element("repeat", .voltageControlledVoltage(gain: .number(1)), ["mid", "vss", "in", "vss"])),
        .element(Element("out", .resistor(.parameter("r")), ["mid", "row"])),
      ]
      : [
        .element(Element("repeat", .voltageControlledVoltage(gain: .number(1)), ["row", "vss", "in", "vss"]))
      ]
    return Module(
      name: Name.driver, kind: .leaf, comment: "row driver: repeats v(in) on the row",
      ports: ["in", "row", "vss"], parameters: ohms > 0 ? [Parameter("r", ohms)] : [], items: items,
      verilogA: """
        // Row driver: repeats V(in) on the row, behind its output resistance.
        `include "disciplines.vams"
        module \(Name.driver)(in, row, vss);
          inout in, row, vss;
          electrical in, row, vss;
          parameter real r = \(NumberText.text(ohms)) from [0:inf);  // Ohm
          (*type="instance"*) parameter real offset = 0.0;  // V
          branch (row, vss) out;
          analog
            V(out) <+ V(in, vss) + offset + r*I(out);
        endmodule

        """)
  }

  /// Input of an output node's sense circuit: its capacitance.
  var sense: Module {
    let farads = technology.peripherals.senseCapacitance.value.si
    return Module(
      name: Name.sense, kind: .leaf, comment: "input of the sense circuit of an output node",
      ports: ["n", "vss"], parameters: [Parameter("c", farads)],
      items: capacitor("input", farads, ["n", "vss"]),
      verilogA: """
        // Input of the sense circuit of an output node.
        `include "disciplines.vams"
        module \(Name.sense)(n, vss);
          inout n, vss;
          electrical n, vss;
          parameter real c = \(NumberText.text(farads)) from [0:inf);  // F
          analog
            I(n, vss) <+ ddt(c*V(n, vss));
        endmodule

        """)
  }
}

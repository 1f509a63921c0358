import Quantities
import Technology

extension LeafCells {
  /// The rectifier of a hidden neuron with the node's capacitance.
  ///
  /// Piecewise linear: with polarity +1 (excitatory) it sinks g_on (v + V_f) below −V_f, with polarity −1
  /// (inhibitory) it sources the mirror image above +V_f. Newton's method ends on a piecewise-linear network
  /// after finitely many steps, and the simulator's coordinate step is exact for it.
  var rectifier: Module {
    let neuron = technology.neuron
    let onConductance = neuron.onResistance.value.conductance.si
    let forward = neuron.forwardVoltage.value.si
    let capacitance = neuron.nodeCapacitance.value.si
    let overdrive = Expression.parameter("polarity") * .voltageBetween("n", "vss") + .parameter("vf")
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
              .parameter("polarity") * .parameter("gon") * .call(.min, [overdrive, .number(0)])),
            ["n", "vss"]))
      ] + capacitor("node", capacitance, ["n", "vss"]),
      verilogA: """
        \(CommentText.line("//", "Rectifier of neuron circuit \(neuron.name): piecewise linear, with the node's capacitance."))
        `include "disciplines.vams"
        module \(Name.rectifier)(n, vss);
          inout n, vss;
          electrical n, vss;
          (*type="instance"*) parameter real polarity = 1.0;  // 1: V(n) >= -vf, -1: V(n) <= vf
          parameter real gon = \(NumberText.text(onConductance)) from (0:inf);  // S
          (*type="instance"*) parameter real vf = \(NumberText.text(forward));  // V; mismatch may make it negative
          parameter real c = \(NumberText.text(capacitance)) from [0:inf);  // F
          real overdrive;
          analog begin
            overdrive = polarity*V(n, vss) + vf;
            if (overdrive < 0.0)
              I(n, vss) <+ polarity*gon*overdrive;
            I(n, vss) <+ ddt(c*V(n, vss));
          end
        endmodule

        """)
  }

  /// Bidirectional amplifier behind a hidden neuron: voltage gain A forward, current gain B backward
  /// (Kendall et al. 2020, arXiv 2006.01981: B = 1/A).
  var bidirectionalAmplifier: Module {
    let gain = technology.neuron.maximumGain.value.si
    return Module(
      name: Name.amplifier, kind: .leaf,
      comment: "bidirectional amplifier: v(out) = gain v(in), i(in) = reverse i(out)",
      ports: ["in", "out", "vss"],
      parameters: [Parameter("gain", gain), Parameter("reverse", 1 / gain)],
      items: [
        .element(
          Element("drive", .voltageControlledVoltage(gain: .parameter("gain")), ["mid", "vss", "in", "vss"])),
        // The current delivered at out flows through the sensor from mid to out.
        .element(Element("sensor", .voltageSource(.constant(0)), ["mid", "out"])),
        .element(
          Element(
            "load", .currentControlledCurrent(source: "sensor", gain: .parameter("reverse")),
            ["in", "vss"])),
      ],
      verilogA: """
        // Bidirectional amplifier: voltage gain forward, current gain reverse backward.
        `include "disciplines.vams"
        module \(Name.amplifier)(in, out, vss);
          inout in, out, vss;
          electrical in, out, vss;
          (*type="instance"*) parameter real gain = \(NumberText.text(gain)) from (0:inf);
          (*type="instance"*) parameter real reverse = \(NumberText.text(1 / gain)) from (0:inf);
          branch (out, vss) drive;
          branch (in, vss) load;
          analog begin
            V(drive) <+ gain*V(load);
            I(load) <+ -reverse*I(drive);
          end
        endmodule

        """)
  }
}

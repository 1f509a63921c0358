import Quantities
import Technology

extension LeafCells {
  /// The synapse device between a row and a column.
  ///
  /// In SPICE the state is frozen at the programmed conductance g: I = g v₀ sinh(v/v₀), or g v. In Verilog-A the
  /// state x is the voltage of an internal node, pinned to the programmed value at an operating point and
  /// following the write dynamics of ``WriteDynamics`` in a transient. OpenVAF keeps no variable between
  /// evaluations, so a remembered `real` would never switch.
  var memristor: Module {
    let device = technology.device
    var parameters = [Parameter("g", device.minimumConductance.value.si)]
    // A controlled source, not a resistor of 1/g: g may be 0.
    var conduction = Element(
      "cell", .voltageControlledCurrent(transconductance: .parameter("g")), ["p", "n", "p", "n"])
    if let v0 = device.nonlinearityVoltage?.value.si {
      parameters.append(Parameter("v0", v0))
      conduction = Element(
        "cell",
        .behaviouralCurrent(
          .parameter("g") * .parameter("v0")
            * .call(.sinh, [.voltageBetween("p", "n") / .parameter("v0")])), ["p", "n"])
    }
    let farads = device.capacitance.value.si
    parameters.append(Parameter("c", farads))
    return Module(
      name: Name.memristor, kind: .leaf, comment: "synapse device \(device.name), conductance g",
      ports: ["p", "n"], parameters: parameters,
      items: [.element(conduction)] + capacitor("cell", farads, ["p", "n"]),
      verilogA: MemristorVerilogA(device: device).text)
  }
}

/// Verilog-A of a synapse device.
struct MemristorVerilogA {
  let device: SynapseDevice

  var text: String {
    """
    \(CommentText.line("//", "Synapse device \(device.name)."))
    // Read: I = g v0 sinh(V/v0)\(device.nonlinearityVoltage == nil ? ", here its linear limit g V" : "").
    // State: x in 0..1 on an internal node; g = g_min + (g_max - g_min) x.
    `include "disciplines.vams"
    module \(LeafCells.Name.memristor)(p, n);
      inout p, n;
      electrical p, n;
      electrical x;
      parameter real g_min = \(number(device.minimumConductance.value.si)) from [0:inf);  // S, at x = 0
      parameter real g_max = \(number(device.maximumConductance.value.si)) from (0:inf);  // S, at x = 1
      parameter real c = \(number(device.capacitance.value.si)) from [0:inf);  // F, between the electrodes
    \(readParameters)\(writeParameters)  (*type="instance"*) parameter real g = \(number(device.minimumConductance.value.si)) from [0:inf);  // S, programmed
      (*type="instance"*) parameter real g_min_factor = 1.0 from (0:inf);  // device-to-device spread
      (*type="instance"*) parameter real g_max_factor = 1.0 from (0:inf);
      (*type="instance"*) parameter real rate_factor = 1.0 from [0:inf);
      real low, high, programmed, v, state, drive\(readVariables)\(writeVariables);
      analog begin
        low = g_min*g_min_factor;
        high = g_max*g_max_factor;
        programmed = (g - low)/(high - low);
        v = V(p, n);
        state = V(x);
    \(readLaw)    I(p, n) <+ (g + (high - low)*(state - programmed))*drive;
        I(p, n) <+ ddt(c*v);
    \(stateLaw)  end
    endmodule

    """
  }

  private func number(_ value: Double) -> String { NumberText.text(value) }

  private var readParameters: String {
    guard let v0 = device.nonlinearityVoltage?.value.si else { return "" }
    return "  parameter real v0 = \(number(v0)) from (0:inf);  // V, read non-linearity\n"
  }
  private var readVariables: String { device.nonlinearityVoltage == nil ? "" : ", u, bounded" }
  private var readLaw: String {
    guard device.nonlinearityVoltage != nil else { return "    drive = v;\n" }
    // Beyond 40 v0 the law goes on as its tangent, so that no Newton step overflows.
    return """
          u = v/v0;
          bounded = min(max(u, -40.0), 40.0);
          drive = v0*(sinh(bounded) + cosh(bounded)*(u - bounded));

      """
  }

  private var writeParameters: String {
    guard let write = device.write else { return "" }
    return """
        parameter real v_set = \(number(write.setThreshold.value.si)) from (0:inf);  // V
        parameter real v_reset = \(number(write.resetThreshold.value.si)) from (-inf:0);  // V
        parameter real threshold_width = \(number(write.thresholdWidth.value.si)) from (0:inf);  // V
        parameter real k_set = \(number(write.setRate.value.si)) from [0:inf);  // 1/s
        parameter real k_reset = \(number(write.resetRate.value.si)) from [0:inf);  // 1/s
        parameter real a_set = \(number(write.setExponent.value.si)) from (0:inf);
        parameter real a_reset = \(number(write.resetExponent.value.si)) from (0:inf);

      """
  }
  private var writeVariables: String { device.write == nil ? "" : ", us, ur, ds, dr, rate" }
  private var stateLaw: String {
    guard device.write != nil else { return "    I(x) <+ state - programmed;\n" }
    // ln(1 + exp u) is written as max(u, 0) + ln(1 + exp(-|u|)), which does not overflow; the 1e-30 keeps the
    // logarithm of the power finite where an overdrive underflows to 0.
    return """
          us = (v - v_set)/threshold_width;
          ur = (v_reset - v)/threshold_width;
          ds = threshold_width*(max(us, 0.0) + ln(1.0 + exp(-abs(us))))/v_set + 1e-30;
          dr = threshold_width*(max(ur, 0.0) + ln(1.0 + exp(-abs(ur))))/(-v_reset) + 1e-30;
          rate = rate_factor*(k_set*exp(a_set*ln(ds))*(1.0 - state) - k_reset*exp(a_reset*ln(dr))*state);
          if (analysis("static"))
            I(x) <+ state - programmed;
          else begin
            I(x) <+ ddt(state);
            I(x) <+ -rate;
          end

      """
  }
}

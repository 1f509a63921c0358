import Circuits
import Expressions
import Quantities
import Technology

extension LeafCells {
  /// The synapse device between a row and a column; its equations are those of ``MemristorLaw``.
  ///
  /// In SPICE the state is frozen at the programmed conductance g: I = g v₀ sinh(v/v₀), or g v. In Verilog-A the
  /// state x is the voltage of an internal node, pinned to the programmed value at an operating point and
  /// following the write dynamics of ``WriteDynamics`` in a transient. OpenVAF keeps no variable between
  /// evaluations, so a remembered `real` would never switch.
  var memristor: Module {
    let (device, law) = (technology.device, MemristorLaw(technology.device))
    var parameters = [Parameter("g", device.minimumConductance.value.si)]
    // A controlled source, not a resistor of 1/g: g may be 0.
    var conduction = Element(
      "cell", .voltageControlledCurrent(transconductance: law.current.derivative(by: "v")),
      ["p", "n", "p", "n"])
    if let v0 = device.nonlinearityVoltage?.value.si {
      parameters.append(Parameter("v0", v0))
      conduction = Element(
        "cell", .behaviouralCurrent(law.current, voltages: ["v": NetPair("p", "n")]), ["p", "n"])
    }
    let farads = device.capacitance.value.si
    parameters.append(Parameter("c", farads))
    return Module(
      name: Name.memristor, kind: .leaf, comment: "synapse device \(device.name), conductance g",
      ports: ["p", "n"], parameters: parameters,
      items: [.element(conduction)] + capacitor("cell", law.charge, farads, ["p", "n"]),
      verilogA: verilogA(device, law).text)
  }

  private func verilogA(_ device: SynapseDevice, _ law: MemristorLaw) -> VerilogAModule {
    typealias Parameter = VerilogAModule.Parameter
    typealias Statement = VerilogAModule.Statement
    var parameters: [Parameter] = [
      .model("g_min", device.minimumConductance.value.si, from: "[0:inf)", "S, at x = 0"),
      .model("g_max", device.maximumConductance.value.si, from: "(0:inf)", "S, at x = 1"),
      .model("c", device.capacitance.value.si, from: "[0:inf)", "F, between the electrodes"),
    ]
    if let v0 = device.nonlinearityVoltage?.value.si {
      parameters.append(.model("v0", v0, from: "(0:inf)", "V, read non-linearity"))
    }
    if let write = device.write {
      parameters += [
        .model("v_set", write.setThreshold.value.si, from: "(0:inf)", "V"),
        .model("v_reset", write.resetThreshold.value.si, from: "(-inf:0)", "V"),
        .model("threshold_width", write.thresholdWidth.value.si, from: "(0:inf)", "V"),
        .model("k_set", write.setRate.value.si, from: "[0:inf)", "1/s"),
        .model("k_reset", write.resetRate.value.si, from: "[0:inf)", "1/s"),
        .model("a_set", write.setExponent.value.si, from: "(0:inf)"),
        .model("a_reset", write.resetExponent.value.si, from: "(0:inf)"),
      ]
    }
    parameters += [
      .instance("g", device.minimumConductance.value.si, from: "[0:inf)", "S, programmed"),
      .instance("g_min_factor", fixed: 1, from: "(0:inf)", "device-to-device spread"),
      .instance("g_max_factor", fixed: 1, from: "(0:inf)"),
      .instance("rate_factor", fixed: 1, from: "[0:inf)"),
    ]
    let pin = Statement.contribute("I(x)", law.pinnedState)
    let move: [Statement] = [.contributeDerivative("I(x)", "state"), .contribute("I(x)", -"rate")]
    return VerilogAModule(
      comments: [
        "Synapse device \(device.name).",
        "Read: I = g v0 sinh(V/v0)\(law.isLinear ? ", here its linear limit g V" : "").",
        "State: x in 0..1 on an internal node; g = g_min + (g_max - g_min) x.",
      ],
      name: Name.memristor, ports: ["p", "n"], innerNodes: ["x"], parameters: parameters,
      firstVariables: law.range.map(\.name) + ["v", "state", "drive"],
      statements: law.range.map(Statement.define)
        + [.read("v", "V(p, n)"), .read("state", "V(x)")]
        + law.boundedDrive.map(Statement.define)
        + [
          .contribute("I(p, n)", law.conductance * "drive"), .contributeDerivative("I(p, n)", law.charge),
        ]
        + law.stateRate.map(Statement.define) + [law.isWritten ? .whereStatic([pin], else: move) : pin])
  }
}

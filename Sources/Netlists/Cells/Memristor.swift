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
      .model(
        "g_min", device.minimumConductance.value.si, from: "[0:inf)", units: "S", "conductance at x = 0"),
      .model(
        "g_max", device.maximumConductance.value.si, from: "(0:inf)", units: "S", "conductance at x = 1"),
      .model(
        "c", device.capacitance.value.si, from: "[0:inf)", units: "F", "capacitance between the electrodes"),
    ]
    if let v0 = device.nonlinearityVoltage?.value.si {
      parameters.append(.model("v0", v0, from: "(0:inf)", units: "V", "nonlinearity of a read"))
    }
    if let write = device.write {
      parameters += [
        .model("v_set", write.setThreshold.value.si, from: "(0:inf)", units: "V", "threshold of SET"),
        .model(
          "v_reset", write.resetThreshold.value.si, from: "(-inf:0)", units: "V", "threshold of RESET"),
        .model(
          "threshold_width", write.thresholdWidth.value.si, from: "(0:inf)", units: "V",
          "voltage over which writing sets in"),
        .model(
          "k_set", write.setRate.value.si, from: "[0:inf)", units: "1/s", "rate of SET at twice its threshold"
        ),
        .model(
          "k_reset", write.resetRate.value.si, from: "[0:inf)", units: "1/s",
          "rate of RESET at twice its threshold"),
        .model("a_set", write.setExponent.value.si, from: "(0:inf)", "exponent of SET"),
        .model("a_reset", write.resetExponent.value.si, from: "(0:inf)", "exponent of RESET"),
      ]
    }
    parameters += [
      .instance(
        "g", device.minimumConductance.value.si, from: "[0:inf)", units: "S", "programmed conductance"),
      .instance("g_min_factor", fixed: 1, from: "(0:inf)", "spread of g_min from device to device"),
      .instance("g_max_factor", fixed: 1, from: "(0:inf)", "spread of g_max from device to device"),
      .instance("rate_factor", fixed: 1, from: "[0:inf)", "factor of both rates"),
    ]
    let pin = Statement.contribute("I(x)", law.pinnedState)
    let move: [Statement] = [
      .contributeDerivative("I(x)", law.stateCharge), .contribute("I(x)", -law.stateFlow),
    ]
    return VerilogAModule(
      comments: [
        "Synapse device \(device.name).",
        "Read: I = g v0 sinh(V/v0)\(law.isLinear ? ", here its linear limit g V" : "").",
        "State: x in 0..1, volts of an internal node; g = g_min + (g_max - g_min) x.",
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

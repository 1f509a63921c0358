import Quantities
import Technology

extension BiasExperiment {
  /// The synapse device: reading and writing, in an operating point (state pinned) and in a transient, with and
  /// without device-to-device factors.
  static func memristor(_ device: SynapseDevice) -> [BiasExperiment] {
    var spread = device
    spread.minimumConductance.value = 1.1 * device.minimumConductance.value
    spread.maximumConductance.value = 0.93 * device.maximumConductance.value
    let factors = ["g_min_factor": 1.1, "g_max_factor": 0.93, "rate_factor": 1.2]
    let (low, high) = (device.minimumConductance.value.si, device.maximumConductance.value.si)
    let programmed = [0.15, 0.8].map { low + $0 * (high - low) }
    return programmed.flatMap { g in
      [false, true].flatMap { isStatic in
        [
          memristor(device, programmed: g, isStatic: isStatic, factors: [:]),
          memristor(spread, programmed: g, isStatic: isStatic, factors: factors),
        ]
      }
    }
  }

  private static func memristor(
    _ device: SynapseDevice, programmed: Double, isStatic: Bool, factors: [String: Double]
  ) -> BiasExperiment {
    let model = MemristorModel(device)
    let farads = device.capacitance.value.si
    let largest = 2.8
    let current: @Sendable ([Double]) -> Double = { point in
      model.current(Voltage(si: point[0]), conductance: model.conductance(state: point[1])).si
    }
    // A thousandth of the current at 1 V of the most conducting state, in units of the tolerance: below, the
    // difference of two large conductances in the module's formula decides.
    let amperes = 1e-3 * model.current(Voltage(si: 1), conductance: device.maximumConductance.value).si
    let siemens = 1e-3 * device.maximumConductance.value.si
    var quantities = [
      Quantity(name: "current", value: .current("p"), floor: amperes, expected: current),
      Quantity(name: "current at n", value: .current("n"), floor: amperes) { -current($0) },
      Quantity(name: "dI/dV", value: .conductance("p", by: "p"), floor: siemens) { point in
        model.differentialConductance(
          Voltage(si: point[0]), conductance: model.conductance(state: point[1])
        ).si
      },
      Quantity(name: "dI/dx", value: .conductance("p", by: "x"), floor: amperes) { point in
        model.currentByState(Voltage(si: point[0])).si
      },
      Quantity(name: "charge", value: .charge("p"), floor: 1e-6 * farads) { farads * $0[0] },
      Quantity(name: "capacitance", value: .capacitance("p", by: "p"), floor: farads) { _ in farads },
    ]
    quantities += state(
      device, model, programmed: programmed, isStatic: isStatic, factors["rate_factor"] ?? 1)
    var instance = factors
    instance["g"] = programmed
    return BiasExperiment(
      module: "gd_memristor",
      group: .init(
        instance: instance, isStatic: isStatic, nodes: ["p", "x"],
        points: points(isStatic ? 200 : 1000, [-largest...largest, 0...1])),
      quantities: quantities)
  }

  /// The equation of the state: pinned to the programmed value at an operating point and for a device that is not
  /// written; dx/dt = rate in a transient.
  private static func state(
    _ device: SynapseDevice, _ model: MemristorModel, programmed: Double, isStatic: Bool, _ factor: Double
  ) -> [Quantity] {
    guard let write = device.write, !isStatic else {
      let x = model.state(conductance: Conductance(si: programmed))
      return [
        Quantity(name: "pinned state", value: .current("x"), floor: 1) { $0[1] - x },
        Quantity(name: "pinned state by state", value: .conductance("x", by: "x"), floor: 1) { _ in 1 },
      ]
    }
    // The overdrive is a logarithm of 1 + a small number, whose digits are lost below the thresholds, where the
    // rate is of no account: a billionth of the rate at twice the threshold.
    let capacitance = MemristorLaw.stateCapacitance
    let factor = capacitance * factor
    let flow = 1e-9 * capacitance * (write.setRate.value.si + write.resetRate.value.si)
    let perVolt = flow / write.thresholdWidth.value.si
    return [
      Quantity(name: "state rate", value: .current("x"), floor: flow) { point in
        -factor * model.stateRate(Voltage(si: point[0]), state: point[1]).si
      },
      Quantity(name: "state rate by voltage", value: .conductance("x", by: "p"), floor: perVolt) { point in
        -factor * model.stateRateByVoltage(Voltage(si: point[0]), state: point[1])
      },
      Quantity(name: "state rate by state", value: .conductance("x", by: "x"), floor: flow) { point in
        -factor * model.stateRateByState(Voltage(si: point[0])).si
      },
      Quantity(name: "state", value: .charge("x"), floor: capacitance) { capacitance * $0[1] },
      Quantity(name: "state by state", value: .capacitance("x", by: "x"), floor: capacitance) { _ in
        capacitance
      },
    ]
  }
}

import Quantities
import Specification

extension SynapseDevice {
  /// The keys of a synapse device.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<SynapseDevice> {
    .object(
      "device",
      Field("summary", .string(example: "an oxide memristor"), "One sentence."),
      Field(
        "minimum-conductance", constants.constant(ConductanceDimension.self, in: .closed(0...1e6)),
        "Lowest conductance it is programmed to.", example: ConstantSchemas.example("1 uS")),
      Field(
        "maximum-conductance", constants.constant(ConductanceDimension.self, in: .positive(upTo: 1e6)),
        "Highest conductance it is programmed to."),
      Field(
        "nonlinearity-voltage", constants.constant(VoltageDimension.self, in: .positive, or: "linear"),
        "v0 of the read law I = g v0 sinh(v / v0), or `linear` for I = g v."),
      Field(
        "maximum-read-voltage", constants.constant(VoltageDimension.self, in: .positive),
        "Largest voltage, of either sign, that does not disturb the state.",
        example: ConstantSchemas.example("0.2 V")),
      Field(
        "write", WriteDynamics.schema(constants).or("none"),
        "How voltage changes the state, or `none` for a device that it does not."),
      Field(
        "capacitance", constants.constant(CapacitanceDimension.self, in: .nonNegative),
        "Capacitance between the two terminals."),
      Field(
        "cell-width", constants.constant(LengthDimension.self, in: .positive),
        "Cell size along a row: the pitch of the columns."),
      Field(
        "cell-height", constants.constant(LengthDimension.self, in: .positive),
        "Cell size along a column: the pitch of the rows."),
      Field.optional(
        "variability", DeviceVariability.schema(constants),
        "How real devices differ from the nominal one; a block left out is not stated."),
      Field.optional(
        "endurance", constants.constant(RatioDimension.self, in: .positive),
        "Write pulses that a device stands.", example: ConstantSchemas.example("1000000")),
      Field.optional(
        "pulse-energy", PulseEnergy.schema(constants),
        "Measured energy of one write pulse; it follows from the pulse and the conductance if left out."),
      Field.optional(
        "access-gate-capacitance", constants.constant(CapacitanceDimension.self, in: .nonNegative),
        "Gate capacitance of the select transistor; left out for a cell without one."),
      Field.optional(
        "maximum-write-current", constants.constant(CurrentDimension.self, in: .positive),
        "Current that the cell's select transistor lets through while it is written; left out if nothing limits it."
      ),
      sourcesField
    ) {
      summary, minimum, maximum, nonlinearity, read, write, capacitance, width, height, variability,
      endurance, pulseEnergy, gate, writeCurrent, _ in
      SynapseDevice(
        name: name, summary: summary, minimumConductance: minimum, maximumConductance: maximum,
        nonlinearityVoltage: nonlinearity, maximumReadVoltage: read, write: write, capacitance: capacitance,
        cellWidth: width, cellHeight: height, variability: variability ?? DeviceVariability(),
        endurance: endurance, pulseEnergy: pulseEnergy, accessGateCapacitance: gate,
        maximumWriteCurrent: writeCurrent)
    }.validated { device, check in
      if device.minimumConductance.value >= device.maximumConductance.value {
        check.error(
          "GD0304",
          "the minimum conductance \(device.minimumConductance.value) is not below the maximum "
            + "\(device.maximumConductance.value)",
          at: "minimum-conductance", "value")
      }
      guard let write = device.write else { return }
      let read = device.maximumReadVoltage.value
      for (threshold, which) in [(write.setThreshold, "SET"), (write.resetThreshold, "RESET")]
      where read.si >= abs(threshold.value.si) {
        check.error(
          "GD0304", "reading at \(read) would write: the \(which) threshold is \(threshold.value)",
          at: "maximum-read-voltage", "value")
      }
    }
  }
}

extension PulseEnergy {
  /// The keys of the energies.
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<PulseEnergy> {
    .object(
      "pulse energy",
      Field(
        "set", constants.constant(EnergyDimension.self, in: .positive),
        "Of a pulse that raises the conductance."),
      Field(
        "reset", constants.constant(EnergyDimension.self, in: .positive),
        "Of a pulse that lowers the conductance.")
    ) { PulseEnergy(set: $0, reset: $1) }
  }
}

extension WriteDynamics {
  /// The keys of the write dynamics.
  static func schema(_ constants: ConstantSchemas) -> Schema<WriteDynamics> {
    .object(
      "write",
      Field("set-threshold", constants.constant(VoltageDimension.self, in: .positive), "V_set, above 0 V."),
      Field(
        "reset-threshold", constants.constant(VoltageDimension.self, in: .negative), "V_reset, below 0 V."),
      Field("set-rate", constants.constant(FrequencyDimension.self, in: .positive), "k_set."),
      Field("reset-rate", constants.constant(FrequencyDimension.self, in: .positive), "k_reset."),
      Field(
        "set-exponent", constants.constant(RatioDimension.self, in: .positive),
        "Exponent of the SET overdrive.", example: ConstantSchemas.example("3")),
      Field(
        "reset-exponent", constants.constant(RatioDimension.self, in: .positive),
        "Exponent of the RESET overdrive.", example: ConstantSchemas.example("3")),
      Field(
        "threshold-width", constants.constant(VoltageDimension.self, in: .positive),
        "Width of the smooth thresholds.", example: ConstantSchemas.example("50 mV"))
    ) {
      WriteDynamics(
        setThreshold: $0, resetThreshold: $1, setRate: $2, resetRate: $3, setExponent: $4, resetExponent: $5,
        thresholdWidth: $6)
    }
  }
}

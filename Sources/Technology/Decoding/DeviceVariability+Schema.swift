import Quantities
import Specification

extension DeviceVariability {
  /// The keys of a device's variability; a block that is left out is not stated.
  static func schema(_ constants: ConstantSchemas) -> Schema<DeviceVariability> {
    .object(
      "device variability",
      Field.optional(
        "spread", RangeSpread.schema(constants), "Device-to-device spread of the conductance bounds."),
      Field.optional("faults", StuckFaults.schema(constants), "Cells that cannot be written."),
      Field.optional(
        "programming", ProgrammingError.schema(constants), "What the write procedure misses its target by."),
      Field.optional("read-noise", ReadNoise.schema(constants), "What one read differs from the mean by."),
      Field.optional("pulses", PulseResponse.schema(constants), "How single pulses move the conductance."),
      Field.optional("retention", Retention.schema(constants), "What time and temperature do.")
    ) {
      DeviceVariability(
        spread: $0, faults: $1, programming: $2, readNoise: $3, pulses: $4, retention: $5)
    }
  }
}

extension RangeSpread {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<RangeSpread> {
    let share = constants.constant(RatioDimension.self, in: .closed(0...1))
    return .object(
      "spread",
      Field("lower", share, "Standard deviation of the lower bound over g_max - g_min."),
      Field("upper", share, "Standard deviation of the upper bound over g_max - g_min.")
    ) { RangeSpread(lower: $0, upper: $1) }
  }
}

extension StuckFaults {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<StuckFaults> {
    let share = constants.constant(RatioDimension.self, in: .closed(0...1))
    return Schema<StuckFaults>.object(
      "faults",
      Field(
        "stuck-off", share, "Share of cells that stay at the lower bound.",
        example: ConstantSchemas.example("0.1 %")),
      Field(
        "stuck-on", share, "Share of cells that stay at the upper bound.",
        example: ConstantSchemas.example("0.1 %"))
    ) { StuckFaults(off: $0, on: $1) }
    .validated { faults, check in
      if faults.off.value.si + faults.on.value.si > 1 {
        check.error("GD0310", "more than all cells are stuck", at: "stuck-on", "value")
      }
    }
  }
}

extension ProgrammingError {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<ProgrammingError> {
    Schema<ProgrammingError>.object(
      "programming",
      Field(
        "deviation", constants.list(of: ConductanceDimension.self, count: 1...12),
        "Coefficients c0, c1, ... of the standard deviation c0 + c1 x + ... with x = g / full-scale."),
      Field(
        "full-scale", constants.constant(ConductanceDimension.self, in: .positive), "Conductance of x = 1."),
      Field.optional(
        "valid-from", constants.constant(RatioDimension.self, in: .nonNegative),
        "Lowest x it was measured for; 0 if left out.", example: ConstantSchemas.example("10 %")),
      Field.optional(
        "valid-to", constants.constant(RatioDimension.self, in: .positive),
        "Highest x it was measured for; 100 % if left out."),
      Field.optional(
        "levels", constants.count(in: 2...65536),
        "Number of evenly spaced conductance levels that can be aimed at; any conductance if left out."),
      Field.optional(
        "error-rate", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Share of writes that end in another level than the one aimed at.")
    ) { coefficients, full, from, to, levels, rate in
      ProgrammingError(
        deviation: ConductancePolynomial(coefficients: coefficients, fullScale: full), validFrom: from,
        validTo: to, levels: levels, errorRate: rate)
    }.validated { error, check in
      if (error.validFrom?.value.si ?? 0) >= (error.validTo?.value.si ?? 1) {
        check.error("GD0310", "the validity range is empty", at: "valid-from", "value")
      }
    }
  }
}

extension ReadNoise {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<ReadNoise> {
    Schema<any ReadNoiseLaw>.law(
      "read noise law", ReadNoise.laws.map { (name: $0.name, schema: $0.schema(constants)) }
    ).map { ReadNoise(law: $0) }
  }
}

extension PulseShape {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<PulseShape> {
    Schema<any PulseLaw>.law(
      "pulse law", PulseShape.laws.map { (name: $0.name, schema: $0.schema(constants)) }
    ).map { PulseShape(law: $0) }
  }
}

extension PulseResponse {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<PulseResponse> {
    let step = constants.constant(RatioDimension.self, in: .positive(upTo: 1))
    return .object(
      "pulses",
      Field("step-up", step, "Mean change of x = (g - low) / (high - low) by one pulse up, at x = 1/2."),
      Field("step-down", step, "Mean change of x by one pulse down, at x = 1/2, without its sign."),
      Field("law", PulseShape.schema(constants), "How the step depends on x."),
      Field.optional(
        "step-spread", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Device-to-device relative standard deviation of the step."),
      Field("step-distribution", .choice(StepDistribution.self), "Of steps over devices.", default: "normal"),
      Field.optional(
        "asymmetry-spread", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Device-to-device standard deviation a: steps up times 1 + a, down times 1 - a."),
      Field.optional(
        "cycle-noise", constants.constant(RatioDimension.self, in: .nonNegative),
        "Standard deviation of one pulse's change of x, over the step at x = 1/2."),
      Field(
        "cycle-noise-kind", .choice(CycleNoiseKind.self),
        "Whether the noise is the same at every x or shrinks with the step.", default: "additive"),
      Field.optional(
        "set-pulse", WritePulse.schema(constants, sign: .positive), "The pulse that raises the conductance."),
      Field.optional(
        "reset-pulse", WritePulse.schema(constants, sign: .any), "The pulse that lowers the conductance.")
    ) {
      PulseResponse(
        stepUp: $0, stepDown: $1, law: $2, stepSpread: $3, stepDistribution: $4, asymmetrySpread: $5,
        cycleNoise: $6, cycleNoiseKind: $7, setPulse: $8, resetPulse: $9)
    }
  }
}

extension WritePulse {
  fileprivate static func schema(_ constants: ConstantSchemas, sign: Bounds) -> Schema<WritePulse> {
    .object(
      "pulse",
      Field("voltage", constants.constant(VoltageDimension.self, in: sign), "Voltage across the cell."),
      Field("width", constants.constant(DurationDimension.self, in: .positive), "Duration.")
    ) { WritePulse(voltage: $0, width: $1) }
  }
}

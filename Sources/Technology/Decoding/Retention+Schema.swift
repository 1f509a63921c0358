import Quantities
import Specification

extension Retention {
  /// The keys of a device's retention.
  static func schema(_ constants: ConstantSchemas) -> Schema<Retention> {
    Schema<Retention>.object(
      "retention",
      Field.optional("drift", Drift.schema(constants), "Power-law drift g (t/t0)^-nu."),
      Field.optional("relaxation", Relaxation.schema(constants), "Spread around the target at some times."),
      Field.optional("temperature", TemperatureLaw.schema(constants), "Of the measurements, and its law.")
    ) { Retention(drift: $0, relaxation: $1, temperature: $2) }
    .validated { retention, check in
      if retention.drift == nil, retention.relaxation == nil {
        check.error("GD0310", "the retention states neither drift nor relaxation")
      }
    }
  }
}

extension Retention.Drift {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    .object(
      "drift",
      Field(
        "start", constants.constant(DurationDimension.self, in: .positive),
        "t0, the time after programming at which the conductance is the programmed one."),
      Field("exponent", Retention.ClippedLogarithm.schema(constants), "Mean of nu by conductance."),
      Field(
        "exponent-spread", Retention.ClippedLogarithm.schema(constants),
        "Standard deviation of nu over devices."),
      Field(
        "full-scale", constants.constant(ConductanceDimension.self, in: .positive), "Conductance of x = 1.")
    ) { Self(start: $0, exponent: $1, exponentSpread: $2, fullScale: $3) }
  }
}

extension Retention.ClippedLogarithm {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    let number = constants.constant(RatioDimension.self, in: .any)
    return Schema<Self>.object(
      "clipped logarithm",
      Field("slope", number, "Slope by ln x, x = g / full-scale."),
      Field("intercept", number, "Value at x = 1, before the limits."),
      Field("lowest", number, "Lower limit."),
      Field("highest", number, "Upper limit.")
    ) { Self(slope: $0, intercept: $1, lowest: $2, highest: $3) }
    .validated { line, check in
      if line.lowest.value > line.highest.value {
        check.error("GD0310", "the lower limit is above the upper one", at: "lowest", "value")
      }
    }
  }
}

extension Retention.Relaxation {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    Schema<Self>.object(
      "relaxation",
      Field(
        "full-scale", constants.constant(ConductanceDimension.self, in: .positive), "Conductance of x = 1."),
      Field("points", .list(of: PointDraft.schema(constants), count: 1...32), "Measurements, by time.")
    ) { full, points in
      Self(
        points: points.map {
          Point(
            time: $0.time,
            deviation: ConductancePolynomial(coefficients: $0.coefficients, fullScale: full))
        })
    }.validated { relaxation, check in
      let times = relaxation.points.map(\.time.value)
      for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
        check.error(
          "GD0310", "\(times[index]) is not after \(times[index - 1])", at: "points", "\(index)", "time",
          "value")
      }
    }
  }
}

/// A point before it knows the full scale.
private struct PointDraft: Sendable {
  var time: Cited<TimeSpan>
  var coefficients: Cited<[Conductance]>

  static func schema(_ constants: ConstantSchemas) -> Schema<PointDraft> {
    .object(
      "point",
      Field("time", constants.constant(DurationDimension.self, in: .positive), "Time after programming."),
      Field(
        "deviation", constants.list(of: ConductanceDimension.self, count: 1...12),
        "Coefficients of the standard deviation around the target at that time.")
    ) { PointDraft(time: $0, coefficients: $1) }
  }
}

extension Retention.TemperatureLaw {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    .object(
      "temperature",
      Field(
        "reference", constants.constant(TemperatureDimension.self, in: .positive),
        "Temperature of the measurements."),
      Field.optional(
        "activation-energy", constants.constant(EnergyDimension.self, in: .positive),
        "E_a of the Arrhenius law.", example: "{ value: 1.1 eV, source: KEY }")
    ) { Self(reference: $0, activationEnergy: $1) }
  }
}

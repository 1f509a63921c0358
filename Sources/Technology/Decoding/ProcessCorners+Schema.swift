import Quantities
import Specification

extension ProcessCorners {
  /// The keys of the corners.
  static func schema(_ constants: ConstantSchemas) -> Schema<ProcessCorners> {
    let temperature = constants.constant(TemperatureDimension.self, in: .positive)
    return Schema<ProcessCorners>.object(
      "corners",
      Field("slow", Factors.schema(constants), "Slow transistors at a low supply."),
      Field("fast", Factors.schema(constants), "Fast transistors at a high supply."),
      Field("leakage-reference", temperature, "Temperature that leakages are stated at."),
      Field("leakage-doubling", temperature, "Warming that doubles the leakage.")
    ) { ProcessCorners(slow: $0, fast: $1, leakageReference: $2, leakageDoubling: $3) }
    .validated { corners, check in
      if corners.slow.delay.value < corners.fast.delay.value {
        check.error(
          "GD0325",
          "the slow corner has a delay of \(corners.slow.delay.value), the fast one of "
            + "\(corners.fast.delay.value)", at: "slow", "delay", "value")
      }
    }
  }
}

extension ProcessCorners.Factors {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    let factor = constants.constant(RatioDimension.self, in: .positive)
    return .object(
      "corner",
      Field("supply", factor, "Supply over the nominal one."),
      Field("delay", factor, "Delay of a circuit over the nominal one, at the corner's supply."),
      Field("wire-resistance", factor, "Resistance of wires over the nominal one."),
      Field("leakage", factor, "Leakage over the nominal one, at the same temperature.")
    ) { Self(supply: $0, delay: $1, wireResistance: $2, leakage: $3) }
  }
}

import Quantities
import Specification

extension NeuronVariability {
  /// The keys of a neuron circuit's variability.
  static func schema(_ constants: ConstantSchemas) -> Schema<NeuronVariability> {
    .object(
      "neuron variability",
      Field.optional(
        "offset-spread", constants.constant(VoltageDimension.self, in: .nonNegative),
        "Standard deviation of the input-referred offset of amplifier and buffer."),
      Field.optional(
        "gain-spread", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Relative standard deviation of the amplifier's gain."),
      Field.optional(
        "threshold-spread", constants.constant(VoltageDimension.self, in: .nonNegative),
        "Standard deviation of the voltage at which the rectifier starts to conduct.")
    ) { NeuronVariability(offset: $0, gain: $1, threshold: $2) }
  }
}

extension PeripheralVariability {
  /// The keys of the variability of the circuits around the arrays.
  static func schema(_ constants: ConstantSchemas) -> Schema<PeripheralVariability> {
    Schema<PeripheralVariability>.object(
      "peripheral variability",
      Field.optional(
        "nudge-spread", constants.constant(RatioDimension.self, in: .closed(0...1)),
        "Relative standard deviation of a nudge's strength."),
      Field.optional(
        "driver-spread", constants.constant(VoltageDimension.self, in: .nonNegative),
        "Standard deviation of the voltage that drives an input or a target."),
      Field.optional(
        "read-out-noise", constants.constant(VoltageDimension.self, in: .nonNegative),
        "Standard deviation of one read of an output."),
      Field.optional("read-out-bits", constants.count(in: 1...24), "Resolution of the read-out."),
      Field.optional(
        "read-out-range", constants.constant(VoltageDimension.self, in: .positive),
        "The converter's range, from minus this to this.")
    ) {
      PeripheralVariability(nudge: $0, driver: $1, readoutNoise: $2, readoutBits: $3, readoutRange: $4)
    }.validated { variability, check in
      if (variability.readoutBits == nil) != (variability.readoutRange == nil) {
        check.error("GD0310", "read-out-bits and read-out-range mean something together only")
      }
    }
  }
}

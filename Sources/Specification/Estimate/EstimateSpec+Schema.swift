import Quantities

extension EstimateSpec {
  /// What stands for a spec without `estimate:`.
  package static var standard: EstimateSpec {
    var context = DecodingContext()
    guard let node = YAMLNode.literal("{}"), let value = schema.decode(node, &context) else {
      preconditionFailure("a default of estimate: is missing")
    }
    return value
  }

  /// `estimate:`
  static var schema: Schema<EstimateSpec> {
    Schema<EstimateSpec>.object(
      "estimate",
      Field(
        "samples", .integer(in: 1...100_000), "Test samples whose relaxations are simulated.", default: "16"),
      Field(
        "precision", .quantity(RatioDimension.self, in: .between(0, 1)),
        "Share of the largest class value that may be missing when an inference is read, and of the largest "
          + "movement of class values and hidden nodes by the nudge when a phase of the training is.",
        default: "1 %"),
      Field(
        "updates", .integer(in: 0...1_000_000),
        "Updates of the training that is simulated to count write pulses; an epoch at most.", default: "50"),
      Field("corner", .located(.choice()), "Corners of the process: one of them or all.", default: "typical"),
      Field(
        "temperature", .located(.quantity(TemperatureDimension.self, in: .positive(upTo: 1000))),
        "Temperature of the chip, which its leakage depends on.", default: "25 °C"),
      Field(
        "clock", .located(.quantity(FrequencyDimension.self, in: .positive)), "Clock of the controller.",
        default: "100 MHz"),
      Field("input-bits", .integer(in: 1...16), "Bits of the converters at the inputs.", default: "8"),
      Field(
        "conversion-rate", .located(.quantity(FrequencyDimension.self, in: .positive)),
        "Conversions a second of each converter that reads nodes.", default: "10 MHz"),
      Field(
        "nodes-per-converter", .integer(in: 1...100_000),
        "Nodes that share a converter and are read one after the other.", default: "8")
    ) {
      EstimateSpec(
        samples: $0, precision: $1, updates: $2, corner: $3, temperature: $4, clock: $5, inputBits: $6,
        conversionRate: $7, nodesPerConverter: $8)
    }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    .map([
      ("samples", .plain("\(samples)")), ("precision", .quantity(precision)),
      ("updates", .plain("\(updates)")), ("corner", .text(corner.value.rawValue)),
      ("temperature", .quantity(temperature.value)), ("clock", .quantity(clock.value)),
      ("input-bits", .plain("\(inputBits)")), ("conversion-rate", .quantity(conversionRate.value)),
      ("nodes-per-converter", .plain("\(nodesPerConverter)")),
    ])
  }
}

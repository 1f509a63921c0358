import Quantities

extension NetworkSpec {
  /// `network:`
  static var schema: Schema<NetworkSpec> {
    Schema<NetworkSpec>.object(
      "network",
      Field("family", .registered("resistive"), "The energy family."),
      Field("input", InputSpec.schema, "The clamped layer."),
      Field.optional(
        "bias", .located(.quantity(VoltageDimension.self, in: .positive(upTo: 1000))),
        "Magnitude of the two constant bias rows that every layer has; without it there are none.",
        example: "0.5 V"),
      Field(
        "bias-current", .located(.choice()),
        "Whether every free node has a trained current source, as in published networks; netlists have none.",
        default: "none"),
      Field(
        "hidden", .list(of: .located(HiddenSpec.schema), count: 0...64),
        "Rectifier layers, first to last; may be empty.", example: "[{ units: 64, gain: 4 }]"),
      Field(
        "output", OutputSpec.schema, "The linear layer that is read and nudged.",
        example: "{ classes: 10, encoding: differential, target: 50 mV }")
    ) { family, input, bias, biasCurrent, hidden, output in
      NetworkSpec(
        family: family, input: input, bias: bias, biasCurrent: biasCurrent, hidden: hidden, output: output)
    }
  }
}

extension InputSpec {
  /// The most values an input may have.
  package static let valueLimit = 1_000_000

  /// `network.input:`
  static var schema: Schema<InputSpec> {
    Schema<InputSpec>.object(
      "input",
      Field(
        "shape", .located(.list(of: .integer(in: 1...valueLimit), count: 1...8)),
        "Sizes of the input array.", example: "[8, 8]"),
      Field("encoding", .choice(), "Rows a value: at +x and −x, or only at +x."),
      Field(
        "full-scale", .located(.quantity(VoltageDimension.self, in: .positive(upTo: 100_000))),
        "Row voltage of the largest input value.", example: "1 V")
    ) { shape, encoding, fullScale in
      InputSpec(shape: shape, encoding: encoding, fullScale: fullScale)
    }.validated { input, check in
      // As doubles: eight sizes of a million overflow an integer.
      let values = input.shape.value.reduce(1.0) { $0 * Double($1) }
      if values > Double(valueLimit) {
        let product = input.shape.value.map { "\($0)" }.joined(separator: " × ")
        check.error(
          "GD0222", "\(product) are more than \(valueLimit) input values", at: "shape")
      }
    }
  }
}

extension HiddenSpec {
  /// An entry of `network.hidden:`
  static var schema: Schema<HiddenSpec> {
    Schema<HiddenSpec>.object(
      "hidden layer",
      Field("units", .integer(in: 1...1_000_000), "Number of neurons.", example: "64"),
      Field(
        "gain", .number(in: .closed(1...1_000_000)),
        "Voltage gain of the bidirectional amplifier behind each neuron; 1 for none.", default: "1"),
      Field.optional(
        "reverse-gain", .number(in: .closed(1e-6...1_000_000)),
        "Current gain of the amplifiers backward; without it the inverse of the gain. More of it lets a nudge move the "
          + "neurons further.", example: "1"),
      Field(
        "rectifiers", .choice(),
        "Which neurons are held at v ≥ 0, which at v ≤ 0: half and half, or in turn.",
        default: "halves")
    ) { HiddenSpec(units: $0, gain: $1, reverseGain: $2, rectifiers: $3) }
  }
}

extension OutputSpec {
  /// `network.output:`
  static var schema: Schema<OutputSpec> {
    struct Draft: Sendable {
      var classes, values: Located<Int>?, encoding: OutputEncoding, target: Voltage, readGain: Double
    }
    let draft = Schema<Draft>.object(
      "output",
      Field.optional(
        "classes", .located(.integer(in: 2...100_000)), "Number of classes that samples are told apart by.",
        example: "10"),
      Field.optional(
        "values", .located(.integer(in: 1...100_000)),
        "Instead of classes: number of values that samples are answered with (regression).", example: "1"),
      Field("encoding", .choice(), "Nodes a class or value."),
      Field(
        "target", .quantity(VoltageDimension.self, in: .positive(upTo: 1000)),
        "Value of the right class in the target, the others' being 0 V; of values, the volts of a scaled target of 1.",
        example: "50 mV"),
      Field(
        "read-gain", .number(in: .closed(1...1000)),
        "Gain of the sense circuits between the outputs and their converters, whose step and range it divides.",
        default: "1")
    ) { Draft(classes: $0, values: $1, encoding: $2, target: $3, readGain: $4) }
    return Schema(shape: draft.shape) { node, context in
      guard let draft = draft.decode(node, &context) else { return nil }
      func output(_ count: Located<Int>, _ targets: TargetKind) -> OutputSpec {
        OutputSpec(
          classes: count, targets: targets, encoding: draft.encoding, target: draft.target,
          readGain: draft.readGain)
      }
      switch (draft.classes, draft.values) {
      case (let classes?, nil): return output(classes, .label)
      case (nil, let values?): return output(values, .vector)
      case (_?, let values?):
        context.error(
          "GD0255", "an output has classes to tell samples apart by or values to answer them with, not both",
          at: values.location)
        return nil
      case (nil, nil):
        context.error(
          "GD0203", "the key 'classes' is missing (or 'values', for targets that are numbers)",
          at: node.location, suggestion: "classes: 10")
        return nil
      }
    }
  }
}

extension NetworkSpec {
  package var node: YAMLNode {
    .map(
      [
        ("family", .text(family.value)),
        (
          "input",
          .map([
            ("shape", .list(input.shape.value.map { .plain("\($0)") })),
            ("encoding", .text(input.encoding.rawValue)), ("full-scale", .quantity(input.fullScale.value)),
          ])
        ),
      ] + (bias.map { [("bias", .quantity($0.value))] } ?? []) + [
        ("bias-current", .text(biasCurrent.value.rawValue)),
        (
          "hidden",
          .list(
            hidden.map {
              .map(
                [("units", .plain("\($0.value.units)")), ("gain", .number($0.value.gain))]
                  + ($0.value.reverseGain.map { [("reverse-gain", .number($0))] } ?? [])
                  + [("rectifiers", .text($0.value.rectifiers.rawValue))])
            })
        ),
        (
          "output",
          .map([
            (output.targets == .label ? "classes" : "values", .plain("\(output.classes.value)")),
            ("encoding", .text(output.encoding.rawValue)),
            ("target", .quantity(output.target)), ("read-gain", .number(output.readGain)),
          ])
        ),
      ])
  }
}

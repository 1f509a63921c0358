import Diagnostics
import Specification

extension HopfieldNetworkSpec {
  /// `network:`
  static var schema: Schema<HopfieldNetworkSpec> {
    let input = Schema<Located<[Int]>>.object(
      "input",
      Field(
        "shape", .located(.list(of: .integer(in: 1...InputSpec.valueLimit), count: 1...3)),
        "Sizes of the input array: [values], [height, width] or [channels, height, width].",
        example: "[1, 28, 28]")
    ) { $0 }
    return Schema<HopfieldNetworkSpec>.object(
      "network",
      Field("family", .located(.name(example: "hopfield")), "The energy family."),
      Field("input", input, "The clamped layer."),
      Field(
        "activation", .located(.name(example: "hard-sigmoid")),
        "Activation of the hidden layers that name none.", default: "hard-sigmoid"),
      Field(
        "hidden", .list(of: .located(HopfieldLayerSpec.schema), count: 1...64),
        "Hidden layers, first to last, each coupled with the one before it.", example: "[{ units: 512 }]"),
      Field(
        "skips", .list(of: .located(SkipSpec.schema), count: 0...256),
        "Couplings between layers that do not follow each other.", default: "[]"),
      Field("output", HopfieldOutputSpec.schema, "The layer that is read.")
    ) { family, input, activation, hidden, skips, output in
      HopfieldNetworkSpec(
        family: family, inputShape: input, activation: activation, hidden: hidden, skips: skips,
        output: output)
    }
  }
}

extension HopfieldLayerSpec {
  /// An entry of `network.hidden:`
  static var schema: Schema<HopfieldLayerSpec> {
    Schema<HopfieldLayerSpec>.object(
      "hidden layer",
      Field.optional(
        "units", .located(.integer(in: 1...1_000_000)), "Number of neurons of a dense coupling.",
        example: "512"),
      Field.optional("convolution", .located(ConvolutionSpec.schema), "A convolutional coupling."),
      Field.optional("pooling", .located(PoolingSpec.schema), "Pooling behind the convolution."),
      Field.optional(
        "activation", .located(.name(example: "hard-sigmoid")), "Activation, instead of the network's.")
    ) { HopfieldLayerSpec(units: $0, convolution: $1, pooling: $2, activation: $3) }
    .validated { layer, check in
      if (layer.units == nil) == (layer.convolution == nil) {
        check.error(
          "GD0230", "a hidden layer has either units (dense) or a convolution",
          suggestion: layer.units == nil ? "{ units: 512 }" : nil)
      }
      if layer.convolution == nil, layer.pooling != nil {
        check.error("GD0230", "pooling needs a convolution in front of it", at: "pooling")
      }
      if let convolution = layer.convolution, convolution.value.channels == nil {
        check.error(
          "GD0230", "the convolution of a hidden layer needs its number of channels", at: "convolution",
          suggestion: "channels: 32")
      }
    }
  }
}

extension ConvolutionSpec {
  /// `convolution:`
  static var schema: Schema<ConvolutionSpec> {
    Schema<ConvolutionSpec>.object(
      "convolution",
      Field.optional(
        "channels", .located(.integer(in: 1...65_536)),
        "Output channels; left out in a skip, where the layer it leads to has them.", example: "32"),
      Field("kernel", .integer(in: 1...64), "Height and width of the kernel.", default: "3"),
      Field("padding", .integer(in: 0...63), "Zeros around the input, on each side.", default: "0"),
      Field("stride", .integer(in: 1...64), "Steps of the kernel.", default: "1")
    ) { ConvolutionSpec(channels: $0, kernel: $1, padding: $2, stride: $3) }
    .validated { convolution, check in
      if convolution.padding >= convolution.kernel {
        check.error(
          "GD0231",
          "a padding of \(convolution.padding) is not smaller than the kernel of \(convolution.kernel)",
          at: "padding", suggestion: "\((convolution.kernel - 1) / 2)")
      }
    }
  }
}

extension PoolingSpec {
  /// `pooling:`
  static var schema: Schema<PoolingSpec> {
    Schema<PoolingSpec>.object(
      "pooling",
      Field("kind", .choice(), "What is kept of a window.", default: "max"),
      Field("size", .integer(in: 1...16), "Height and width of the window.", default: "2"),
      Field.optional(
        "stride", .integer(in: 1...16), "Steps of the window; its size without it.", example: "2")
    ) { PoolingSpec(kind: $0, size: $1, stride: $2) }
  }
}

extension SkipSpec {
  /// An entry of `network.skips:`
  static var schema: Schema<SkipSpec> {
    Schema<SkipSpec>.object(
      "skip",
      Field("from", .integer(in: 0...64), "Number of the earlier layer; 0 is the input.", example: "1"),
      Field(
        "to", .integer(in: 1...65), "Number of the later layer; hidden layers count from 1.", example: "3"),
      Field.optional(
        "convolution", .located(ConvolutionSpec.schema), "A convolutional coupling; without it a dense one."),
      Field.optional("pooling", .located(PoolingSpec.schema), "Pooling behind the convolution.")
    ) { SkipSpec(from: $0, to: $1, convolution: $2, pooling: $3) }
    .validated { skip, check in
      if skip.to <= skip.from + 1 {
        check.error(
          "GD0232",
          "a skip leads to a layer after the next one; \(skip.from) and \(skip.to) "
            + (skip.to == skip.from + 1 ? "follow each other" : "are not in order"), at: "to",
          suggestion: skip.from + 2 <= 65 ? "\(skip.from + 2)" : nil)
      }
      if skip.convolution == nil, skip.pooling != nil {
        check.error("GD0230", "pooling needs a convolution in front of it", at: "pooling")
      }
    }
  }
}

extension HopfieldOutputSpec {
  /// `network.output:`
  static var schema: Schema<HopfieldOutputSpec> {
    let classes = Schema<HopfieldOutputSpec>.object(
      "output",
      Field("classes", .located(.integer(in: 2...100_000)), "Number of classes.", example: "10"),
      Field(
        "cost", .located(.choice()),
        "½ Σ (o − y)² of output neurons, or the cross-entropy of a softmax read-out of the last hidden layer.",
        default: "squared-error"),
      Field(
        "activation", .located(.name(example: "linear")),
        "Activation of the output neurons of squared-error.",
        default: "linear"),
      Field(
        "replicas", .located(.integer(in: 1...10_000)),
        "Output neurons of a class, whose mean is its value; many make a nudge of binary neurons visible.",
        default: "1")
    ) { HopfieldOutputSpec(classes: $0, cost: $1, activation: $2, replicas: $3) }
    .validated { output, check in
      if output.cost.value == .crossEntropy, output.replicas.value > 1 {
        check.error(
          "GD0234",
          "replicas are output neurons, and cost cross-entropy has none: its read-out is outside the network",
          at: "replicas", suggestion: "1")
      }
    }
    return Schema(shape: classes.shape) { node, context in
      guard let values = node["values"] else { return classes.decode(node, &context) }
      context.error(
        "GD0256",
        "a Hopfield network tells classes apart and does not answer with values; write classes, or a resistive network",
        at: values.location)
      return nil
    }
  }
}

extension HopfieldRelaxationSpec {
  /// `training.relaxation:`
  static var schema: Schema<HopfieldRelaxationSpec> {
    Schema<HopfieldRelaxationSpec>.object(
      "relaxation",
      Field(
        "method", .choice(), "To the layer's minimum, or a step down the energy.", default: "fixed-point"),
      Field(
        "order", .choice(), "Odd layers, then even ones, or all layers at once.", default: "asynchronous"),
      Field("free", .integer(in: 1...1_000_000), "Sweeps of the free phase.", example: "30"),
      Field("nudged", .integer(in: 1...1_000_000), "Sweeps of a nudged phase.", example: "10"),
      Field("step", .number(in: .positive(upTo: 1)), "ε of method gradient.", default: "0.5"),
      Field.optional(
        "tolerance", .number(in: .between(0, 1)),
        "Largest change of a state in a sweep at which a phase ends early.", example: "1e-5")
    ) {
      HopfieldRelaxationSpec(
        method: $0, order: $1, free: $2, nudged: $3, step: $4, tolerance: $5)
    }
  }
}

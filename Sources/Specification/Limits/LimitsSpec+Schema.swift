import Quantities

extension LimitsSpec {
  /// `limits:`
  static var schema: Schema<LimitsSpec> {
    let share = Bounds.positive(upTo: 1)
    return Schema<LimitsSpec>.object(
      "limits",
      Field.optional(
        "accuracy", least("accuracy", RatioDimension.self, share, example: "90 %"),
        "Share of the test samples that a chip must classify rightly to pass.",
        example: "{ at-least: 95 % }"),
      Field.optional(
        "r-squared", least("r-squared", RatioDimension.self, share, example: "0.8"),
        "R² of the test samples that a chip must reach to pass, for networks that answer with values.",
        example: "{ at-least: 0.8 }"),
      Field.optional(
        "yield", least("yield", RatioDimension.self, share, example: "90 %"),
        "Share of the chips that must pass.", example: "{ at-least: 90 % }"),
      Field.optional(
        "area", most("area", AreaDimension.self, example: "4 mm^2"), "Area of the whole chip.",
        example: "{ at-most: 4 mm^2 }"),
      Field.optional(
        "energy-per-inference", most("energy", EnergyDimension.self, example: "10 nJ"),
        "Energy of one input, load to read-out.", example: "{ at-most: 10 nJ }"),
      Field.optional(
        FigureName.latencyPerInference.rawValue, most("latency", DurationDimension.self, example: "1 us"),
        "Time of one input, load to read-out.", example: "{ at-most: 1 us }"),
      Field.optional(
        "latency", most("latency", DurationDimension.self, example: "1 us"),
        "Older name of latency-per-inference.", example: "{ at-most: 1 us }"),
      Field.optional(
        "energy-per-training-example", most("energy", EnergyDimension.self, example: "100 nJ"),
        "Energy of one training sample, all phases.", example: "{ at-most: 100 nJ }"),
      Field.optional(
        "ir-drop", most("IR drop", RatioDimension.self, share, example: "5 %"),
        "Share of a row's voltage that the wires of a tile take at its worst cell.",
        example: "{ at-most: 5 % }"),
      Field.optional(
        "utilization", least("utilization", RatioDimension.self, share, example: "60 %"),
        "Share of the tiles' cells that hold a device.", example: "{ at-least: 60 % }"),
      Field.optional(
        "die", .located(DieSpec.schema), "Where the chip must fit: a size, or a slot of a shuttle.",
        example: "{ width: 2 mm, height: 2 mm }"),
      Field.optional("pads", mostPads, "Pads of the chip.", example: "{ at-most: 64 }"),
      Field.optional(
        "training", .located(TrainingLimit.schema),
        "What the training in software must reach; {} makes a failed training an error.",
        example: "{ at-least: 90 % }")
    ) {
      accuracy, rSquared, yield, area, energy, latency, olderLatency, trainingEnergy, irDrop, utilization,
      die, pads, training in
      var limits = LimitsSpec()
      limits.rSquared = rSquared
      (limits.accuracy, limits.yield, limits.area) = (accuracy, yield, area)
      (limits.energyPerInference, limits.latency) = (energy, latency ?? olderLatency)
      (limits.energyPerTrainingExample, limits.irDrop) = (trainingEnergy, irDrop)
      (limits.utilization, limits.die, limits.pads) = (utilization, die, pads)
      limits.training = training
      return limits
    }
    .validated { limits, check in
      if limits.yield != nil, limits.score == nil {
        check.error(
          "GD0244", "a yield needs the accuracy that a chip must have to pass",
          suggestion: "accuracy: { at-least: 95 % }")
      }
    }
  }

  /// `limits:` of a family without chips.
  static var trainingSchema: Schema<LimitsSpec> {
    Schema<LimitsSpec>.object(
      "limits",
      Field.optional(
        "training", .located(TrainingLimit.schema),
        "What the training must reach; {} makes a failed training an error.", example: "{ at-least: 90 % }")
    ) { training in
      var limits = LimitsSpec()
      limits.training = training
      return limits
    }
  }

  private static func least<D: Dimension>(
    _ name: String, _ dimension: D.Type, _ bounds: Bounds = .positive, example: String
  ) -> Schema<Located<Quantity<D>>> {
    .object(
      name,
      Field("at-least", .located(.quantity(dimension, in: bounds)), "The least value.", example: example)
    ) { $0 }
  }

  private static func most<D: Dimension>(
    _ name: String, _ dimension: D.Type, _ bounds: Bounds = .positive, example: String
  ) -> Schema<Located<Quantity<D>>> {
    .object(
      name,
      Field("at-most", .located(.quantity(dimension, in: bounds)), "The largest value.", example: example)
    ) { $0 }
  }

  private static var mostPads: Schema<Located<Int>> {
    .object(
      "pads", Field("at-most", .located(.integer(in: 1...1_000_000)), "The largest number.", example: "64")
    ) { $0 }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    var entries: [(String, YAMLNode)] = []
    func add<D: Dimension>(_ key: String, _ bound: String, _ value: Located<Quantity<D>>?) {
      if let value { entries.append((key, .map([(bound, .quantity(value.value))]))) }
    }
    add("accuracy", "at-least", accuracy)
    add("r-squared", "at-least", rSquared)
    add("yield", "at-least", self.yield)
    add("area", "at-most", area)
    add("energy-per-inference", "at-most", energyPerInference)
    add(FigureName.latencyPerInference.rawValue, "at-most", latency)
    add("energy-per-training-example", "at-most", energyPerTrainingExample)
    add("ir-drop", "at-most", irDrop)
    add("utilization", "at-least", utilization)
    if let die { entries.append(("die", die.value.node)) }
    if let pads { entries.append(("pads", .map([("at-most", .plain("\(pads.value)"))]))) }
    if let training { entries.append(("training", training.value.node)) }
    return .map(entries)
  }
}

extension TrainingLimit {
  /// `limits.training:`
  static var schema: Schema<TrainingLimit> {
    Schema<TrainingLimit>.object(
      "training limit",
      Field.optional(
        "at-least", .located(.quantity(RatioDimension.self, in: .positive(upTo: 1))),
        "Share of the test samples that the trained network must classify rightly in software, or the R² it must reach.",
        example: "90 %"),
      Field(
        "failure", .choice(), "What a sign of a failed training (GD0470 to GD0473) counts as.",
        default: "error")
    ) { TrainingLimit(atLeast: $0, failure: $1) }
  }

  var node: YAMLNode {
    .map(
      (atLeast.map { [("at-least", .quantity($0.value))] } ?? []) + [("failure", .text(failure.rawValue))])
  }
}

extension DieSpec {
  /// `limits.die:`
  static var schema: Schema<DieSpec> {
    struct Draft: Sendable { var width, height: Length?, slot: Located<String>? }
    let draft = Schema<Draft>.object(
      "die",
      Field.optional("width", .quantity(LengthDimension.self, in: .positive), "Width.", example: "2 mm"),
      Field.optional("height", .quantity(LengthDimension.self, in: .positive), "Height.", example: "2 mm"),
      Field.optional("slot", .registered("caravel"), "A slot of a shuttle, by name.")
    ) { Draft(width: $0, height: $1, slot: $2) }
    return Schema(shape: draft.shape) { node, context in
      guard let draft = draft.decode(node, &context) else { return nil }
      switch (draft.width, draft.height, draft.slot) {
      case (let width?, let height?, nil): return .size(width: width, height: height)
      case (nil, nil, let slot?): return .slot(slot)
      default:
        context.error(
          "GD0254", "a die has a width and a height, or is a slot", at: node.location,
          suggestion: "{ width: 2 mm, height: 2 mm }")
        return nil
      }
    }
  }

  fileprivate var node: YAMLNode {
    switch self {
    case .size(let width, let height): .map([("width", .quantity(width)), ("height", .quantity(height))])
    case .slot(let name): .map([("slot", .text(name.value))])
    }
  }
}

extension YAMLNode {
  /// Whether it is a mapping without keys.
  var isEmptyMapping: Bool {
    if case .mapping(let entries) = content { entries.isEmpty } else { false }
  }
}

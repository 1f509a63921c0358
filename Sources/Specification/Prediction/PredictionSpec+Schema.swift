import Quantities

extension PredictionSpec {
  /// What stands for a spec without `prediction:`.
  package static var standard: PredictionSpec {
    var context = DecodingContext()
    guard let node = YAMLNode.literal("{}"), let value = schema.decode(node, &context) else {
      preconditionFailure("a default of prediction: is missing")
    }
    return value
  }

  /// `prediction:`
  static var schema: Schema<PredictionSpec> {
    Schema<PredictionSpec>.object(
      "prediction",
      Field(
        "chips", .integer(in: PredictionSpec.chipRange),
        "Chip instances at most; fewer when the verdict on the yield is certain earlier.", default: "100"),
      Field(
        "confidence", .quantity(RatioDimension.self, in: .between(0, 1)),
        "Confidence of intervals and verdicts.", default: "95 %"),
      Field(
        "mode", .located(.oneOrList(of: .choice(), count: 1...2)),
        "Whether chips are trained in software and written, or learn with their own parts; one or both.",
        default: "program"),
      Field("write", WriteSpec.schema, "How trained conductances are written.", default: "{}"),
      Field("age", .located(AgeSpec.schema), "From the writing to the use.", default: "{}"),
      Field(
        "parasitics", .located(.choice()),
        "How the wires of the tiles are taken into account: not at all, by operators of the tiles that are "
          + "extracted once a chip (of linear devices), or with all cells solved for every sample.",
        default: "ideal"),
      Field(
        "imperfections", ImperfectionName.schema, "Magnitudes that replace those of the technology.",
        default: "{}"),
      Field("in-situ", InSituSpec.schema, "How a chip learns by itself.", default: "{}")
    ) { chips, confidence, modes, write, age, parasitics, imperfections, inSitu in
      PredictionSpec(
        chips: chips, confidence: confidence, modes: modes, write: write, age: age, parasitics: parasitics,
        imperfections: imperfections, inSitu: inSitu)
    }.validated { prediction, check in
      let modes = prediction.modes.value
      if Set(modes).count < modes.count {
        check.error("GD0225", "'\(modes[0].rawValue)' is in the list twice", at: "mode")
      }
    }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    var ageNodes: [(String, YAMLNode)] = [("time", .quantity(age.value.time))]
    if let temperature = age.value.temperature { ageNodes.append(("temperature", .quantity(temperature))) }
    return .map([
      ("chips", .plain("\(chips)")), ("confidence", .quantity(confidence)),
      ("mode", .list(modes.value.map { .text($0.rawValue) })), ("write", write.node), ("age", .map(ageNodes)),
      ("parasitics", .text(parasitics.value.rawValue)),
      (
        "imperfections",
        .map(
          ImperfectionName.allCases.compactMap { name in
            imperfections[name].map { (name.rawValue, .plain(name.exactText($0.value))) }
          })
      ), ("in-situ", inSitu.node),
    ])
  }
}

extension WriteSpec {
  /// `prediction.write:`
  static var schema: Schema<WriteSpec> {
    Schema<WriteSpec>.object(
      "write",
      Field("procedure", .located(.choice()), "How a conductance is written.", default: "published"),
      Field(
        "tolerance", .quantity(RatioDimension.self, in: .positive(upTo: 1)),
        "Accepted deviation of write-verify, share of the device's range.", default: "1 %"),
      Field("pulses", .integer(in: 1...1_000_000), "Pulses a device gets at most.", default: "100")
    ) { WriteSpec(procedure: $0, tolerance: $1, pulses: $2) }
  }

  fileprivate var node: YAMLNode {
    .map([
      ("procedure", .text(procedure.value.rawValue)), ("tolerance", .quantity(tolerance)),
      ("pulses", .plain("\(pulses)")),
    ])
  }
}

extension AgeSpec {
  /// `prediction.age:`
  static var schema: Schema<AgeSpec> {
    Schema<AgeSpec>.object(
      "age",
      Field(
        "time", .quantity(DurationDimension.self, in: .closed(0...AgeSpec.longest)),
        "Time since the weights were written.",
        default: "0 s"),
      Field.optional(
        "temperature", .quantity(TemperatureDimension.self, in: .positive(upTo: 1000)),
        "Temperature during that time; without it that of the device's published data.", example: "85 °C")
    ) { AgeSpec(time: $0, temperature: $1) }
  }
}

extension InSituSpec {
  /// `prediction.in-situ:`
  static var schema: Schema<InSituSpec> {
    Schema<InSituSpec>.object(
      "in-situ",
      Field("start", .choice(), "What a chip starts to learn from.", default: "programmed"),
      Field.optional(
        "epochs", .integer(in: 0...1_000_000), "Epochs; without it those of the training.", example: "1"),
      Field.optional(
        "updates", .integer(in: 0...1_000_000_000), "Updates, instead of whole epochs.", example: "500"),
      Field(
        "rate", .number(in: .positive(upTo: 1_000_000)), "Factor on the learning rates of the training.",
        default: "1"),
      Field(
        "update", .located(.choice()), "How a step of a conductance becomes pulses.", default: "stochastic"),
      Field("longest-train", .integer(in: 1...10_000), "Pulses of one update at most.", default: "31"),
      Field(
        "threshold", .quantity(RatioDimension.self, in: .closed(0...1000)),
        "Smallest step that a fixed pulse is given for, or sum at which a counter (update: accumulated) gives out its "
          + "pulses: 4 makes noise cancel in the counter rather than in the device. In mean pulses.",
        default: "0"),
      Field(
        "phases", .located(.choice()),
        "Whether the phases run one after the other, or at the same time on two copies of the arrays.",
        default: "sequential"),
      Field(
        "readings", .integer(in: 1...1_000_000), "Readings of a voltage whose mean an update uses.",
        default: "1"),
      Field(
        "read-point", .located(.choice()),
        "Where the voltages of hidden neurons are read: at their nodes, or behind their amplifiers.",
        default: "node"),
      Field.optional(
        "difference-gain", .located(.number(in: .closed(1...10_000))),
        "Gain on the difference of a voltage between two phases before it is converted (correlated double sampling).",
        example: "16"),
      Field(
        "center", .located(.choice()),
        "What differences are multiplied with: the mean of the two phases, or the free phase, which nudges of unequal "
          + "strength do not disturb.", default: "mean")
    ) { start, epochs, updates, rate, update, train, threshold, phases, readings, point, gain, center in
      InSituSpec(
        start: start, epochs: epochs, updates: updates, rate: rate, update: update, longestTrain: train,
        threshold: threshold, phases: phases, readings: readings, readPoint: point, differenceGain: gain,
        center: center)
    }.validated { inSitu, check in
      if inSitu.epochs != nil, inSitu.updates != nil {
        check.error("GD0243", "epochs and updates exclude each other; leave one out", at: "updates")
      }
    }
  }

  fileprivate var node: YAMLNode {
    var entries: [(String, YAMLNode)] = [("start", .text(start.rawValue))]
    if let epochs { entries.append(("epochs", .plain("\(epochs)"))) }
    if let updates { entries.append(("updates", .plain("\(updates)"))) }
    let gain = differenceGain.map { [("difference-gain", YAMLNode.number($0.value))] } ?? []
    return .map(
      entries + [
        ("rate", .number(rate)), ("update", .text(update.value.rawValue)),
        ("longest-train", .plain("\(longestTrain)")), ("threshold", .quantity(threshold)),
        ("phases", .text(phases.value.rawValue)), ("readings", .plain("\(readings)")),
        ("read-point", .text(readPoint.value.rawValue)),
      ] + gain + [("center", .text(center.value.rawValue))])
  }
}

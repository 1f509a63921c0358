import Quantities

extension TrainingSpec {
  /// `training:`
  static var schema: Schema<TrainingSpec> {
    let shared = FieldGroup(
      Field(
        "rule", .registered("equilibrium-propagation"), "The learning rule.",
        default: "equilibrium-propagation"),
      Field(
        "estimator", .located(.choice()),
        "Which equilibria equilibrium propagation takes the gradient from.", default: "centered"),
      Field.optional(
        "clamp", .located(.quantity(RatioDimension.self, in: .positive(upTo: 1))),
        "How far toward their targets outputs are held (rule coupled-learning).", example: "10 %"),
      Field.optional(
        "points", .located(.integer(in: 2...64)),
        "Points on the circle of complex nudges (estimator holomorphic).", example: "8"),
      Field("epochs", .integer(in: EpochRange.all), "Passes over the training set.", example: "20"),
      Field("batch", .integer(in: 1...1_000_000), "Samples an update.", example: "8"),
      Field("decay", .number(in: .positive(upTo: 1)), "Factor on the learning rate an epoch.", default: "1"),
      Field.optional(
        "schedule", ScheduleSpec.schema,
        "How the learning rates change from epoch to epoch; instead of decay.", example: "{ kind: cosine }"),
      Field("optimizer", OptimizerSpec.schema, "How a gradient becomes a step.", default: "{ kind: sgd }"),
      Field.optional(
        "initial-weights", .path,
        "Weights to start from, instead of random ones: a folder of \(Keys.weightNames), or a file "
          + "NAME.safetensors with these arrays. Relative to this file."),
      Field(
        "state", .located(.choice()),
        "Which state a minibatch starts from: rest, or the last one's under +β.",
        default: "fresh")
    ) {
      rule, estimator, clamp, points, epochs, batch, decay, schedule, optimizer, weights, state in
      { @Sendable (rates: Located<[Keys.Rate]>, keys: Keys) -> TrainingSpec in
        var training = TrainingSpec(
          rule: rule, estimator: estimator, epochs: epochs, batch: batch, learningRates: rates,
          optimizer: optimizer, state: state, keys: keys)
        (training.clamp, training.points) = (clamp, points)
        (training.decay, training.schedule, training.initialWeights) = (decay, schedule, weights)
        return training
      }
    }
    let rates = FieldGroup(
      Field(
        "learning-rate",
        WrittenRates<Keys.Rate>.schema(
          .oneOrList(of: Keys.rate.schema, count: Keys.rate.count), count: Keys.rate.count),
        Keys.rate.summary, example: Keys.rate.example),
      Field.optional(
        "bias-rate", .located(.oneOrList(of: Keys.biasRate.schema, count: Keys.biasRate.count)),
        Keys.biasRate.summary, example: Keys.biasRate.example)
    ) { ($0, $1) }
    return Schema<TrainingSpec>.object(
      "training", order: Keys.order, groups: shared, rates, Keys.fields
    ) { make, rates, keys in
      let (written, biases) = rates
      var training = make(Located(written.value.absolute, at: written.location), keys)
      (training.relativeRates, training.biasRates) = (written.value.relative, biases)
      return training
    }.validated { training, check in
      if training.schedule != nil, training.decay != 1 {
        check.error(
          "GD0242", "decay and schedule exclude each other; write schedule: { kind: exponential, decay: … }",
          at: "schedule")
      }
      training.keys.check(&check)
    }
  }

  func node(_ paths: ResolvedPaths) -> YAMLNode {
    var entries: [(String, YAMLNode)] = [
      ("rule", .text(rule.value)), ("estimator", .text(estimator.value.rawValue)),
    ]
    if let clamp { entries.append(("clamp", .quantity(clamp.value))) }
    if let points { entries.append(("points", .plain("\(points.value)"))) }
    entries += [
      ("epochs", .plain("\(epochs)")), ("batch", .plain("\(batch)")),
      ("learning-rate", relativeRates.map(YAMLNode.relative) ?? Keys.rate.node(learningRates.value)),
    ]
    if let biasRates { entries.append(("bias-rate", Keys.biasRate.node(biasRates.value))) }
    entries.append(schedule.map { ("schedule", $0.node) } ?? ("decay", .number(decay)))
    entries.append(("optimizer", optimizer.node))
    if let initialWeights { entries.append(("initial-weights", paths.node(initialWeights.value))) }
    entries.append(("state", .text(state.value.rawValue)))
    return .map((entries + keys.entries).ordered(Keys.order, by: \.0))
  }
}

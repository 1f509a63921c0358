import Diagnostics
import Quantities

extension HopfieldSpec {
  /// How a spec file of family `hopfield` is read.
  public static let schema = Schema<HopfieldSpec>.object(
    "Hopfield spec",
    Field("grenadyn", .formatVersion, "Version of the spec format.", example: "1"),
    Field.optional(
      "extends", .extends, "Files this one builds on; its own keys win. Relative to this file."),
    Field("name", .chipName, "Name of the network: names the output files."),
    Field("seed", .integer(), "Seed of every random number.", default: "1"),
    Field("data", DataSpec.schema, "The samples the network learns from."),
    Field("network", HopfieldNetworkSpec.schema, "The Hopfield network."),
    Field("training", HopfieldTrainingSpec.schema, "How the network learns."),
    Field("limits", HopfieldLimitsSpec.schema, "What the training must reach.", default: "{}")
  ) { _, _, name, seed, data, network, training, limits in
    HopfieldSpec(name: name, seed: seed, data: data, network: network, training: training, limits: limits)
  }.validated { spec, check in
    let couplings = spec.network.couplingCount
    func count(_ values: Int?, _ expected: Int, _ what: String, _ key: String) {
      guard let values, values != 1, values != expected else { return }
      check.error(
        "GD0220", "\(values) \(what), but the network has \(expected); write one for all or one each",
        at: "training", key)
    }
    count(
      spec.training.relativeRates?.count ?? spec.training.learningRates.value.count, couplings,
      "learning rates for the couplings (hidden layers, the output or read-out, then skips)", "learning-rate")
    count(
      spec.training.initialScales.value.count, couplings,
      "initial scales for the couplings (hidden layers, the output or read-out, then skips)", "initial-scale")
    count(
      spec.training.biasRates?.value.count, spec.network.hidden.count + 1,
      "bias rates for the layers (hidden layers, then the output or read-out)", "bias-rate")
    spec.training.optimizer.checkCounts(connections: couplings, &check)
    if let limit = spec.data.trainLimit, spec.training.batch > limit {
      check.error(
        "GD0224",
        "a batch of \(spec.training.batch) is larger than the \(limit) training samples of train-limit",
        at: "training", "batch")
    }
  }
}

extension HopfieldLimitsSpec {
  /// `limits:`
  static var schema: Schema<HopfieldLimitsSpec> {
    Schema<HopfieldLimitsSpec>.object(
      "limits",
      Field.optional(
        "training", .located(TrainingLimit.schema),
        "What the training must reach; {} makes a failed training an error.", example: "{ at-least: 90 % }")
    ) { HopfieldLimitsSpec(training: $0) }
  }
}

extension HopfieldNetworkSpec {
  /// Number of weight arrays: one a hidden layer, the output's or read-out's, one a skip.
  public var couplingCount: Int { hidden.count + 1 + skips.count }
}

extension HopfieldTrainingSpec {
  /// `training:`
  static var schema: Schema<HopfieldTrainingSpec> {
    Schema<HopfieldTrainingSpec>.object(
      "training",
      Field(
        "rule", .located(.name(example: "equilibrium-propagation")), "The learning rule.",
        default: "equilibrium-propagation"),
      Field(
        "estimator", .located(.choice()),
        "Which equilibria equilibrium propagation takes the gradient from.", default: "centered"),
      Field.optional(
        "nudge", .located(.number(in: .positive(upTo: 1000))),
        "β: strength of the nudge; left out only for rules without one.", example: "0.5"),
      Field.optional(
        "clamp", .located(.quantity(RatioDimension.self, in: .positive(upTo: 1))),
        "How far toward their targets outputs are held (rule coupled-learning).", example: "10 %"),
      Field.optional(
        "points", .located(.integer(in: 2...64)),
        "Points on the circle of complex nudges (estimator holomorphic).", example: "8"),
      Field("epochs", .integer(in: TrainingSpec.epochRange), "Passes over the training set.", example: "20"),
      Field("batch", .integer(in: 1...1_000_000), "Samples an update.", example: "32"),
      Field(
        "learning-rate",
        WrittenRates<Double>.schema(
          .oneOrList(of: .number(in: .nonNegative), count: 1...512), count: 1...512),
        "Step of a weight down the cost: one for all, or one a coupling; or relative to the range.",
        example: "0.05"),
      Field.optional(
        "bias-rate", .located(.oneOrList(of: .number(in: .nonNegative), count: 1...512)),
        "Step of a bias down the cost: one for all, or one a layer; without it that of the layer's weights.",
        example: "0.05"),
      Field("decay", .number(in: .positive(upTo: 1)), "Factor on the learning rate an epoch.", default: "1"),
      Field.optional("schedule", ScheduleSpec.schema, "Course of the learning rate, instead of decay."),
      Field("optimizer", OptimizerSpec.schema, "How a gradient becomes a step.", default: "{ kind: sgd }"),
      Field(
        "initial-scale", .located(.oneOrList(of: .number(in: .positive(upTo: 1000)), count: 1...512)),
        "s of initial weights drawn from ±s/√fan-in: one for all, or one a coupling.", default: "1"),
      Field.optional(
        "initial-weights", .path,
        "Weights to start from, instead of random ones: a folder of coupling_A_B.npy and bias_K.npy, or a file "
          + "NAME.safetensors with these arrays. Relative to this file."),
      Field(
        "state", .choice(), "Which state a minibatch starts from: zero, or the last one's under +β.",
        default: "fresh"),
      Field("relaxation", HopfieldRelaxationSpec.schema, "Steps of the relaxation."),
      Field("precision", .choice(), "Width of the numbers.", default: "single")
    ) {
      rule, estimator, nudge, clamp, points, epochs, batch, rates, biasRates, decay, schedule, optimizer,
      scales, weights, state, relaxation, precision in
      HopfieldTrainingSpec(
        rule: rule, estimator: estimator, nudge: nudge, clamp: clamp, points: points, epochs: epochs,
        batch: batch, learningRates: Located(rates.value.absolute, at: rates.location),
        relativeRates: rates.value.relative, biasRates: biasRates, decay: decay, schedule: schedule,
        optimizer: optimizer, initialScales: scales, initialWeights: weights, state: state,
        relaxation: relaxation,
        precision: precision)
    }.validated { training, check in
      if training.schedule != nil, training.decay != 1 {
        check.error(
          "GD0242", "decay and schedule exclude each other; write schedule: { kind: exponential, decay: … }",
          at: "schedule")
      }
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

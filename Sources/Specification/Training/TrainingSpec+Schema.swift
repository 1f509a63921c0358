import Quantities

extension TrainingSpec {
  /// `training:`
  static var schema: Schema<TrainingSpec> {
    Schema<TrainingSpec>.object(
      "training",
      Field(
        "engine", .located(.choice()),
        "What computes equilibria: to a tolerance in float64, or a fixed number of sweeps in float32.",
        default: "exact"),
      Field(
        "rule", .registered("equilibrium-propagation"), "The learning rule.",
        default: "equilibrium-propagation"),
      Field(
        "estimator", .located(.choice()),
        "Which equilibria equilibrium propagation takes the gradient from.", default: "centered"),
      Field.optional(
        "nudge", .located(NudgeSpec.schema),
        "What pulls at the outputs: the conductance of a spring to the target, or { kind: current, amplitude: 50 mV }; rules that hold outputs divide by it (1 S if left out), backprop has none.",
        example: "20 uS"),
      Field("cost", .located(CostSpec.schema), "What the training makes small.", default: "{}"),
      Field.optional(
        "skip", .located(.quantity(RatioDimension.self, in: .between(0, 1))),
        "Leave out samples whose errors are all below this share of the target: no nudged phases, no pulses.",
        example: "10 %"),
      Field.optional(
        "clamp", .located(.quantity(RatioDimension.self, in: .positive(upTo: 1))),
        "How far toward their targets outputs are held (rule coupled-learning).", example: "10 %"),
      Field.optional(
        "points", .located(.integer(in: 2...64)),
        "Points on the circle of complex nudges (estimator holomorphic).", example: "8"),
      Field("epochs", .integer(in: TrainingSpec.epochRange), "Passes over the training set.", example: "20"),
      Field("batch", .integer(in: 1...1_000_000), "Samples an update.", example: "8"),
      Field(
        "learning-rate",
        WrittenRates<LearningRate>.schema(
          .oneOrList(of: .quantity(LearningRateDimension.self, in: .nonNegative), count: 1...65),
          count: 1...65),
        "Step of a conductance down the cost, Δg = −η ∂C/∂g: one for all, or one a connection; or relative to the range.",
        example: "100 uS^2/V^2"),
      Field.optional(
        "bias-rate",
        .located(
          .oneOrList(of: .quantity(CurrentLearningRateDimension.self, in: .nonNegative), count: 1...65)),
        "Step of a trained bias current down the cost, Δb = −η ∂C/∂b: one for all, or one a layer."),
      Field("decay", .number(in: .positive(upTo: 1)), "Factor on the learning rate an epoch.", default: "1"),
      Field.optional(
        "schedule", ScheduleSpec.schema,
        "How the learning rates change from epoch to epoch; instead of decay.",
        example: "{ kind: cosine }"),
      Field("optimizer", OptimizerSpec.schema, "How a gradient becomes a step.", default: "{ kind: sgd }"),
      Field.optional(
        "initial", .located(InitialSpec.schema),
        "Range of the uniform initial conductances; without it the device's whole range."),
      Field.optional(
        "initial-scale", .quantity(ConductanceDimension.self, in: .positive(upTo: 1000)),
        "Instead of initial: s of conductances drawn from ±s/√rows and put into the device's range.",
        example: "1 S"),
      Field.optional(
        "initial-weights", .path,
        "Weights to start from, instead of random ones: a folder of connection_K.npy (and bias_K.npy), or a file "
          + "NAME.safetensors with these arrays. Relative to this file."),
      Field(
        "state", .located(.choice()), "Which state a minibatch starts from: 0 V, or the last one's under +β.",
        default: "fresh"),
      Field("relaxation", .located(RelaxationSpec.schema), "When a relaxation ends.", default: "{}")
    ) {
      engine, rule, estimator, nudge, cost, skip, clamp, points, epochs, batch, rates, biasRates, decay,
      schedule,
      optimizer, initial, scale, weights, state, relaxation in
      TrainingSpec(
        engine: engine, rule: rule, estimator: estimator, nudge: nudge, cost: cost, skip: skip, clamp: clamp,
        points: points,
        epochs: epochs, batch: batch, learningRates: Located(rates.value.absolute, at: rates.location),
        relativeRates: rates.value.relative, biasRates: biasRates, decay: decay,
        schedule: schedule, optimizer: optimizer, initial: initial, initialScale: scale,
        initialWeights: weights,
        state: state, relaxation: relaxation)
    }.validated { training, check in
      if training.initial != nil, training.initialScale != nil {
        check.error(
          "GD0226", "initial and initial-scale exclude each other; leave one out", at: "initial-scale")
      }
      if training.schedule != nil, training.decay != 1 {
        check.error(
          "GD0242", "decay and schedule exclude each other; write schedule: { kind: exponential, decay: … }",
          at: "schedule")
      }
    }
  }
}

extension InitialSpec {
  /// `training.initial:`
  static var schema: Schema<InitialSpec> {
    Schema<InitialSpec>.object(
      "initial",
      Field(
        "low", .quantity(ConductanceDimension.self, in: .nonNegative), "Lowest conductance.", example: "1 uS"),
      Field(
        "high", .quantity(ConductanceDimension.self, in: .nonNegative), "Highest conductance.",
        example: "10 uS")
    ) { low, high in InitialSpec(low: low, high: high) }
    .validated { initial, check in
      if initial.low > initial.high {
        check.error("GD0221", "low (\(initial.low)) is above high (\(initial.high))", at: "low")
      }
    }
  }
}

extension RelaxationSpec {
  /// `training.relaxation:`
  static var schema: Schema<RelaxationSpec> {
    Schema<RelaxationSpec>.object(
      "relaxation",
      Field(
        "tolerance", .number(in: .between(0, 1)),
        "Residual current at a node, as a fraction of its total conductance times the largest source voltage.",
        default: "1e-6"),
      Field(
        "maximum-sweeps", .integer(in: 1...1_000_000), "Sweeps after which a phase ends in any case.",
        default: "200"),
      Field.optional(
        "sweeps", .integer(in: 1...1_000_000),
        "Sweeps of every phase, whatever the residual; only for engine fast, instead of the other two.",
        example: "4"),
      Field(
        "residual", .choice(),
        "Whether each epoch's record has the largest residual of its phases; engine fast looks at a few minibatches.",
        default: "none")
    ) { RelaxationSpec(tolerance: $0, maximumSweeps: $1, sweeps: $2, residual: $3) }
  }
}

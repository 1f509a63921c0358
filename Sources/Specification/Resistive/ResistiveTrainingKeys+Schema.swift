import Quantities

extension ResistiveTrainingKeys: TrainingKeys {
  package static var rate: RateKey<LearningRate> {
    RateKey(
      "Step of a conductance down the cost, Δg = −η ∂C/∂g: one for all, or one a connection; or relative to the range.",
      example: "100 uS^2/V^2", count: 1...65)
  }
  package static var biasRate: RateKey<CurrentLearningRate> {
    RateKey(
      "Step of a trained bias current down the cost, Δb = −η ∂C/∂b: one for all, or one a layer.",
      example: "1 A^2", count: 1...65)
  }
  package var nudgeStrength: Located<Double>? { nudge.map { Located($0.value.strength, at: $0.location) } }
  package var nudgeKind: NudgeKind { nudge?.value.kind ?? .spring }
  package static let exampleNudge = "20 uS"
  package static let weightNames = "connection_K.npy (and bias_K.npy)"
  package static let order = [
    "engine", "rule", "estimator", "nudge", "cost", "skip", "clamp", "points", "epochs", "batch",
    "learning-rate", "bias-rate", "decay", "schedule", "optimizer", "initial", "initial-scale",
    "initial-weights", "state", "relaxation",
  ]

  package static var fields: FieldGroup<ResistiveTrainingKeys> {
    FieldGroup(
      Field(
        "engine", .located(.choice()),
        "What computes equilibria: to a tolerance in float64, or a fixed number of sweeps in float32.",
        default: "exact"),
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
        "initial", .located(InitialSpec.schema),
        "Range of the uniform initial conductances; without it the device's whole range."),
      Field.optional(
        "initial-scale", .quantity(ConductanceDimension.self, in: .positive(upTo: 1000)),
        "Instead of initial: s of conductances drawn from ±s/√rows and put into the device's range.",
        example: "1 S"),
      Field("relaxation", .located(RelaxationSpec.schema), "When a relaxation ends.", default: "{}")
    ) { engine, nudge, cost, skip, initial, scale, relaxation in
      ResistiveTrainingKeys(
        engine: engine, nudge: nudge, cost: cost, skip: skip, initial: initial, initialScale: scale,
        relaxation: relaxation)
    }
  }

  package func check(_ check: inout Validation) {
    if initial != nil, initialScale != nil {
      check.error(
        "GD0226", "initial and initial-scale exclude each other; leave one out", at: "initial-scale")
    }
  }

  package var entries: [(String, YAMLNode)] {
    var entries: [(String, YAMLNode)] = [
      ("engine", .text(engine.value.rawValue)), ("cost", cost.value.node),
    ]
    if let nudge { entries.append(("nudge", nudge.value.node)) }
    if let skip { entries.append(("skip", .quantity(skip.value))) }
    if let initialScale { entries.append(("initial-scale", .quantity(initialScale))) }
    if let initial = initial?.value {
      entries.append(("initial", .map([("low", .quantity(initial.low)), ("high", .quantity(initial.high))])))
    }
    let relaxation = relaxation.value
    let sweeps: [(String, YAMLNode)] = relaxation.sweeps.map { [("sweeps", .plain("\($0)"))] } ?? []
    entries.append(
      (
        "relaxation",
        .map(
          [
            ("tolerance", .number(relaxation.tolerance)),
            ("maximum-sweeps", .plain("\(relaxation.maximumSweeps)")),
          ] + sweeps + [("residual", .text(relaxation.residual.rawValue))])
      ))
    return entries
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

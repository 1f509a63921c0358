extension Spec {
  /// How a spec file of the family is read; the JSON Schema and the key documentation are made from it.
  package static var schema: Schema<Spec> {
    let common = FieldGroup<Shared>(
      Field("grenadyn", .formatVersion, "Version of the spec format.", example: "1"),
      Field.optional(
        "extends", .extends, "Files this one builds on; its own keys win. Relative to this file."),
      Field("name", .chipName, "Name of the design: names the top cell and the output files."),
      Field("seed", .integer(), "Seed of every random number.", default: "1"),
      Field("data", DataSpec.schema, "The samples that are learned from."),
      Field("training", TrainingSpec<Keys.Training>.schema, "How the network learns."),
      Field(
        "limits", Keys.hasChips ? LimitsSpec.schema : LimitsSpec.trainingSchema,
        Keys.hasChips ? "What the chips must hold." : "What the training must reach.", default: "{}"),
      Field(
        "checks", ChecksSpec.schema, "Severities of checks, and what of them does not count.", default: "{}")
    ) { _, _, name, seed, data, training, limits, checks in
      Shared(name: name, seed: seed, data: data, training: training, limits: limits, checks: checks)
    }
    let prediction =
      Keys.hasChips
      ? FieldGroup<PredictionSpec>(
        Field("prediction", PredictionSpec.schema, "What is predicted of the chips, and how.", default: "{}")
      ) { $0 } : FieldGroup(none: .standard)
    return Schema<Spec>.object(
      "\(Keys.family) spec", order: Keys.order, groups: common, prediction, Keys.fields
    ) { shared, prediction, keys in
      var spec = Spec(
        name: shared.name, seed: shared.seed, data: shared.data, training: shared.training, keys: keys)
      (spec.prediction, spec.limits, spec.checks) = (prediction, shared.limits, shared.checks)
      return spec
    }.validated { spec, check in
      spec.checkCounts(&check)
      if let limit = spec.data.trainLimit, spec.training.batch > limit {
        check.error(
          "GD0224",
          "a batch of \(spec.training.batch) is larger than the \(limit) training samples of train-limit",
          at: "training", "batch")
      }
      spec.checkTargets(&check)
      Keys.check(spec, &check)
    }
  }

  /// Keys that are of the other kind of targets than the network's output.
  private func checkTargets(_ check: inout Validation) {
    let wrong: [(isThere: Bool, path: (String, String), other: String?)] =
      switch keys.network.targets {
      case .label:
        [
          (data.targets != nil, ("data", "targets"), "label"),
          (data.targetScale != nil, ("data", "target-scale"), nil),
          (limits.rSquared != nil, ("limits", "r-squared"), "accuracy"),
        ]
      case .vector:
        [
          (data.label != nil, ("data", "label"), "targets"),
          (limits.accuracy != nil, ("limits", "accuracy"), "r-squared"),
        ]
      }
    let (own, has) = keys.network.targets == .label ? ("values", "classes") : ("classes", "values")
    for key in wrong where key.isThere {
      check.error(
        "GD0256",
        "this is of \(own), and the network's output has \(has); "
          + (key.other.map { "write \($0)" } ?? "leave it out"), at: key.path.0, key.path.1)
    }
  }

  /// The sections of every spec.
  private struct Shared: Sendable {
    var name: Located<String>
    var seed: UInt64
    var data: DataSpec
    var training: TrainingSpec<Keys.Training>
    var limits: LimitsSpec
    var checks: ChecksSpec
  }

  /// Rates and options are one for all, or one each.
  private func checkCounts(_ check: inout Validation) {
    let (connections, layers) = (keys.network.connectionCount, keys.network.layerCount)
    func look(_ values: Int?, _ count: Int, _ what: String, _ whose: String, _ key: String) {
      guard let values, values != 1, values != count else { return }
      check.error(
        "GD0220",
        "\(values) \(what), but the network has \(count) \(whose)\(count == 1 ? "" : "s"); write one for all or one a "
          + whose, at: "training", key)
    }
    look(
      training.relativeRates?.count ?? training.learningRates.value.count, connections, "learning rates",
      "connection", "learning-rate")
    look(training.biasRates?.value.count, layers, "bias rates", "layer", "bias-rate")
    training.optimizer.checkCounts(connections: connections, &check)
  }

  /// Every key with its meaning, in the order of the schema.
  package static var documentation: [KeyDocumentation] { schema.shape.keys }
}

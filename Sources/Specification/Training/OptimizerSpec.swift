/// `training.optimizer:` — how a gradient becomes a step; the same for every network family.
///
/// Its numbers are in the coherent SI units of what is trained: for conductances a weight decay is in V²/S², for
/// dimensionless weights in 1.
package struct OptimizerSpec: Sendable, Equatable {
  /// A registered optimizer: `sgd`, `adam`, `binary-flip`, `level-step`.
  package var kind: Located<String>
  /// The options that are written: one value, or one a connection.
  package var options: [OptimizerOption: Located<[Double]>]

  /// Makes a choice.
  package init(kind: Located<String>, options: [OptimizerOption: Located<[Double]>] = [:]) {
    (self.kind, self.options) = (kind, options)
  }

  /// The value of an option, or another one if it is not written.
  package func value(_ option: OptimizerOption, default fallback: Double) -> Double {
    options[option]?.value.first ?? fallback
  }

  /// The choice for one connection, counted as learning rates are: its own value of options that have one a connection.
  package func connection(_ k: Int) -> OptimizerSpec {
    OptimizerSpec(
      kind: kind,
      options: options.mapValues { Located([$0.value[min(k, $0.value.count - 1)]], at: $0.location) })
  }

  /// Reports, below `training`, options with a value a connection where the network has another number of those.
  func checkCounts(connections: Int, _ check: inout Validation) {
    for option in OptimizerOption.allCases {
      guard let count = options[option]?.value.count, count != 1, count != connections else { continue }
      check.error(
        "GD0220",
        "\(count) values of \(option.rawValue), but the network has \(connections) connections; write one for all or "
          + "one each", at: "training", "optimizer", option.rawValue)
    }
  }
}

/// The options of all optimizers; each says which of them it has.
package enum OptimizerOption: String, Sendable, CaseIterable {
  /// Share of the last step that is kept (sgd).
  case momentum
  /// λ of the term λ θ that is added to the gradient (sgd, adam).
  case weightDecay = "weight-decay"
  /// Share of the old mean gradient that an update keeps (adam).
  case beta1
  /// Share of the old mean squared gradient that an update keeps (adam).
  case beta2
  /// ε that is added to the root of the mean squared gradient (adam).
  case epsilon
  /// γ, share of a gradient in the running mean (binary-flip).
  case inertia
  /// τ that the running mean (binary-flip) or the counter (level-step) must pass to change a weight.
  case threshold
  /// Number of levels of a weight (level-step).
  case levels
  /// Largest weight over the largest initial one (level-step on weights that have no range of their own).
  case range
  /// Share of the counter that is lost in an update (level-step).
  case leak
}

extension OptimizerSpec {
  /// `training.optimizer:`
  static var schema: Schema<OptimizerSpec> {
    func option(_ key: OptimizerOption, _ value: Schema<[Double]>, _ summary: String, _ example: String)
      -> Field<Located<[Double]>?>
    {
      Field.optional(key.rawValue, .located(value), summary, example: example)
    }
    func one(_ bounds: Bounds) -> Schema<[Double]> { Schema<Double>.number(in: bounds).map { [$0] } }
    func oneOrEach(_ bounds: Bounds) -> Schema<[Double]> {
      .oneOrList(of: .number(in: bounds), count: 1...512)
    }
    let share = Bounds(lower: 0, upper: 1, excludesUpper: true)
    let each = "one for all, or one a connection"
    return Schema<OptimizerSpec>.object(
      "optimizer",
      Field("kind", .located(.name(example: "sgd")), "The optimizer.", default: "sgd"),
      option(.momentum, one(share), "Share of the last step that is kept (sgd; 0 if left out).", "0.9"),
      option(
        .weightDecay, one(.nonNegative),
        "λ of the term λ θ that is added to the gradient (sgd, adam; 0 if left out).", "3.0e-4"),
      option(.beta1, one(share), "Share of the mean gradient that is kept (adam; 0.9 if left out).", "0.9"),
      option(
        .beta2, one(share), "Share of the mean squared gradient that is kept (adam; 0.999 if left out).",
        "0.999"),
      option(
        .epsilon, one(.positive), "Added to the root of the mean square (adam; 1e-8 if left out).", "1.0e-8"),
      option(
        .inertia, oneOrEach(.positive(upTo: 1)),
        "γ, share of a gradient in the running mean (binary-flip): \(each).", "1.0e-4"),
      option(
        .threshold, oneOrEach(.nonNegative),
        "τ that the running mean (binary-flip) or the counter (level-step) must pass to change a weight: \(each).",
        "1.0e-7"),
      option(
        .levels, Schema<Int>.integer(in: 2...65_536).map { [Double($0)] },
        "Number of evenly spaced levels of a weight (level-step).", "16"),
      option(
        .range, oneOrEach(.positive(upTo: 1000)),
        "Largest weight over the largest initial one (level-step, where no device gives a range; 1 if left out): "
          + "\(each).", "2"),
      option(
        .leak, oneOrEach(share),
        "Share of the counter that is lost in an update (level-step; 0 if left out): \(each).", "1.0e-4")
    ) { kind, momentum, decay, beta1, beta2, epsilon, inertia, threshold, levels, range, leak in
      let all: [(OptimizerOption, Located<[Double]>?)] = [
        (.momentum, momentum), (.weightDecay, decay), (.beta1, beta1), (.beta2, beta2), (.epsilon, epsilon),
        (.inertia, inertia), (.threshold, threshold), (.levels, levels), (.range, range), (.leak, leak),
      ]
      return OptimizerSpec(
        kind: kind,
        options: Dictionary(uniqueKeysWithValues: all.compactMap { key, value in value.map { (key, $0) } }))
    }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    .map(
      [("kind", .text(kind.value))]
        + OptimizerOption.allCases.compactMap { key in
          options[key].map { option in
            // A count is written without a fraction.
            func node(_ value: Double) -> YAMLNode {
              key == .levels ? .plain("\(Int(value))") : .number(value)
            }
            let values = option.value.map(node)
            return (key.rawValue, values.count == 1 ? values[0] : .list(values))
          }
        })
  }
}

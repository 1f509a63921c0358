/// `training.optimizer:` — how a gradient becomes a step; the same for every network family.
///
/// Its numbers are in the coherent SI units of what is trained: for conductances a weight decay is in V²/S², for
/// dimensionless weights in 1.
public struct OptimizerSpec: Sendable, Equatable {
  /// A registered optimizer: `sgd`, `adam`, `binary-flip`.
  public var kind: Located<String>
  /// The options that are written.
  public var options: [OptimizerOption: Located<Double>]

  /// Makes a choice.
  public init(kind: Located<String>, options: [OptimizerOption: Located<Double>] = [:]) {
    (self.kind, self.options) = (kind, options)
  }

  /// The value of an option, or another one if it is not written.
  public func value(_ option: OptimizerOption, default fallback: Double) -> Double {
    options[option]?.value ?? fallback
  }
}

/// The options of all optimizers; each says which of them it has.
public enum OptimizerOption: String, Sendable, CaseIterable {
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
  /// τ that the running mean must pass to flip a weight (binary-flip).
  case threshold
}

extension OptimizerSpec {
  /// `training.optimizer:`
  static var schema: Schema<OptimizerSpec> {
    func option(_ key: OptimizerOption, in bounds: Bounds, _ summary: String, _ example: String)
      -> Field<Located<Double>?>
    {
      Field.optional(key.rawValue, .located(.number(in: bounds)), summary, example: example)
    }
    let share = Bounds(lower: 0, upper: 1, excludesUpper: true)
    return Schema<OptimizerSpec>.object(
      "optimizer",
      Field("kind", .located(.name(example: "sgd")), "The optimizer.", default: "sgd"),
      option(.momentum, in: share, "Share of the last step that is kept (sgd; 0 if left out).", "0.9"),
      option(
        .weightDecay, in: .nonNegative,
        "λ of the term λ θ that is added to the gradient (sgd, adam; 0 if left out).", "3.0e-4"),
      option(.beta1, in: share, "Share of the mean gradient that is kept (adam; 0.9 if left out).", "0.9"),
      option(
        .beta2, in: share, "Share of the mean squared gradient that is kept (adam; 0.999 if left out).",
        "0.999"),
      option(
        .epsilon, in: .positive, "Added to the root of the mean square (adam; 1e-8 if left out).", "1.0e-8"),
      option(
        .inertia, in: .positive(upTo: 1), "γ, share of a gradient in the running mean (binary-flip).",
        "1.0e-4"),
      option(
        .threshold, in: .nonNegative, "τ that the running mean must pass to flip a weight (binary-flip).",
        "1.0e-7")
    ) { kind, momentum, decay, beta1, beta2, epsilon, inertia, threshold in
      let all: [(OptimizerOption, Located<Double>?)] = [
        (.momentum, momentum), (.weightDecay, decay), (.beta1, beta1), (.beta2, beta2), (.epsilon, epsilon),
        (.inertia, inertia), (.threshold, threshold),
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
        + OptimizerOption.allCases.compactMap { key in options[key].map { (key.rawValue, .number($0.value)) }
        })
  }
}

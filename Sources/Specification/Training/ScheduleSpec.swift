/// `training.schedule:` — how the learning rates change from epoch to epoch; the same for every network family.
package enum ScheduleSpec: Sendable, Equatable {
  /// They stay.
  case constant
  /// Times `decay` after every epoch; `decay: 0.99` of `training:` is short for it.
  case exponential(decay: Double)
  /// Down half a cosine from 1 to `floor` within `period` epochs (nil: the whole training), then up again.
  case cosine(period: Int?, floor: Double)
  /// Times `decay` after every `every` epochs.
  case step(every: Int, decay: Double)
}

extension ScheduleSpec {
  private enum Kind: String, CaseIterable, Sendable {
    case constant, exponential, cosine, step

    /// The keys beside `kind`, and which of them must be there.
    var keys: (needed: [String], others: [String]) {
      switch self {
      case .constant: ([], [])
      case .exponential: (["decay"], [])
      case .cosine: ([], ["period", "floor"])
      case .step: (["every", "decay"], [])
      }
    }
  }

  private struct Written: Sendable {
    var kind: Kind
    var decay: Double?
    var every: Int?
    var period: Int?
    var floor: Double?

    var keys: [String] {
      [("decay", decay != nil), ("every", every != nil), ("period", period != nil), ("floor", floor != nil)]
        .filter(\.1).map(\.0)
    }
  }

  private static let examples = ["decay": "0.1", "every": "30"]

  /// `training.schedule:`
  static var schema: Schema<ScheduleSpec> {
    Schema<Written>.object(
      "schedule",
      Field("kind", .choice(), "Shape of the learning rate's course.", example: "cosine"),
      Field.optional(
        "decay", .number(in: .positive(upTo: 1)), "Factor an epoch (exponential) or a step (step).",
        example: "0.1"),
      Field.optional("every", .integer(in: 1...1_000_000), "Epochs of a step (step).", example: "30"),
      Field.optional(
        "period", .integer(in: 1...1_000_000),
        "Epochs from the top to the bottom (cosine; all of the training if left out).", example: "100"),
      Field.optional(
        "floor", .number(in: .closed(0...1)), "Factor at the bottom (cosine; 0 if left out).", example: "0.01"
      )
    ) { Written(kind: $0, decay: $1, every: $2, period: $3, floor: $4) }
    .validated { written, check in
      let (needed, others) = written.kind.keys
      for key in needed where !written.keys.contains(key) {
        check.error(
          "GD0240", "a schedule of kind '\(written.kind.rawValue)' needs '\(key)'",
          suggestion: examples[key].map { "\(key): \($0)" })
      }
      for key in written.keys where !(needed + others).contains(key) {
        check.error(
          "GD0241", "a schedule of kind '\(written.kind.rawValue)' has no '\(key)'; leave it out", at: key)
      }
    }
    .map { written in
      switch written.kind {
      case .constant: .constant
      case .exponential: .exponential(decay: written.decay ?? 1)
      case .cosine: .cosine(period: written.period, floor: written.floor ?? 0)
      case .step: .step(every: written.every ?? 1, decay: written.decay ?? 1)
      }
    }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    func map(_ kind: Kind, _ entries: [(String, YAMLNode)] = []) -> YAMLNode {
      .map([("kind", .text(kind.rawValue))] + entries)
    }
    switch self {
    case .constant: return map(.constant)
    case .exponential(let decay): return map(.exponential, [("decay", .number(decay))])
    case .cosine(let period, let floor):
      return map(
        .cosine, (period.map { [("period", .plain("\($0)"))] } ?? []) + [("floor", .number(floor))])
    case .step(let every, let decay):
      return map(.step, [("every", .plain("\(every)")), ("decay", .number(decay))])
    }
  }
}

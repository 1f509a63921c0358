/// How raw values become those of 0…1 that a network sees.
package enum ScaleKind: String, Sendable, CaseIterable, Codable {
  /// Column by column, the smallest value of the training samples → 0, the largest → 1.
  case minMax = "min-max"
  /// Column by column, mean − 3σ of the training samples → 0, mean + 3σ → 1.
  case standard
  /// All columns alike: min(0, smallest) of the training samples → 0, the largest → 1.
  case whole
  /// As they are.
  case none
}

/// `data.scale:` — how raw values become those of 0…1 that a network sees.
package enum ScaleSpec: Sendable, Equatable {
  /// By the training samples.
  case measured(ScaleKind)
  /// All columns alike: low → 0, high → 1.
  case range(low: Double, high: Double)
}

/// Whether the first line of a table has the columns' names.
package enum TableHeader: String, Sendable, CaseIterable {
  /// It has.
  case present
  /// It is a sample.
  case absent
}

extension ScaleSpec {
  /// `data.scale:`
  static var schema: Schema<ScaleSpec> {
    .mapping(
      Schema<ScaleSpec>.object(
        "scale",
        Field("low", .number(), "Raw value that becomes 0.", example: "0"),
        Field("high", .number(), "Raw value that becomes 1.", example: "255")
      ) { .range(low: $0, high: $1) }
      .validated { scale, check in
        if case .range(let low, let high) = scale, low >= high {
          check.error("GD0221", "low (\(low)) is not below high (\(high))", at: "low")
        }
      }, or: Schema<ScaleKind>.choice().map { .measured($0) })
  }

  var node: YAMLNode {
    switch self {
    case .measured(let kind): .text(kind.rawValue)
    case .range(let low, let high): .map([("low", .number(low)), ("high", .number(high))])
    }
  }
}

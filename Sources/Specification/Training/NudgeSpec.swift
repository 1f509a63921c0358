import Diagnostics
import Quantities

/// `training.nudge:` — what pulls the outputs toward their targets, and how strongly.
package enum NudgeSpec: Sendable, Equatable {
  /// A spring of this conductance between every output and its target.
  case spring(Conductance)
  /// Current sources, set by the free outputs' errors and then left alone: an error of 1 moves an output of mean
  /// conductance by this voltage.
  case current(amplitude: Voltage)

  /// Its circuit.
  package var kind: NudgeKind {
    switch self {
    case .spring: .spring
    case .current: .current
    }
  }

  /// Its strength in the coherent unit of its kind: siemens for springs, volts for currents.
  package var strength: Double {
    switch self {
    case .spring(let conductance): conductance.si
    case .current(let amplitude): amplitude.si
    }
  }

  /// A strength of this kind as text with its unit.
  package func text(_ strength: Double) -> String {
    switch self {
    case .spring: "\(Conductance(si: strength))"
    case .current: "\(Voltage(si: strength))"
    }
  }
}

/// The circuits that can nudge an output.
package enum NudgeKind: String, Sendable, Codable, CaseIterable {
  /// A current β (y − o) that follows the output.
  case spring
  /// A current that stays what it was set to.
  case current
}

/// `training.cost:` — what a training makes small.
package enum CostSpec: Sendable, Equatable {
  /// C = ½ Σ_c (o_c − y_c)².
  case squared
  /// C = −y T ln softmax(o/T) at the right class, y the target: its derivatives are y (softmax − 1) and y softmax.
  case crossEntropy(temperature: Voltage)
}

extension NudgeSpec {
  private struct Written: Sendable {
    var kind: NudgeKind
    var conductance: Conductance?
    var amplitude: Voltage?
  }

  /// `training.nudge:` — a conductance, short for a spring, or a mapping.
  static var schema: Schema<NudgeSpec> {
    let short = Schema<Conductance>.quantity(ConductanceDimension.self, in: .positive(upTo: 1000))
    let long = Schema<Written>.object(
      "nudge",
      Field("kind", .choice(), "The circuit that pulls at an output.", example: "current"),
      Field.optional(
        "conductance", short, "Conductance of the spring between an output and its target (spring).",
        example: "20 uS"),
      Field.optional(
        "amplitude", .quantity(VoltageDimension.self, in: .positive(upTo: 1000)),
        "How far the current of an error of 1 moves an output of mean conductance (current).",
        example: "50 mV")
    ) { Written(kind: $0, conductance: $1, amplitude: $2) }
    .validated { written, check in
      let (needed, other, example) =
        written.kind == .spring
        ? ("conductance", "amplitude", "20 uS") : ("amplitude", "conductance", "50 mV")
      let has = written.kind == .spring ? written.conductance != nil : written.amplitude != nil
      let hasOther = written.kind == .spring ? written.amplitude != nil : written.conductance != nil
      if !has {
        check.error(
          "GD0240", "a nudge of kind '\(written.kind.rawValue)' needs '\(needed)'",
          suggestion: "\(needed): \(example)")
      }
      if hasOther {
        check.error(
          "GD0241", "a nudge of kind '\(written.kind.rawValue)' has no '\(other)'; leave it out", at: other)
      }
    }
    return .mapping(
      long.map { written in
        switch written.kind {
        case .spring: .spring(written.conductance ?? .zero)
        case .current: .current(amplitude: written.amplitude ?? .zero)
        }
      }, or: short.map { .spring($0) })
  }

  /// The value as YAML.
  var node: YAMLNode {
    switch self {
    case .spring(let conductance): .quantity(conductance)
    case .current(let amplitude):
      .map([("kind", .text(NudgeKind.current.rawValue)), ("amplitude", .quantity(amplitude))])
    }
  }
}

extension CostSpec {
  private enum Kind: String, CaseIterable, Sendable {
    case squared
    case crossEntropy = "cross-entropy"
  }
  private struct Written: Sendable {
    var kind: Kind
    var temperature: Voltage?
  }

  /// `training.cost:`
  static var schema: Schema<CostSpec> {
    Schema<Written>.object(
      "cost",
      Field("kind", .choice(), "What a training makes small.", default: "squared"),
      Field.optional(
        "temperature", .quantity(VoltageDimension.self, in: .positive(upTo: 1000)),
        "T of softmax(o/T), the difference of two class values that makes a class e times as likely (cross-entropy).",
        example: "5 mV")
    ) { Written(kind: $0, temperature: $1) }
    .validated { written, check in
      switch (written.kind, written.temperature) {
      case (.crossEntropy, nil):
        check.error(
          "GD0240", "a cost of kind 'cross-entropy' needs 'temperature'", suggestion: "temperature: 5 mV")
      case (.squared, .some):
        check.error(
          "GD0241", "a cost of kind 'squared' has no 'temperature'; leave it out", at: "temperature")
      default: break
      }
    }
    .map { $0.kind == .squared ? .squared : .crossEntropy(temperature: $0.temperature ?? .zero) }
  }

  /// The mapping as YAML.
  var node: YAMLNode {
    switch self {
    case .squared: .map([("kind", .text(Kind.squared.rawValue))])
    case .crossEntropy(let temperature):
      .map([("kind", .text(Kind.crossEntropy.rawValue)), ("temperature", .quantity(temperature))])
    }
  }
}

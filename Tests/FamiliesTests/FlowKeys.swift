import Quantities
import Specification

/// The keys of family `flow`, which these tests alone have: water in pipes from reservoirs to basins.
struct FlowKeys: FamilyKeys {
  typealias Training = FlowTrainingKeys
  static let family = "flow"
  static let summary = "reservoirs and basins joined by pipes: the pressures make the dissipated power least"
  static let reference = "tests"
  static let hasChips = true
  static var fields: FieldGroup<FlowKeys> {
    FieldGroup(Field("network", FlowNetworkKeys.schema, "The pipes.")) { FlowKeys(network: $0) }
  }

  var network: FlowNetworkKeys
}

/// `network:`
struct FlowNetworkKeys: NetworkKeys {
  var family: Located<String>
  var inputShape: Located<[Int]>
  var classes: Located<Int>
  /// Conductance of the pipe that empties a basin.
  var leak: Double
  var targets: TargetKind
  let connectionCount = 1
  let layerCount = 1

  static var schema: Schema<FlowNetworkKeys> {
    .object(
      "network",
      Field("family", .registered("flow"), "The energy family."),
      Field(
        "reservoirs", .located(.list(of: .integer(in: 1...1000), count: 1...1)), "How many there are.",
        example: "[3]"),
      Field("basins", .located(.integer(in: 1...100)), "How many there are, one a class.", example: "2"),
      Field("leak", .number(in: .positive), "Conductance of the pipe that empties a basin.", default: "1"),
      Field("answers", .choice(), "Whether basins stand for classes or for values.", default: "label")
    ) { FlowNetworkKeys(family: $0, inputShape: $1, classes: $2, leak: $3, targets: $4) }
  }

  var node: YAMLNode {
    .map([
      ("family", .text(family.value)), ("reservoirs", .list(inputShape.value.map { .plain("\($0)") })),
      ("basins", .plain("\(classes.value)")), ("leak", .number(leak)),
      ("answers", .text(targets.rawValue)),
    ])
  }
}

/// The keys of `training:` that pipes have.
struct FlowTrainingKeys: TrainingKeys {
  var nudge: Located<Double>?

  static var rate: RateKey<Double> { RateKey("Step of a pipe.", example: "0.1", count: 1...1) }
  static var biasRate: RateKey<Double> { RateKey("There is none.", example: "0.1", count: 1...1) }
  static let weightNames = "pipes.npy"
  static let exampleNudge = "0.1"
  static var fields: FieldGroup<FlowTrainingKeys> {
    FieldGroup(
      Field.optional("nudge", .located(.number(in: .positive)), "Pump at a basin.", example: "0.1")
    ) { FlowTrainingKeys(nudge: $0) }
  }

  var nudgeStrength: Located<Double>? { nudge }
  var entries: [(String, YAMLNode)] { nudge.map { [("nudge", .number($0.value))] } ?? [] }
}

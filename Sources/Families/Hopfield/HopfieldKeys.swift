import Diagnostics
import Quantities
import Specification

/// A spec of a Hopfield network: trained and described.
public typealias HopfieldSpec = Spec<HopfieldKeys>

/// The keys of family `hopfield`: a network of dimensionless neurons. Names of activations are looked up by the network.
public struct HopfieldKeys: FamilyKeys {
  /// The network.
  public var network: HopfieldNetworkSpec

  public typealias Training = HopfieldTrainingKeys
  public static let family = "hopfield"
  public static let summary =
    "a layered Hopfield network, dense or convolutional: integrator neurons with symmetric couplings; trained, not "
    + "compiled"
  public static let reference =
    "J. J. Hopfield, PNAS 81, 3088 (1984); B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017); "
    + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021)"
  public static let hasChips = false
  public static let allowsAnyInput = true
  public static let order = [
    "grenadyn", "extends", "name", "seed", "data", "network", "training", "limits", "checks",
  ]

  public static var fields: FieldGroup<HopfieldKeys> {
    FieldGroup(Field("network", HopfieldNetworkSpec.schema, "The Hopfield network.")) {
      HopfieldKeys(network: $0)
    }
  }
}

extension HopfieldNetworkSpec: NetworkKeys {
  public var classes: Located<Int> { output.classes }
  /// Hidden layers, the output or read-out, then skips.
  public var connectionCount: Int { hidden.count + 1 + skips.count }
  /// Hidden layers, then the output or read-out.
  public var layerCount: Int { hidden.count + 1 }
}

/// The keys of `training:` that Hopfield networks have; numbers without units.
public struct HopfieldTrainingKeys: Sendable, Equatable {
  /// β; nil for rules without one.
  public var nudge: Located<Double>?
  /// s of initial weights drawn from ±s/√fan-in, one a coupling, or one for all.
  public var initialScales: Located<[Double]>
  /// Steps of the relaxation.
  public var relaxation: HopfieldRelaxationSpec
  /// Width of the numbers.
  public var precision: Precision
}

extension HopfieldTrainingKeys: TrainingKeys {
  public static var rate: RateKey<Double> {
    RateKey(
      "Step of a weight down the cost: one for all, or one a connection (hidden layers, the output or read-out, then "
        + "skips); or relative to the range.", example: "0.05", count: 1...512)
  }
  public static var biasRate: RateKey<Double> {
    RateKey(
      "Step of a bias down the cost: one for all, or one a layer; without it that of the layer's weights.",
      example: "0.05", count: 1...512)
  }
  public var nudgeStrength: Located<Double>? { nudge }
  public static let exampleNudge = "0.5"
  public static let weightNames = "coupling_A_B.npy and bias_K.npy"
  public static let order = [
    "rule", "estimator", "nudge", "clamp", "points", "epochs", "batch", "learning-rate", "bias-rate", "decay",
    "schedule", "optimizer", "initial-scale", "initial-weights", "state", "relaxation", "precision",
  ]

  public static var fields: FieldGroup<HopfieldTrainingKeys> {
    FieldGroup(
      Field.optional(
        "nudge", .located(.number(in: .positive(upTo: 1000))),
        "β: strength of the nudge; left out only for rules without one.", example: "0.5"),
      Field(
        "initial-scale", .located(.oneOrList(of: .number(in: .positive(upTo: 1000)), count: 1...512)),
        "s of initial weights drawn from ±s/√fan-in: one for all, or one a coupling.", default: "1"),
      Field("relaxation", HopfieldRelaxationSpec.schema, "Steps of the relaxation."),
      Field("precision", .choice(), "Width of the numbers.", default: "single")
    ) { nudge, scales, relaxation, precision in
      HopfieldTrainingKeys(nudge: nudge, initialScales: scales, relaxation: relaxation, precision: precision)
    }
  }

  public var entries: [(String, YAMLNode)] {
    let scales = initialScales.value
    return (nudge.map { [("nudge", .number($0.value))] } ?? []) + [
      ("initial-scale", scales.count == 1 ? .number(scales[0]) : .list(scales.map { .number($0) })),
      ("relaxation", relaxation.node), ("precision", .text(precision.rawValue)),
    ]
  }
}

extension HopfieldKeys {
  public static func check(_ spec: HopfieldSpec, _ check: inout Validation) {
    let (scales, couplings) = (spec.training.initialScales.value.count, spec.network.connectionCount)
    guard scales != 1, scales != couplings else { return }
    check.error(
      "GD0220",
      "\(scales) initial scales, but the network has \(couplings) connections; write one for all or one a "
        + "connection", at: "training", "initial-scale")
  }
}

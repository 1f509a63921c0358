import Diagnostics
import Quantities
import Specification

/// A spec of a Hopfield network: trained and described.
package typealias HopfieldSpec = Spec<HopfieldKeys>

/// The keys of family `hopfield`: a network of dimensionless neurons. Names of activations are looked up by the network.
package struct HopfieldKeys: FamilyKeys {
  /// The network.
  package var network: HopfieldNetworkSpec

  package typealias Training = HopfieldTrainingKeys
  package static let family = "hopfield"
  package static let summary =
    "a layered Hopfield network, dense or convolutional: integrator neurons with symmetric couplings; trained, not "
    + "compiled"
  package static let reference =
    "J. J. Hopfield, PNAS 81, 3088 (1984); B. Scellier, Y. Bengio, Front. Comput. Neurosci. 11, 24 (2017); "
    + "A. Laborieux et al., Front. Neurosci. 15, 633674 (2021)"
  package static let hasChips = false
  package static let allowsAnyInput = true
  package static let order = [
    "grenadyn", "extends", "name", "seed", "data", "network", "training", "limits", "checks",
  ]

  package static var fields: FieldGroup<HopfieldKeys> {
    FieldGroup(Field("network", HopfieldNetworkSpec.schema, "The Hopfield network.")) {
      HopfieldKeys(network: $0)
    }
  }
}

extension HopfieldNetworkSpec: NetworkKeys {
  package var classes: Located<Int> { output.classes }
  /// Hidden layers, the output or read-out, then skips.
  package var connectionCount: Int { hidden.count + 1 + skips.count }
  /// Hidden layers, then the output or read-out.
  package var layerCount: Int { hidden.count + 1 }
}

/// The keys of `training:` that Hopfield networks have; numbers without units.
package struct HopfieldTrainingKeys: Sendable, Equatable {
  /// β; nil for rules without one.
  package var nudge: Located<Double>?
  /// s of initial weights drawn from ±s/√fan-in, one a coupling, or one for all.
  package var initialScales: Located<[Double]>
  /// Steps of the relaxation.
  package var relaxation: HopfieldRelaxationSpec
  /// Width of the numbers.
  package var precision: Precision
}

extension HopfieldTrainingKeys: TrainingKeys {
  package static var rate: RateKey<Double> {
    RateKey(
      "Step of a weight down the cost: one for all, or one a connection (hidden layers, the output or read-out, then "
        + "skips); or relative to the range.", example: "0.05", count: 1...512)
  }
  package static var biasRate: RateKey<Double> {
    RateKey(
      "Step of a bias down the cost: one for all, or one a layer; without it that of the layer's weights.",
      example: "0.05", count: 1...512)
  }
  package var nudgeStrength: Located<Double>? { nudge }
  package static let exampleNudge = "0.5"
  package static let weightNames = "coupling_A_B.npy and bias_K.npy"
  package static let order = [
    "rule", "estimator", "nudge", "clamp", "points", "epochs", "batch", "learning-rate", "bias-rate", "decay",
    "schedule", "optimizer", "initial-scale", "initial-weights", "state", "relaxation", "precision",
  ]

  package static var fields: FieldGroup<HopfieldTrainingKeys> {
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

  package var entries: [(String, YAMLNode)] {
    let scales = initialScales.value
    return (nudge.map { [("nudge", .number($0.value))] } ?? []) + [
      ("initial-scale", scales.count == 1 ? .number(scales[0]) : .list(scales.map { .number($0) })),
      ("relaxation", relaxation.node), ("precision", .text(precision.rawValue)),
    ]
  }
}

extension HopfieldKeys {
  package static func check(_ spec: HopfieldSpec, _ check: inout Validation) {
    let (scales, couplings) = (spec.training.initialScales.value.count, spec.network.connectionCount)
    guard scales != 1, scales != couplings else { return }
    check.error(
      "GD0220",
      "\(scales) initial scales, but the network has \(couplings) connections; write one for all or one a "
        + "connection", at: "training", "initial-scale")
  }
}

import Diagnostics
import Quantities

/// A spec of a resistive network on a technology: trained, mapped and compiled.
package typealias ChipSpec = Spec<ResistiveKeys>

/// The keys of family `resistive`: conductances, rectifiers and amplifiers.
package struct ResistiveKeys: FamilyKeys {
  /// A technology by name, or by path of a YAML file: a text with a "/" or that ends in ".yaml" or ".yml", as it
  /// is written, so relative to the file that names it (`technology.location.file`).
  package var technology: Located<String>
  /// Folders of technologies and parts of the user's own, already resolved relative to the spec file.
  package var library: [Located<String>] = []
  /// The network.
  package var network: NetworkSpec
  /// How it is cut into tiles.
  package var mapping: MappingSpec
  /// What is written.
  package var netlist: NetlistSpec
  /// How much is verified.
  package var verification: VerificationSpec
  /// How area, energy and latency are estimated.
  package var estimate = EstimateSpec.standard

  /// Makes keys.
  package init(
    technology: Located<String>, network: NetworkSpec, mapping: MappingSpec, netlist: NetlistSpec,
    verification: VerificationSpec
  ) {
    (self.technology, self.network, self.mapping) = (technology, network, mapping)
    (self.netlist, self.verification) = (netlist, verification)
  }

  package typealias Training = ResistiveTrainingKeys
  package static let family = "resistive"
  package static let summary =
    "a deep resistive network: the nodes of conductances, rectifiers and amplifiers minimize a co-content"
  package static let reference =
    "J. Kendall et al., arXiv 2006.01981 (2020); B. Scellier, ICML (2024), arXiv 2402.11674"
  package static let hasChips = true
  package static let order = [
    "grenadyn", "extends", "name", "seed", "technology", "library", "data", "network", "training", "mapping",
    "netlist", "verification", "prediction", "estimate", "limits", "checks",
  ]

  package static var fields: FieldGroup<ResistiveKeys> {
    FieldGroup(
      Field(
        "technology", .technology, "A technology by name, or the path of a YAML file relative to this one."),
      Field(
        "library", .paths, "Folders of technologies and parts of one's own, by name. Relative to this file.",
        example: "my-library", default: "[]"),
      Field("network", NetworkSpec.schema, "The deep resistive network."),
      Field("mapping", MappingSpec.schema, "How the network is cut into crossbar tiles."),
      Field("netlist", NetlistSpec.schema, "What is written.", default: "{}"),
      Field("verification", VerificationSpec.schema, "How much is verified.", default: "{}"),
      Field("estimate", EstimateSpec.schema, "How area, energy and latency are estimated.", default: "{}")
    ) { technology, library, network, mapping, netlist, verification, estimate in
      var keys = ResistiveKeys(
        technology: technology, network: network, mapping: mapping, netlist: netlist,
        verification: verification)
      (keys.library, keys.estimate) = (library, estimate)
      return keys
    }
  }

  package var dialects: [Located<String>] { netlist.dialects }
  /// Software has no tiles, and nothing of it is written as a netlist, verified or priced.
  package var ofTraining: ResistiveKeys {
    var keys = self
    (keys.mapping.tileRows.value, keys.mapping.tileColumns.value) = (1, 1)
    (keys.netlist.wires, keys.netlist.dialects) = (.none, [])
    (keys.verification.samples, keys.estimate) = (0, .standard)
    return keys
  }

  package static func check(_ spec: ChipSpec, _ check: inout Validation) {
    if spec.network.targets == .vector, case .crossEntropy = spec.training.cost.value {
      check.error(
        "GD0256",
        "the cost 'cross-entropy' is of classes, and this network's output has values; write the squared cost",
        at: "training", "cost", suggestion: "{ kind: squared }")
    }
    let hasRates = spec.training.biasRates != nil
    guard (spec.network.biasCurrent.value == .trained) != hasRates else { return }
    check.error(
      "GD0227",
      hasRates
        ? "a bias-rate without trained bias currents; write network: { bias-current: trained }"
        : "bias-current: trained needs a rate, training: { bias-rate: … }", at: "training", "bias-rate")
  }

  package func entries(_ paths: ResolvedPaths) -> [(String, YAMLNode)] {
    let libraries: [(String, YAMLNode)] =
      library.isEmpty ? [] : [("library", .list(library.map { paths.node($0.value) }))]
    let tile = YAMLNode.map([
      ("rows", .plain("\(mapping.tileRows.value)")), ("columns", .plain("\(mapping.tileColumns.value)")),
    ])
    return libraries + [
      ("technology", technologyNode(in: paths.directory)),
      ("mapping", .map([("tile", tile)])),
      (
        "netlist",
        .map([
          ("wires", .text(netlist.wires.rawValue)),
          ("dialects", .list(netlist.dialects.map { .text($0.value) })),
        ])
      ),
      ("verification", .map([("samples", .plain("\(verification.samples)"))])),
      ("estimate", estimate.node),
    ]
  }

  private func technologyNode(in directory: String) -> YAMLNode {
    let home = FilePath.directory(of: technology.location.file)
    let stays = FilePath.normalized(home) == FilePath.normalized(directory)
    guard FilePath.isPath(technology.value), !stays else { return .text(technology.value) }
    let path = FilePath.relative(to: FilePath.join(home, technology.value), from: directory)
    // A path without a folder must still be told from a name.
    return .text(FilePath.isPath(path) ? path : "./" + path)
  }
}

extension NetworkSpec: NetworkKeys {
  package var inputShape: Located<[Int]> { input.shape }
  package var classes: Located<Int> { output.classes }
  package var targets: TargetKind { output.targets }
  /// One a layer of free nodes.
  package var connectionCount: Int { hidden.count + 1 }
  package var layerCount: Int { hidden.count + 1 }
}

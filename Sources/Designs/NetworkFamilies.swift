import Diagnostics
import Mapping
import Specification

/// The registry of families: what a spec may name in `network: { family: … }`.
package struct NetworkFamilies: Sendable {
  /// All of them; the first is what a spec without a family is taken for.
  package let all: [any FamilyNetwork.Type]

  /// Some families, at least one.
  package init(_ all: [any FamilyNetwork.Type]) { self.all = all }

  /// The keys of all of them.
  package var specs: SpecFamilies {
    func keys<Network: FamilyNetwork>(_ network: Network.Type) -> any FamilyKeys.Type { Network.Keys.self }
    return SpecFamilies(all.map { keys($0) })
  }

  /// The family of a spec.
  /// - Throws: GD0401 for one that there is not.
  package func family(of tree: SpecTree) throws(DiagnosticsError) -> any FamilyNetwork.Type {
    let keys = try specs.family(of: tree)
    func isKeys<Network: FamilyNetwork>(_ network: Network.Type) -> Bool { Network.Keys.self == keys }
    guard let family = all.first(where: { isKeys($0) }) else {
      preconditionFailure("a family of its own registry")
    }
    return family
  }

  /// Reads a spec of whichever family it names.
  /// - Throws: all errors of all files, by place.
  package func load(
    path: String, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> any LoadedDesign {
    try load(SpecTree(specAt: path, settings: settings))
  }

  /// Reads a spec that was merged.
  /// - Throws: all errors of all files, by place.
  package func load(_ tree: SpecTree) throws(DiagnosticsError) -> any LoadedDesign {
    func load<Network: FamilyNetwork>(_ network: Network.Type) throws(DiagnosticsError) -> any LoadedDesign {
      FamilyDesign<Network>(try Spec<Network.Keys>.load(tree, families: specs))
    }
    return try load(family(of: tree))
  }

  /// Reads a spec that is to be a chip, and maps its network.
  /// - Throws: all errors of the first stage that has any; GD0233 for a family without chips.
  package func chip(
    specAt path: String, settings: SpecSettings = SpecSettings()
  ) throws(DiagnosticsError) -> ChipDesign {
    let tree = try SpecTree(specAt: path, settings: settings)
    // What is wrong with the keys of another family is not what is wrong.
    let keys = try specs.family(of: tree)
    if !keys.hasChips, let name = tree.familyName { throw hasNoChip(name) }
    func chip(_ loaded: some LoadedDesign) throws(DiagnosticsError) -> ChipDesign {
      guard let chip = try loaded.design.chip() else {
        throw hasNoChip(loaded.design.spec.keys.network.family)
      }
      return chip
    }
    return try chip(load(tree))
  }

  /// What is said of a command that needs a chip.
  /// - Parameter family: the spec's.
  package func hasNoChip(_ family: Located<String>) -> DiagnosticsError {
    let able = specs.all.filter { $0.hasChips }.map { "'\($0.family)'" }.joined(separator: ", ")
    return DiagnosticsError([
      Diagnostic(
        .error, "GD0233",
        "network.family: a network of family '\(family.value)' has no chip: it can be trained (grenadyn train) and "
          + "described (grenadyn describe); chips are made of family \(able)", at: family.location)
    ])
  }
}

/// A spec of any family that was read. Commands hand it to a function that is generic over ``FamilyDesign``'s network.
package protocol LoadedDesign: Sendable {
  /// The family.
  associatedtype Network: FamilyNetwork
  /// The same as what it is.
  var design: FamilyDesign<Network> { get }
}

/// A spec of a family with what was read to make it.
package struct FamilyDesign<Network: FamilyNetwork>: LoadedDesign {
  /// The spec; commands put what they are told into it.
  package var spec: Spec<Network.Keys>
  /// Messages of its files that are not errors.
  package var warnings: [Diagnostic]
  /// The user's file first, then those it extends, each once.
  package var inputFiles: [SourceFile]

  /// A spec that was read.
  package init(_ loaded: LoadedSpec<Network.Keys>) {
    (spec, warnings, inputFiles) = (loaded.spec, loaded.warnings, loaded.inputFiles)
  }

  package var design: FamilyDesign { self }
  /// What was read.
  package var loaded: LoadedSpec<Network.Keys> {
    LoadedSpec(spec: spec, warnings: warnings, inputFiles: inputFiles)
  }

  /// The chip; nil for a family whose networks are not mapped.
  /// - Throws: all errors of the first stage that has any.
  package func chip() throws(DiagnosticsError) -> ChipDesign? { try Network.chip(loaded)?.checked() }
}

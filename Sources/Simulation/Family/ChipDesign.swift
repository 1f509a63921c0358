import Diagnostics
import Mapping
import Networks
import Specification
import Technology

/// A spec taken as far as it goes without data: checked, its technology loaded, its network mapped onto tiles.
package struct ChipDesign: Sendable {
  /// The spec; what is changed of seed, training, prediction and limits does not touch the chip.
  package var spec: ChipSpec
  /// What the chip is made of.
  package let technology: Technology
  /// The network.
  package let network: ResistiveNetwork
  /// The mapped chip.
  package let chip: Chip
  /// Messages that are not errors.
  package let warnings: [Diagnostic]
  /// Every file that was read: the spec, what it extends, technology files of the user.
  package let inputFiles: [SourceFile]
  /// Those of them that make the technology.
  package let technologyFiles: [SourceFile]
  /// Where the spec and these files name files of the technology by path.
  package let technologyReferences: [FileReference]

  /// Reads a spec file and maps its network.
  /// - Parameter settings: keys that are set from outside.
  /// - Throws: all errors of the first stage that has any.
  package init(specAt path: String, settings: SpecSettings = SpecSettings()) throws(DiagnosticsError) {
    let loaded = try ChipSpec.load(path: path, settings: settings)
    let technology = try TechnologyLibrary(for: loaded.spec).load(loaded.spec.technology)
    self = try Self(loaded, technology: technology).checked()
  }

  /// The same, when it can be mapped.
  /// - Throws: the errors of the mapping's checks.
  package func checked() throws(DiagnosticsError) -> ChipDesign {
    guard !warnings.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(warnings.filter { MappingCheck.codes.contains($0.code) })
    }
    return self
  }

  /// Maps the network of a spec, whatever the mapping's checks say: their errors are among the warnings.
  /// - Throws: all errors of the network.
  package init(
    _ loaded: ChipSpec.Loaded, technology: TechnologyLibrary.Loaded
  ) throws(DiagnosticsError) {
    let spec = loaded.spec
    let network = try ResistiveNetwork(spec: spec, technology: technology.technology)
    self.spec = spec
    self.technology = technology.technology
    let tileShape = TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value)
    let fabric = network.fabric(of: spec.network)
    try TileCount.check(fabric, tileShape, at: spec.mapping.tileRows.location)
    let chip = Chip(
      name: spec.name.value, fabric: fabric, technology: technology.technology, tileShape: tileShape)
    warnings =
      loaded.warnings + technology.warnings
      + ResistiveNetwork.diagnostics(spec: spec, technology: technology.technology)
      + MappingCheck.all.flatMap { $0.run(chip, spec.mapping) }
    (self.network, self.chip) = (network, chip)
    inputFiles = loaded.inputFiles + technology.inputFiles
    (technologyFiles, technologyReferences) = (technology.inputFiles, technology.references)
  }
}

import Diagnostics
import Fabrics
import Mapping
import Specification
import Technology

/// A spec taken as far as it goes without data: checked, its technology loaded, its network mapped onto tiles.
package struct ChipDesign: Sendable {
  /// The spec; what is changed of seed, training, prediction and limits does not touch the chip.
  package var spec: ChipSpec
  /// What the chip is made of.
  package let technology: Technology
  /// The network.
  package let network: any MappedNetwork
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

  /// The same, when it can be mapped.
  /// - Throws: the errors of the mapping's checks.
  package func checked() throws(DiagnosticsError) -> ChipDesign {
    guard !warnings.contains(where: { $0.severity == .error }) else {
      throw DiagnosticsError(warnings.filter { MappingCheck.codes.contains($0.code) })
    }
    return self
  }

  /// Maps a network, whatever the mapping's checks say: their errors are among the warnings.
  /// - Parameters:
  ///   - fabric: of the network, with the places of the spec.
  ///   - warnings: what is to be said of spec and network.
  /// - Throws: GD0502 for more tiles than can be counted.
  package init(
    _ loaded: LoadedSpec<ResistiveKeys>, technology: TechnologyLibrary.Loaded, network: any MappedNetwork,
    fabric: Fabric, warnings: [Diagnostic]
  ) throws(DiagnosticsError) {
    let spec = loaded.spec
    (self.spec, self.technology, self.network) = (spec, technology.technology, network)
    let tileShape = TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value)
    try TileCount.check(fabric, tileShape, at: spec.mapping.tileRows.location)
    let chip = Chip(
      name: spec.name.value, fabric: fabric, technology: technology.technology, tileShape: tileShape)
    self.chip = chip
    self.warnings =
      loaded.warnings + technology.warnings + warnings
      + MappingCheck.all.flatMap { $0.run(chip, spec.mapping) }
    inputFiles = loaded.inputFiles + technology.inputFiles
    (technologyFiles, technologyReferences) = (technology.inputFiles, technology.references)
  }
}

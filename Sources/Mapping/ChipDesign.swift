import Diagnostics
import Networks
import Specification
import Technology

/// A spec taken as far as it goes without data: checked, its technology loaded, its network mapped onto tiles.
public struct ChipDesign: Sendable {
  /// The spec; what is changed of seed, training, prediction and limits does not touch the chip.
  public var spec: ChipSpec
  /// What the chip is made of.
  public let technology: Technology
  /// The mapped chip, with its network.
  public let chip: Chip
  /// Messages that are not errors.
  public let warnings: [Diagnostic]
  /// Every file that was read: the spec, what it extends, technology files of the user.
  public let inputFiles: [SourceFile]

  /// The network of the chip.
  public var network: ResistiveNetwork { chip.network }

  /// Reads a spec file and maps its network.
  /// - Throws: all errors of the first stage that has any.
  public init(specAt path: String) throws(DiagnosticsError) {
    let loaded = try ChipSpec.load(path: path)
    let spec = loaded.spec
    let technology = try TechnologyLibrary().load(spec.technology)
    let network = try ResistiveNetwork(spec: spec, technology: technology.technology)
    var found = loaded.warnings + technology.warnings
    found += ResistiveNetwork.diagnostics(spec: spec, technology: technology.technology)
    self.spec = spec
    self.technology = technology.technology
    chip = try Chip(mapping: network, technology: technology.technology, spec: spec, diagnostics: &found)
    warnings = found
    inputFiles = loaded.inputFiles + technology.inputFiles
  }
}

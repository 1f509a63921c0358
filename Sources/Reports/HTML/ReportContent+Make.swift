import Designs
import Diagnostics
import Foundation
import Mapping
import Specification

extension ReportContent {
  /// What is known of a chip design before anything is trained.
  /// - Parameter folder: where the report will lie; paths in it are as seen from there.
  package init(_ design: ChipDesign, folder: URL) throws {
    try self.init(
      design.spec, network: design.resistive, warnings: design.warnings, inputFiles: design.inputFiles,
      chip: design, folder: folder)
  }

  /// What is known of a spec before anything is trained.
  /// - Parameters:
  ///   - inputFiles: what spec and network were made of.
  ///   - chip: nil for a network that is not mapped.
  ///   - folder: where the report will lie; paths in it are as seen from there.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  package init<Network: FamilyNetwork>(
    _ spec: Spec<Network.Keys>, network: Network, warnings: [Diagnostic], inputFiles: [SourceFile],
    chip: ChipDesign? = nil, folder: URL
  ) throws {
    let inputs = InputList(
      inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder)
    self.init(
      name: spec.name.value,
      summary: "\(Network.article) that learns by \(spec.training.rule.value)"
        + (chip.map { ", on \($0.technology.name)" } ?? ""),
      seed: spec.seed, network: NetworkSVG(network.drawing(spec), name: spec.name.value, chip: chip?.chip),
      resolvedSpec: spec.resolvedYAML(in: folder.path))
    description = try SpecDescription(spec, network: network)
    find(warnings, in: inputFiles, folder: folder)
    self.chip = chip?.chip
    technology = chip?.technology.described()
    self.inputs = inputs.entries.map { Input(name: $0.name, hash: $0.hash) }
  }

  /// Adds what a training gave.
  package mutating func add<Network: FamilyNetwork>(
    _ result: TrainingRun<Network>.Result, of network: Network
  ) {
    training = result.summary
    conductances = chip == nil ? nil : network.conductances(result.parameters)
    if conductances == nil { parameters = network.arrays(result.parameters) }
  }

  /// Adds warnings of a training to the findings.
  package mutating func add(findings found: [Diagnostic], folder: URL) {
    guard !found.isEmpty else { return }
    findings = (findings ?? []) + found.map { Finding($0).named { InputList.name(ofFile: $0, from: folder) } }
  }

  /// Adds the estimates, the typical corner first, and what was measured with them.
  package mutating func add(_ result: EstimateRun.Result) {
    estimates = result.estimates.typicalFirst
    if let found = result.signals { signals = found }
  }

  /// Takes diagnostics with the files they point into.
  private mutating func find(_ diagnostics: [Diagnostic], in files: [SourceFile], folder: URL) {
    func seen(_ path: String) -> String { InputList.name(ofFile: path, from: folder) }
    sources = files.map { SourceFile(path: seen($0.path), bytes: $0.bytes) }
    findings = diagnostics.map { Finding($0).named(seen) }
  }
}

import Diagnostics
import Foundation
import Mapping
import Networks
import Simulation
import Specification

extension ReportContent {
  /// What is known of a chip design before anything is trained.
  /// - Parameter folder: where the report will lie; paths in it are as seen from there.
  public init(_ design: ChipDesign, folder: URL) throws {
    let spec = design.spec
    let inputs = InputList(
      design.inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder)
    self.init(
      name: spec.name.value,
      summary: "A resistive network that learns by \(spec.training.rule.value), on \(design.technology.name)",
      seed: spec.seed,
      network: NetworkSVG(
        design.network, name: spec.name.value, chip: design.chip, nudge: spec.training.nudge?.value),
      resolvedSpec: spec.resolvedYAML(in: folder.path))
    description = try SpecDescription(spec, technology: design.technology)
    chip = design.chip
    find(design.warnings, in: design.inputFiles, folder: folder)
    technology = design.technology.described()
    self.inputs = inputs.entries.map { Input(name: $0.name, hash: $0.hash) }
  }

  /// What is known of a Hopfield network before it is trained.
  /// - Parameter folder: where the report will lie; paths in it are as seen from there.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  public init(_ spec: HopfieldSpec, warnings: [Diagnostic], inputFiles: [SourceFile], folder: URL) throws {
    let network = try HopfieldNetwork(spec: spec)
    let inputs = InputList(
      inputFiles, paths: spec.data.paths + [spec.training.initialWeights], folder: folder)
    self.init(
      name: spec.name.value, summary: "A Hopfield network that learns by \(spec.training.rule.value)",
      seed: spec.seed, network: NetworkSVG(network, name: spec.name.value),
      resolvedSpec: spec.resolvedYAML(in: folder.path))
    description = try SpecDescription(spec)
    find(warnings, in: inputFiles, folder: folder)
    self.inputs = inputs.entries.map { Input(name: $0.name, hash: $0.hash) }
  }

  /// Adds what a training gave.
  public mutating func add(_ result: TrainingRun.Result) {
    training = result.summary
    conductances = result.parameters.conductances
  }

  /// Adds warnings of a training to the findings.
  public mutating func add(findings found: [Diagnostic], folder: URL) {
    guard !found.isEmpty else { return }
    findings = (findings ?? []) + found.map { Finding($0).named { InputList.name(ofFile: $0, from: folder) } }
  }

  /// Adds the estimates, the typical corner first, and what was measured with them.
  public mutating func add(_ result: EstimateRun.Result) {
    estimates = result.estimates.typicalFirst
    if let found = result.signals { signals = found }
  }

  /// Adds what a training of a Hopfield network gave.
  public mutating func add(_ result: HopfieldTrainingRun.Result) {
    training = result.summary
    parameters = result.parameters
  }

  /// Takes diagnostics with the files they point into.
  private mutating func find(_ diagnostics: [Diagnostic], in files: [SourceFile], folder: URL) {
    func seen(_ path: String) -> String { InputList.name(ofFile: path, from: folder) }
    sources = files.map { SourceFile(path: seen($0.path), bytes: $0.bytes) }
    findings = diagnostics.map { Finding($0).named(seen) }
  }
}

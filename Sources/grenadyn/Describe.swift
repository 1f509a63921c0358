import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Mapping
import Reports
import Specification
import Technology

/// `grenadyn describe`
struct Describe: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a spec simulates, or something it may name.",
    discussion: """
      Of a spec: the energy, the relaxation, the learning rule and the conventions, with the spec's numbers. Of a \
      device or circuit: the source of every constant.

      Example:
        grenadyn describe leti-hfo2
        grenadyn describe specs/digits.yaml
        grenadyn describe specs/digits.yaml --signals
        grenadyn describe leti-hfo2 --yaml > my-device.yaml
      """)

  @Argument(
    help: "A spec, a name from `grenadyn list`, or the path of a technology file.",
    completion: .custom(Completions.describable))
  var name: String
  @OptionGroup var specOptions: SpecOptions
  @Flag(help: "Print the file of a technology or part as it is, to be copied and edited.")
  var yaml = false
  @Option(help: "The kind of part that is meant, where several have the name.")
  var kind: LibraryKind?
  @Flag(
    help:
      "Of a spec: how far a nudge moves each layer at the start of a training, against the noise of what reads it."
  )
  var signals = false
  @Flag(help: "Print as JSON.")
  var json = false

  func validate() throws {
    if signals, yaml || kind != nil { throw ValidationError("--signals is about specs.") }
    if yaml, json { throw ValidationError("--yaml and --json exclude each other.") }
  }

  func run(_ families: NetworkFamilies) throws {
    let library = TechnologyLibrary(folders: specOptions.folders)
    if yaml { return try Terminal.result(library.text(name, kind: kind?.folder)) }
    if let kind {
      let description = try library.describe(kind.folder, name)
      return try Terminal.result([description], json: json, text: description.text)
    }
    if let (kind, entry) = Catalogue.entry(named: name) {
      return try Terminal.result(
        [entry], json: json,
        text: "\(kind.rawValue): \(entry.name)\n  \(entry.summary)\n"
          + (entry.reference.map { "  \($0)\n" } ?? ""))
    }
    if signals { return try describeSignals(families) }
    if SpecTree.isSpec(path: name) {
      func opened(_ loaded: some LoadedDesign) throws -> SpecDescription { try describe(loaded.design) }
      let description = try opened(families.load(path: name, settings: specOptions.settings))
      return try Terminal.result(description, json: json, text: description.text)
    }
    let descriptions = try library.describe(name)
    try Terminal.result(
      descriptions, json: json, text: descriptions.map(\.text).joined(separator: "\n"))
  }

  private func describeSignals(_ families: NetworkFamilies) throws {
    let design = try families.chip(specAt: name, settings: specOptions.settings)
    Terminal.print(design.warnings)
    guard let description = try SignalDescription(design) else {
      throw Diagnostic.noMovement(design.spec.training.rule)
    }
    try Terminal.result(description, json: json, text: description.text)
  }

  private func describe<Network: FamilyNetwork>(
    _ design: FamilyDesign<Network>
  ) throws -> SpecDescription {
    let spec = design.spec
    Terminal.print(design.warnings)
    try RegisteredNames.check(spec, of: Network.self)
    let parts = try Network.parts(of: spec)
    let (network, warnings) = try Network.network(of: spec)
    Terminal.print(parts.warnings + warnings)
    return try SpecDescription(
      spec, network: network,
      data: spec.training.relativeRates.flatMap { _ in data(DataRequest(spec: spec)) })
  }

  /// The data that relative rates are resolved by; nil, with a word, when they are not there.
  private func data(_ request: DataRequest) -> Dataset? {
    do { return try DataSets.load(request) } catch {
      Terminal.print(
        error.diagnostics.map {
          var diagnostic = $0
          diagnostic.severity = .warning
          return diagnostic
        })
      return nil
    }
  }
}

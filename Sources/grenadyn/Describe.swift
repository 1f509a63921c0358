import ArgumentParser
import Diagnostics
import Networks
import Reports
import Specification
import Technology

/// `grenadyn describe`
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a spec simulates, or something it may name.",
    discussion: """
      Of a spec: the energy, the relaxation, the learning rule and the conventions, with the spec's numbers. Of a \
      device or circuit: the source of every constant.

      Example:
        grenadyn describe leti-hfo2
        grenadyn describe specs/digits.yaml
      """)

  @Argument(help: "A spec, a name from `grenadyn list`, or the path of a technology file.")
  var name: String
  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    if let (kind, entry) = Catalogue.entry(named: name) {
      return try Terminal.result(
        json
          ? JSONText.of([entry])
          : "\(kind.rawValue): \(entry.name)\n  \(entry.summary)\n"
            + (entry.reference.map { "  \($0)\n" } ?? ""))
    }
    if ChipSpec.isSpec(path: name) {
      let loaded = try ChipSpec.load(path: name)
      try RegisteredNames.check(loaded.spec)
      let technology = try TechnologyLibrary().load(loaded.spec.technology)
      Terminal.print(
        loaded.warnings + technology.warnings
          + ResistiveNetwork.diagnostics(spec: loaded.spec, technology: technology.technology).filter {
            $0.severity != .error
          })
      let description = try SpecDescription(loaded.spec, technology: technology.technology)
      return try Terminal.result(json ? JSONText.of(description) : description.text)
    }
    let descriptions = try TechnologyLibrary().describe(name, relativeTo: "")
    try Terminal.result(
      json ? JSONText.of(descriptions) : descriptions.map(\.text).joined(separator: "\n"))
  }
}

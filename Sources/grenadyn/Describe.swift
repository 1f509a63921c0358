import ArgumentParser
import Diagnostics
import Reports
import Technology

/// `grenadyn describe`
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show something a spec may name; for devices and circuits, the source of every constant.",
    discussion: """
      Example:
        grenadyn describe leti-hfo2
      """)

  @Argument(help: "A name from `grenadyn list`, or the path of a technology file.")
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
    let descriptions = try TechnologyLibrary().describe(name, relativeTo: "")
    try Terminal.result(
      json ? JSONText.of(descriptions) : descriptions.map(\.text).joined(separator: "\n"))
  }
}

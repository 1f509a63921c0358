import ArgumentParser
import Diagnostics
import Reports
import Specification
import Technology

extension Catalogue.Kind: ExpressibleByArgument {}

/// `grenadyn list`
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what a spec may name.",
    discussion: """
      Example:
        grenadyn list devices
      """)

  @Argument(help: "One of: \(Catalogue.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: Catalogue.Kind
  @Option(
    help: ArgumentHelp(
      "A folder of technologies and parts of your own; may be given several times.", valueName: "folder"),
    completion: .directory)
  var library: [String] = []
  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let place = SourceLocation(file: "--library", line: 1, column: 1)
    let parts = TechnologyLibrary(folders: library.map { Located($0, at: place) })
    let problems = parts.diagnostics
    guard !problems.contains(where: { $0.severity == .error }) else { throw DiagnosticsError(problems) }
    Terminal.print(problems)
    let entries = try Catalogue.entries(kind, of: parts)
    let width = entries.map(\.name.count).max() ?? 0
    try Terminal.result(
      entries, json: json,
      text: entries.map {
        $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.summary + "\n"
      }.joined())
  }
}

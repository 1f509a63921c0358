import ArgumentParser
import Diagnostics
import Reports

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
  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let entries = Catalogue.entries(kind)
    let width = entries.map(\.name.count).max() ?? 0
    try Terminal.result(
      entries, json: json,
      text: entries.map {
        $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.summary + "\n"
      }.joined())
  }
}

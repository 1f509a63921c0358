import ArgumentParser
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
    if json {
      print(try JSONText.of(entries), terminator: "")
      return
    }
    let width = entries.map(\.name.count).max() ?? 0
    for entry in entries {
      print(entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.summary)
    }
  }
}

import ArgumentParser
import Specification

/// `grenadyn schema`
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of specs, for editors.",
    discussion: """
      Example:
        grenadyn schema > grenadyn.schema.json
      """)

  func run() throws { try Terminal.result(Spec.jsonSchema() + "\n") }
}

import ArgumentParser
import Reports
import Specification
import Technology

/// `grenadyn schema`
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of specs, for editors, or of a command's JSON output.",
    discussion: """
      Example:
        grenadyn schema > grenadyn.schema.json
        grenadyn schema --output predict
        grenadyn schema --silicon > silicon.schema.json
      """)

  /// Commands whose JSON output has a schema.
  enum Output: String, ExpressibleByArgument, CaseIterable {
    case predict, estimate, check
  }

  @Option(help: "The command whose output is described, instead of specs.")
  var output: Output?

  @Flag(help: "Describe published chips, as `grenadyn silicon` reads them, instead of specs.")
  var silicon = false

  func run() throws {
    if silicon { return try Terminal.result(TechnologyLibrary.macroJSONSchema().text() + "\n") }
    switch output {
    case .predict: try Terminal.result(PredictionSummary.jsonSchema)
    case .estimate: try Terminal.result(EstimateSummary.jsonSchema)
    case .check: try Terminal.result(CheckReport.jsonSchema)
    case nil: try Terminal.result(Spec.jsonSchema() + "\n")
    }
  }
}

import ArgumentParser
import Designs
import Diagnostics
import Reports
import Specification
import Technology

/// `grenadyn schema`
struct Schema: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of specs or library files, for editors, or of a command's JSON output.",
    discussion: """
      Example:
        grenadyn schema > grenadyn.schema.json
        grenadyn schema --kind device > device.schema.json
        grenadyn schema --output predict
        grenadyn schema --silicon > silicon.schema.json
      """)

  /// Commands whose JSON output has a schema.
  enum Output: String, ExpressibleByArgument, CaseIterable {
    case predict, estimate, check, suggest, diagnostics
  }

  @Option(help: "The command whose output is described, instead of specs.")
  var output: Output?

  @Option(help: "The kind of library file that is described, instead of specs.")
  var kind: LibraryKind?

  @Flag(help: "Describe published chips, as `grenadyn silicon` reads them, instead of specs.")
  var silicon = false

  func validate() throws {
    if [output != nil, kind != nil, silicon].count(where: \.self) > 1 {
      throw ValidationError("--output, --kind and --silicon exclude each other.")
    }
  }

  func run(_ families: NetworkFamilies) throws {
    if let kind {
      return try Terminal.result(TechnologyLibrary.jsonSchema(kind.folder).text() + "\n")
    }
    if silicon { return try Terminal.result(TechnologyLibrary.macroJSONSchema().text() + "\n") }
    switch output {
    case .predict: try Terminal.result(PredictionSummary.jsonSchema)
    case .estimate: try Terminal.result(EstimateSummary.jsonSchema)
    case .check: try Terminal.result(CheckReport.jsonSchema)
    case .suggest: try Terminal.result(LearningSuggestion.jsonSchema)
    case .diagnostics: try Terminal.result(Diagnostic.jsonSchema)
    case nil: try Terminal.result(families.specs.jsonSchema() + "\n")
    }
  }
}

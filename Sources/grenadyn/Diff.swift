import ArgumentParser
import Diagnostics
import Reports

/// `grenadyn diff`
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what changed between two specs or two compiled chips.",
    discussion: """
      Settings of the resolved specs, figures, tiles, modules and ports of the netlist; of two compiled folders also the \
      files whose content differs.

      Example:
        grenadyn diff specs/iris.yaml specs/iris-lumped.yaml
        grenadyn diff build/before build/after --format markdown
      """)

  /// `--format`
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json
  }

  @Argument(help: "A spec, or a compiled folder.", completion: .file())
  var old: String
  @Argument(help: "Another one.", completion: .file())
  var new: String
  @OptionGroup var specOptions: SpecOptions
  @Option(help: "How it is written; markdown is for a comment on a pull request.")
  var format = Format.text
  @Flag(help: "Print as JSON: short for --format json.")
  var json = false
  @Flag(help: "End with 1 when there is a difference.")
  var exitCode = false

  func validate() throws {
    if json, format == .markdown { throw ValidationError("--json and --format markdown exclude each other.") }
  }

  func run() throws {
    let before = try DesignSnapshot(old, settings: specOptions.settings)
    let after = try DesignSnapshot(new, settings: specOptions.settings)
    Terminal.print([before.changed, after.changed].compactMap { $0 })
    let difference = DesignDifference(from: before, to: after)
    switch json ? .json : format {
    case .text: try Terminal.result(difference, json: false, text: difference.text)
    case .markdown: try Terminal.result(difference.markdown)
    case .json: try Terminal.result(JSONText.of(difference))
    }
    if exitCode, !difference.isEmpty { throw ExitCode(Failure.checkFailed) }
  }
}

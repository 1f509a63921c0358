import ArgumentParser
import Diagnostics
import Files
import Foundation
import Reports
import Specification

/// `grenadyn suggest`
struct Suggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Propose changes with which a spec's chip learns by itself with the circuits that it has.",
    discussion: """
      Measures how far a nudge moves each layer at the start of a training against the noise of what reads it, and tries \
      changes, the cheapest first, until the ratio is enough, the loop through the amplifiers comes to rest, and no \
      converter and no device is driven beyond its range. Ends with 1 where no change is enough.

      Example:
        grenadyn suggest specs/digits-springs.yaml
        grenadyn suggest specs/digits-springs.yaml --json
        grenadyn suggest specs/digits-springs.yaml --write digits-learning.yaml
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(
    name: .customLong("write"),
    help:
      "Write a spec with the changes that are enough to this file, which must not be there: it extends the given one.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String?
  @Flag(help: "Leave out what the changes cost, which takes most of the time.")
  var noEstimate = false
  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Flag(help: "Print as JSON.")
  var json = false

  func validate() throws {
    try OptionRange.check(threads, "--threads", OptionRange.threads)
    if file != nil, !specOptions.settings.isEmpty {
      throw ValidationError(
        "A written spec has no place for --set and --library; change the spec, or leave --write out.")
    }
  }

  func run() throws {
    // Never over a file that is there.
    let output = try file.map { try OutputFile($0, existing: .kept) }
    let suggestion = try LearningSuggestion(
      specAt: spec, settings: specOptions.settings, estimates: !noEstimate, threads: threads
    ) { Terminal.note($0) }
    try Terminal.result(suggestion, json: json, text: suggestion.text)
    if let output, let file, suggestion.outcome == .proposed {
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      try output.write(suggestion.specText(extending: FilePath.relative(to: spec, from: folder)))
      Terminal.note("wrote \(file)")
    }
    if suggestion.outcome == .impossible { throw ExitCode(Failure.checkFailed) }
  }
}

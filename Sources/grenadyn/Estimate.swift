import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Quantities
import Reports
import Resistive
import Specification

/// `grenadyn estimate`
struct Estimate: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Estimate area, energy and latency of a spec's chip, an inference and a training example.",
    discussion: """
      Trains the network in software, simulates how the chip settles on test inputs, where its power goes and how many \
      write pulses it gets while it learns, measures what a nudge moves against the noise of what reads it, and prices all circuits by the components of its technology.

      Example:
        grenadyn estimate specs/digits.yaml
        grenadyn estimate specs/digits.yaml --corner all --temperature "85 °C"
        grenadyn estimate specs/digits.yaml --explain
        grenadyn estimate specs/digits.yaml --explain energy-per-inference.free
        grenadyn estimate specs/digits.yaml --weights build/digits/weights --json

      --explain unfolds every figure, or one of them, to the components, formulas, citations and assumptions.
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Argument(help: "With --explain: which part, as identifiers with dots between them.")
  var part: String?
  @Flag(help: "Unfold the figures down to components, formulas and citations.")
  var explain = false
  @Option(help: "Corners of the process, instead of the spec's.")
  var corner: CornerChoice?
  @Option(help: "Temperature of the chip, instead of the spec's.", transform: Self.temperature)
  var temperature: Temperature?
  @Option(
    help: "Trained weights (a .safetensors file or a folder of .npy files), instead of training.",
    completion: .file())
  var weights: String?
  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Flag(
    help:
      "Compute anew what an earlier command computed from the same inputs, and keep nothing for later ones.")
  var noCache = false
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func validate() throws {
    try OptionRange.check(threads, "--threads", OptionRange.threads)
    if part != nil, !explain { throw ValidationError("A part of an estimate needs --explain.") }
    if explain, json { throw ValidationError("--json has everything that --explain shows; leave one out.") }
  }

  func run(_ families: NetworkFamilies) throws {
    var design = try families.chip(specAt: spec, settings: specOptions.settings)
    if let corner { design.spec.estimate.corner.value = corner }
    if let temperature {
      design.spec.estimate.temperature.value = temperature
      try ResistiveNetwork.checkOperation(spec: design.spec, technology: design.technology)
    }
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let settings = WorkflowSettings(
      weights: weights, cache: noCache ? nil : ResultCache(folder: ResultCache.standardFolder),
      threads: threads)
    let result = try ChipWorkflow(design, settings: settings, watch: TerminalWatch())
      .estimate(measuringSignals: true)
    Terminal.print(result.warnings)
    let summary = EstimateSummary(design, result)
    if explain {
      let text = try EstimateExplanation(summary.estimate).text(part)
      try Terminal.result(summary, json: false, text: text)
    } else {
      try Terminal.result(summary, json: json, text: summary.text)
    }
  }

  @Sendable private static func temperature(_ text: String) throws -> Temperature {
    do {
      let temperature = try Temperature.parse(text)
      guard temperature.si > 0, temperature.si <= 1000 else {
        throw ValidationError("'\(text)' must be above 0 K and at most 1000 K")
      }
      return temperature
    } catch let error as QuantityError {
      throw ValidationError("\(error.problem); expected \(error.expected)")
    }
  }
}

extension CornerChoice: ExpressibleByArgument {}

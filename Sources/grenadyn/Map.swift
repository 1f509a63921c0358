import ArgumentParser
import Diagnostics
import Foundation
import Mapping
import Reports

/// `grenadyn map`
struct Map: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Map a spec's network onto tiles: tiles, utilization, wires, floorplan.",
    discussion: """
      Example:
        grenadyn map specs/digits.yaml --svg floorplan.svg
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(help: "Write the floorplan as SVG to this file.", completion: .file(extensions: ["svg"]))
  var svg: String?
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func run() throws {
    let design = try ChipDesign(specAt: spec, settings: specOptions.settings)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    if let svg {
      do {
        try FloorplanSVG(design.chip).text.write(toFile: svg, atomically: true, encoding: .utf8)
      } catch {
        throw OutputFolder.Failure(description: "cannot write \(svg): \(error.systemReason)")
      }
    }
    let summary = MappingSummary(design.chip)
    try Terminal.result(summary, json: json, text: summary.text)
  }
}

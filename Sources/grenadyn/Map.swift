import ArgumentParser
import Designs
import Diagnostics
import Files
import Foundation
import Mapping
import Reports

/// `grenadyn map`
struct Map: FamilyCommand {
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

  func run(_ families: NetworkFamilies) throws {
    let design = try families.chip(specAt: spec, settings: specOptions.settings)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let file = try svg.map { try OutputFile($0) }
    try OutputFile.checkApart(
      [file].compactMap { $0 }, inputs: RunInputs.paths(of: design.spec, design.inputFiles))
    try file?.write(FloorplanSVG(design.chip).text)
    let summary = MappingSummary(design.chip)
    try Terminal.result(summary, json: json, text: summary.text)
  }
}

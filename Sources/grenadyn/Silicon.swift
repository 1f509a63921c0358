import ArgumentParser
import Diagnostics
import Estimation
import Foundation
import Technology

/// `grenadyn silicon`
struct Silicon: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Estimate published chips and compare with what was measured.",
    discussion: """
      A published chip is described by a YAML file with the key 'macro': its cells, lines, circuits and operating \
      points, each constant cited or assumed.

      Example:
        grenadyn silicon specs/published/silicon/neurram.yaml
        grenadyn silicon specs/published/silicon/ibm-*.yaml --json
      """)

  @Argument(help: "Descriptions of published chips.")
  var chips: [String]
  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let macros = try chips.map { try TechnologyLibrary().macro($0) }
    var warnings: [Diagnostic] = []
    for macro in macros {
      guard let point = macro.points.first else { continue }
      warnings += try MacroEstimate(macro, at: point).warnings
    }
    Terminal.print(warnings)
    let table = try SiliconTable(macros)
    try Terminal.result(json ? JSONText.of(table) : table.markdown)
  }
}

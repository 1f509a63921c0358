import ArgumentParser
import Diagnostics
import Foundation
import Reports
import Simulation

/// The command line: one file a subcommand.
@main
struct Grenadyn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grenadyn",
    abstract: "A compiler for self-learning analog chips.",
    discussion: """
      Reads a YAML spec of a network, trains it by Equilibrium Propagation, maps it onto memristor crossbar tiles \
      and writes netlists that circuit simulators run.

      Example:
        grenadyn init my-chip.yaml
        grenadyn compile my-chip.yaml -o build/my-chip
      """,
    version: Version.current,
    subcommands: [
      Compile.self, Train.self, Predict.self, Estimate.self, Silicon.self, Check.self, Diff.self,
      Report.self, Map.self, Verify.self, Init.self, Schema.self, List.self, Describe.self,
      Explain.self, Completions.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try KernelTarget.check()
      try command.run()
    } catch {
      Foundation.exit(Failure.report(error))
    }
  }
}

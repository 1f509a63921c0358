import ArgumentParser
import Diagnostics
import Foundation
import Kernels
import Reports
import Specification

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
      Suggest.self, Characterize.self, Explain.self, Completions.self,
    ])

  static func main() {
    Terminal.prepare()
    do {
      try checkNames(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      try KernelTarget.check()
      try command.run()
      end(0)
    } catch {
      end(Failure.report(error))
    }
  }

  /// Looks at the names of commands before anything else is parsed: of a misspelt one the argument parser only says that it is
  /// unexpected, and for a help topic that is none it shows another one.
  private static func checkNames(_ words: ArraySlice<String>) throws(DiagnosticsError) {
    let names = configuration.subcommands.map { $0._commandName }
    guard let first = words.first, !first.hasPrefix("-") else { return }
    let topics = first == "help" ? words.dropFirst().filter { !$0.hasPrefix("-") } : [first]
    guard let unknown = topics.first(where: { !(names + ["help"]).contains($0) }) else { return }
    throw DiagnosticsError([
      Diagnostic(
        .error, "GD0290",
        "no command is named '\(unknown.prefix(40))'; the commands are \(names.joined(separator: ", "))",
        suggestion: Spelling.closest(to: unknown, among: names + ["help"]),
        advice: "Usage: grenadyn <command>; `grenadyn --help` says what they do")
    ])
  }

  /// Ends at once, without what libraries do at the end: OpenBLAS waits there for a thread of its own, which under
  /// `ulimit -v` waits for memory for ever.
  private static func end(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }
}

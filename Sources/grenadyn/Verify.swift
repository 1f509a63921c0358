import ArgumentParser
import Diagnostics
import Foundation
import Mapping
import Reports
import Simulation
import Verification

/// `grenadyn verify`
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the written netlists in circuit simulators and compare, node by node.",
    discussion: """
      Compiles first when the output folder is not there yet.

      Example:
        grenadyn verify specs/digits.yaml -o build/digits
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @Option(name: [.short, .long], help: "The compiled folder (default: build/NAME).", completion: .directory)
  var output: String?
  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() throws {
    let design = try ChipDesign(specAt: spec)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let checks = VerificationChecks.all
    // Before the long part: the simulators need a folder for temporary files.
    _ = try Simulations()
    let tools = Tools.discover()
    let missing = VerificationChecks.missingTools(for: checks, in: tools)
    guard missing.isEmpty else { throw DiagnosticsError(missing) }
    let folder = OutputPath.url(output, for: design)
    if !FileManager.default.fileExists(atPath: folder.appendingPathComponent(Manifest.fileName).path) {
      let progress = CompileProgress()
      _ = try Compilation(design, output: folder).run(
        checks: [], train: { try Interruption.stopping(progress.training, $0) }, report: progress.show)
    }
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let files = try CompiledFiles(reading: folder, design: design, data: data)
    let report = try files.verification(of: folder, checks: checks, tools: tools) { Terminal.note("  \($0)") }
    try Terminal.result(report, json: json, text: report.table())
    if !report.passes { throw ExitCode(Failure.checkFailed) }
  }
}

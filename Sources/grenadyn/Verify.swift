import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Reports
import Simulators
import Verification

/// `grenadyn verify`
struct Verify: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the written netlists in circuit simulators and compare, node by node.",
    discussion: """
      Compiles first when the output folder is not there yet. A folder whose files are not as its manifest says, \
      or not what this version writes, is not run: netlists can hold commands.

      Simulators, compiler and Python are those that GRENADYN_NGSPICE, GRENADYN_VACASK, GRENADYN_OPENVAF and GRENADYN_PYTHON \
      name by absolute paths, else those of the PATH and of the .venv beside the program; none is taken from the working \
      folder.

      Exit code 1 says that a check failed; 3 that a simulator is missing, crashed or ran into a limit of time or memory, \
      which says nothing of the chip.

      Example:
        grenadyn verify specs/digits.yaml -o build/digits
        grenadyn verify build/digits/spec.yaml
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(name: [.short, .long], help: "The compiled folder (default: build/NAME).", completion: .directory)
  var output: String?
  @Flag(help: "Run files that were changed after they were written, too.")
  var acceptChanges = false
  @Flag(help: "Print the report as JSON.")
  var json = false

  func run(_ families: NetworkFamilies) throws {
    let design = try families.chip(specAt: spec, settings: specOptions.settings)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let checks = VerificationChecks.all
    // Before the long part: the simulators need a folder for temporary files.
    _ = try Simulations()
    let tools = Tools.discover()
    let missing = VerificationChecks.missingTools(for: checks, in: tools)
    guard missing.isEmpty else { throw DiagnosticsError(missing) }
    let folder =
      output == nil ? ownFolder ?? OutputPath.url(nil, for: design) : OutputPath.url(output, for: design)
    if !FileManager.default.fileExists(atPath: folder.appendingPathComponent(Manifest.fileName).path) {
      let progress = CompileProgress()
      _ = try Compilation(
        design, output: folder,
        settings: WorkflowSettings(cache: ResultCache(folder: ResultCache.standardFolder)),
        watch: TerminalWatch()
      ).run(checks: [], report: progress.show)
    }
    let severity = acceptChanges ? Severity.warning : .error
    let hint =
      acceptChanges ? "" : "; netlists can hold commands: --accept-changes runs them if the changes are yours"
    try refuse(Manifest.changed(in: folder, severity: severity, hint: hint))
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let files = try CompiledFiles(reading: folder, design: design, data: data)
    try refuse(files.foreign(in: folder, severity: severity, hint: hint))
    let line = ProgressLine()
    let report = try files.verification(of: folder, checks: checks, tools: tools) {
      line.draw($0, isLast: false)
    }
    line.clear()
    try Terminal.result(report, json: json, text: report.table())
    try report.throwIfNotPassed()
  }

  /// Says what is wrong with the files, and ends the command unless that is accepted.
  private func refuse(_ diagnostic: Diagnostic?) throws {
    guard let diagnostic else { return }
    guard acceptChanges else { throw diagnostic }
    Terminal.print([diagnostic])
  }

  /// The folder that the spec lies in, when it is a compiled one.
  private var ownFolder: URL? {
    let folder = URL(fileURLWithPath: spec).deletingLastPathComponent()
    return Manifest(reading: folder) == nil ? nil : folder
  }
}

extension VerificationReport {
  /// Ends the command unless all checks that apply have passed.
  /// - Throws: exit code 1 when one failed; else a diagnostic for each program that broke down.
  func throwIfNotPassed() throws {
    if hasFailures { throw ExitCode(Failure.checkFailed) }
    let breakdowns = breakdowns
    if !breakdowns.isEmpty { throw DiagnosticsError(breakdowns) }
  }
}

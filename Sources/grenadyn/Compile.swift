import ArgumentParser
import Designs
import Diagnostics
import Foundation
import Mapping
import Reports
import Verification

/// `grenadyn compile`
struct Compile: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a spec's network, map it, write its netlists and verify them with ngspice.",
    discussion: """
      Example:
        grenadyn compile specs/digits.yaml -o build/digits

      An interrupted training goes on where it was when the same command is given again. Ctrl-C (exit code 130) and \
      SIGTERM (143) stop it after the minibatch at hand; a second Ctrl-C ends at once.
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(name: [.short, .long], help: "The folder to write (default: build/NAME).", completion: .directory)
  var output: String?
  @OptionGroup var training: TrainingOptions
  @Flag(inversion: .prefixedNo, help: "Verify the netlists with ngspice; `grenadyn verify` runs all checks.")
  var verify = true
  @Flag(
    help: ArgumentHelp(
      "Draw the chip's arrays too, into layout/, and check them by the process's design rules in KLayout.",
      discussion: "Neurons, drivers, converters and the wires between tiles are not drawn yet."))
  var layout = false
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func run(_ families: NetworkFamilies) throws {
    let design = try families.chip(specAt: spec, settings: specOptions.settings)
    Terminal.print(design.warnings)
    let progress = CompileProgress()
    var compilation = Compilation(
      design, output: OutputPath.url(output, for: design), settings: training.settings(),
      watch: TerminalWatch())
    compilation.drawsLayout = layout
    let outcome = try compilation.run(
      checks: verify ? VerificationChecks.compile : [], report: progress.show)
    progress.line.clear()
    try Terminal.result(
      CompileFigures(outcome), json: json,
      text: outcome.mapping.text + outcome.training.text + (outcome.layout?.text ?? "")
        + (outcome.verification?.table() ?? "")
        + "output        \(outcome.folder.path)\n")
    try outcome.verification?.throwIfNotPassed()
    if outcome.layout?.check?.hasPassed == false { throw ExitCode(Failure.checkFailed) }
    if outcome.hasFailedTraining { throw ExitCode(Failure.checkFailed) }
  }
}

/// Where a spec's output goes.
enum OutputPath {
  /// The folder asked for, or `build/NAME`.
  static func url(_ option: String?, for design: ChipDesign) -> URL {
    URL(fileURLWithPath: option ?? "build/\(design.spec.name.value)")
  }
}

/// Progress of a compilation on the terminal.
struct CompileProgress {
  /// Where checks are named while they run.
  let line = ProgressLine()

  func show(_ event: Compilation.Event) {
    switch event {
    case .stage(let text):
      line.clear()
      Terminal.note(text)
    case .check(let id): line.draw(id, isLast: false)
    case .warning(let warning): Terminal.print([warning])
    }
  }
}

/// `compile --json`
struct CompileFigures: Encodable {
  var mapping: MappingSummary
  var training: TrainingSummary
  var verification: VerificationReport?
  var layout: LayoutSummary?
  var output: String

  init(_ outcome: Compilation.Outcome) {
    (mapping, training, verification) = (outcome.mapping, outcome.training, outcome.verification)
    layout = outcome.layout
    output = outcome.folder.path
  }
}

import Datasets
import Designs
import Diagnostics
import Estimation
import Fabrics
import Foundation
import Mapping
import Netlists
import Quantities
import Simulators
import Specification
import Verification

/// From a chip design to an output folder: train, write, verify.
///
/// The folder appears whole or not at all. Training writes a checkpoint beside it after every epoch, from which
/// an interrupted run goes on; it is removed at the end.
package struct Compilation {
  /// What happens, for a progress display.
  package enum Event: Sendable {
    /// A stage begins.
    case stage(String)
    /// Something is not as it might be.
    case warning(Diagnostic)
    /// A check begins.
    case check(String)
  }
  /// What came out.
  package struct Outcome: Sendable {
    /// Figures of the mapping.
    package var mapping: MappingSummary
    /// Figures of the training.
    package var training: TrainingSummary
    /// Whether the training missed what `limits: { training: … }` asks.
    package var hasFailedTraining: Bool
    /// Verdicts of the checks; nil when none were asked for.
    package var verification: VerificationReport?
    /// Figures of the layout; nil when none was asked for.
    package var layout: LayoutSummary?
    /// The output folder.
    package var folder: URL
  }

  private let design: ChipDesign
  private let output: URL
  private let checkpoint: URL
  private let job: ChipWorkflow
  /// Whether the chip is drawn too.
  package var drawsLayout = false

  /// Prepares the compilation of a design into a folder.
  /// - Parameters:
  ///   - settings: of the stages before; the checkpoint of the training is beside the folder.
  ///   - watch: is told of them.
  package init(
    _ design: ChipDesign, output: URL, settings: WorkflowSettings = WorkflowSettings(),
    watch: any WorkflowWatch = QuietWatch()
  ) {
    (self.design, self.output) = (design, output)
    checkpoint = output.standardizedFileURL.deletingLastPathComponent()
      .appendingPathComponent(".\(output.lastPathComponent).checkpoint")
    var settings = settings
    settings.trainingCheckpoint = checkpoint
    job = ChipWorkflow(design, settings: settings, watch: watch)
  }

  /// Trains, writes and verifies.
  /// - Parameters:
  ///   - checks: run on the written files; empty for none.
  ///   - report: told what happens.
  /// - Throws: `DiagnosticsError`, `Diagnostic`, ``TrainingStopped`` and ``OutputFolder/Failure``; nothing is
  ///   left behind but the checkpoint.
  package func run(
    checks: [any VerificationCheck], report: (Event) -> Void
  ) throws -> Outcome {
    // Before the long part: everything that could be missing at its end.
    try checkCircuit()
    try RegisteredNames.check(design.spec)
    _ = try CompiledFiles.checkedNudge(of: design.spec)
    let drawing = drawsLayout ? try LayoutFiles(design.chip, spec: design.spec) : nil
    // Simulators need a folder for temporary files.
    if !checks.isEmpty { _ = try Simulations() }
    let tools = checks.isEmpty ? Tools() : Tools.discover()
    var missing = VerificationChecks.missingTools(for: checks, in: tools)
    if drawing != nil, !checks.isEmpty, !tools.has(.klayout) { missing.append(tools.missing(.klayout)) }
    guard missing.isEmpty else { throw DiagnosticsError(missing) }
    let folder = try OutputFolder(output, inputs: RunInputs.paths(of: design.spec, design.inputFiles))
    do {
      let (data, result) = (try job.data(), try job.trained())
      let (conductances, training) = (result.parameters.conductances, result.summary)
      if let missed = design.spec.limits.training?.value.missed(by: training) {
        report(.warning(missed))
      }
      try folder.open()
      report(.stage("writing \(design.spec.netlist.dialects.map(\.value).joined(separator: ", "))"))
      let files = try CompiledFiles(
        design: design, data: data, conductances: conductances, folder: folder.destination)
      for warning in files.warnings { report(.warning(warning)) }
      try files.write(to: folder, training: training)
      var layout: LayoutSummary?
      if let drawing {
        report(.stage("drawing the layout"))
        layout = try drawing.write(to: folder, klayout: tools.klayout)
      }
      let estimate = try estimate(into: folder, report)
      var verification: VerificationReport?
      if !checks.isEmpty {
        report(.stage("verifying"))
        let result = try files.verification(of: folder.workspace, checks: checks, tools: tools) {
          report(.check($0))
        }
        try folder.write(result.json(), to: "verification.json")
        verification = result
      }
      try files.writeReport(
        to: folder, training: training, findings: result.findings, estimate: estimate,
        verification: verification)
      try files.commit(folder, notDrawn: layout?.notDrawn)
      try? FileManager.default.removeItem(at: checkpoint)
      return Outcome(
        mapping: MappingSummary(design.chip), training: training,
        hasFailedTraining: result.hasFailed(design.spec.limits.training?.value), verification: verification,
        layout: layout, folder: folder.destination)
    } catch {
      folder.discard()
      throw error
    }
  }

  /// Writes `estimate.json`; a chip that cannot be priced is written without it, and why is reported.
  /// - Returns: what came out; nil for such a chip.
  private func estimate(
    into folder: OutputFolder, _ report: (Event) -> Void
  ) throws -> EstimateRun.Result? {
    report(.stage("estimating"))
    do {
      let result = try job.estimate(measuringSignals: true)
      try folder.write(JSONText.of(EstimateSummary(design, result)), to: "estimate.json")
      return result
    } catch let error as DiagnosticsError {
      for var diagnostic in error.diagnostics {
        diagnostic.severity = .warning
        report(.warning(diagnostic))
      }
      return nil
    }
  }

  /// Trained bias currents are part of published algorithms, not of our circuits.
  private func checkCircuit() throws(DiagnosticsError) {
    let bias = design.spec.network.biasCurrent
    guard bias.value != .none else { return }
    throw DiagnosticsError([
      Diagnostic(
        .error, "GD0903",
        "netlists have no sources for trained bias currents: train this network with `grenadyn train`, or use bias "
          + "rows (bias: 0.1 V)", at: bias.location, suggestion: "none")
    ])
  }
}

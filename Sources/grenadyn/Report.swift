import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Files
import Foundation
import Mapping
import Prediction
import Reports
import Specification

/// `grenadyn report`
struct Report: FamilyCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a report of a spec: one HTML file that opens from disk, in light and dark, and prints.",
    discussion: """
      It shows the network, the floorplan, the trained conductances, the learning curve, the accuracy of the chips, the \
      bills of area, energy and latency, the checks, and where every figure comes from. Of an output folder of compile, \
      train or predict, it shows what is there.

      Example:
        grenadyn report specs/digits.yaml -o digits.html
        grenadyn report specs/digits.yaml --quick
        grenadyn report specs/digits.yaml --predict --chips 100
        grenadyn report build/digits
      """)

  @Argument(
    help: "The spec, a YAML file, or the output folder of another command.",
    completion: .file(extensions: ["yaml", "yml"]))
  var source: String
  @OptionGroup var specOptions: SpecOptions
  @Option(
    name: [.short, .long], help: "The file to write (default: build/NAME.html).",
    completion: .file(extensions: ["html"]))
  var output: String?
  @Flag(help: "Train nothing: the network, the chip and the checks alone.")
  var quick = false
  @Flag(
    inversion: .prefixedNo,
    help: "Predict the accuracy of the chips (default: when the spec has a limit of the accuracy).")
  var predict: Bool?
  @Option(help: "Chips at most, instead of the spec's number.")
  var chips: Int?
  @Option(
    help: "Trained weights (a .safetensors file or a folder of .npy files), instead of training.",
    completion: .file(extensions: ["safetensors"]))
  var weights: String?
  @OptionGroup var training: TrainingOptions
  @Flag(help: "Print what was written as JSON.")
  var json = false

  func validate() throws {
    try OptionRange.check(chips, "--chips", PredictionSpec.chipRange)
    if chips != nil, quick || predict == false {
      throw ValidationError(
        "--chips is for a report with a prediction; leave it out, or --quick and --no-predict.")
    }
    if quick, predict == true || weights != nil {
      throw ValidationError("--quick trains and predicts nothing; leave --predict and --weights out.")
    }
  }

  func run(_ families: NetworkFamilies) throws {
    let finished = ReportFolder(at: source)
    if let changed = finished?.changed { Terminal.print([changed]) }
    let path = finished?.specPath ?? source
    if finished != nil { try specOptions.settings.checkNone(of: source) }
    func opened(_ loaded: some LoadedDesign) throws -> (ReportContent, ReportFile) {
      try self.content(loaded.design, finished)
    }
    var (content, file) = try opened(families.load(path: path, settings: specOptions.settings))
    try finished?.add(to: &content)
    let text = try HTMLReport(content).text()
    try file.output.write(text)
    if let checkpoint = file.checkpoint { try? FileManager.default.removeItem(at: checkpoint) }
    let written = Written(report: file.url.path, bytes: text.utf8.count)
    try Terminal.result(written, json: json, text: "report        \(file.url.path)\n")
  }

  /// What the report of a spec shows, and where it goes.
  private func content<Network: FamilyNetwork>(
    _ loaded: FamilyDesign<Network>, _ finished: ReportFolder?
  ) throws -> (ReportContent, ReportFile) {
    if let chip = try loaded.chip() { return try content(chip, finished) }
    let spec = loaded.spec
    Terminal.print(loaded.warnings)
    try RegisteredNames.check(spec, of: Network.self)
    let parts = try Network.parts(of: spec)
    let files = loaded.inputFiles + parts.inputFiles
    let file = try self.file(spec.name.value, RunInputs.paths(of: spec, files), finished)
    let (network, warnings) = try Network.network(of: spec)
    var content = try ReportContent(
      spec, network: network, warnings: loaded.warnings + parts.warnings + warnings, inputFiles: files,
      folder: file.folder)
    guard finished == nil, !quick else { return (content, file) }
    let job = NetworkWorkflow(
      spec, network: network, files: parts.inputFiles, settings: settings(file), watch: TerminalWatch())
    let result = try job.trained()
    content.add(result, of: network)
    content.add(findings: result.findings, folder: file.folder)
    if predict ?? (spec.limits.score != nil) {
      content.prediction = try job.predicted(PredictionRequest(spec, chips: chips), start: chipsStart)
    }
    return (content, file)
  }

  /// What the report of a chip shows, and where it goes.
  private func content(
    _ chip: ChipDesign, _ finished: ReportFolder?
  ) throws -> (ReportContent, ReportFile) {
    var design = chip
    if let chips { design.spec.prediction.chips = chips }
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let file = try self.file(
      design.spec.name.value, RunInputs.paths(of: design.spec, design.inputFiles, weights: weights),
      finished)
    var content = try ReportContent(design, folder: file.folder)
    guard finished == nil else { return (content, file) }
    let job = ChipWorkflow(design, settings: settings(file), watch: TerminalWatch())
    let warnings = quick ? [] : try train(job, &content)
    try content.check(job, warnings: warnings, folder: file.folder)
    return (content, file)
  }

  /// `report --json`
  private struct Written: Encodable {
    var report: String
    var bytes: Int
  }

  /// Trains a chip's network, estimates and predicts.
  /// - Returns: what the estimate warns of.
  private func train(_ job: ChipWorkflow, _ content: inout ReportContent) throws -> [Diagnostic] {
    content.add(try job.trained(), of: job.design.resistive)
    let warnings = try estimate(job, &content)
    if predict ?? (job.design.spec.limits.score != nil) {
      let request = PredictionRequest(job.design.spec)
      Terminal.print(IdleSettings(job.design, request).diagnostics)
      content.prediction = try job.predicted(request, start: chipsStart)
    }
    return warnings
  }

  /// Adds the estimates; what cannot be priced is a finding, and the rest of the report is not lost for it.
  private func estimate(_ job: ChipWorkflow, _ content: inout ReportContent) throws -> [Diagnostic] {
    do {
      let result = try job.estimate()
      content.add(result)
      return result.warnings
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch let diagnostic as Diagnostic {
      return [diagnostic]
    }
  }

  private func settings(_ file: ReportFile) -> WorkflowSettings {
    var settings = training.settings(weights: weights)
    settings.trainingCheckpoint = file.checkpoint
    return settings
  }

  /// --resume is of the training: a report's prediction has no checkpoint of its own beside it.
  private var chipsStart: TrainingStart { training.start == .beginning ? .beginning : .automatic }

  /// The file to write, in a folder that is made now: before the long part.
  private func file(_ name: String, _ inputs: [String], _ finished: ReportFolder?) throws -> ReportFile {
    let file = try ReportFile(output ?? "build/\(name).html")
    try OutputFile.checkApart([file.output], inputs: inputs + (finished?.paths ?? []))
    return file
  }
}

/// Where a report goes.
private struct ReportFile {
  let output: OutputFile
  let url: URL
  /// Paths in the report are as seen from here.
  let folder: URL
  /// Of its training; nil where no file can lie beside it, as beside a device.
  let checkpoint: URL?

  init(_ path: String) throws {
    url = URL(fileURLWithPath: path).standardizedFileURL
    let parent = url.deletingLastPathComponent()
    do { try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true) } catch {
      throw OutputFolder.Failure(description: "cannot make \(parent.path): \(error.systemReason)")
    }
    output = try OutputFile(path)
    folder = output.isRegular ? parent : URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    checkpoint =
      output.isRegular ? parent.appendingPathComponent(".\(url.lastPathComponent).checkpoint") : nil
  }
}

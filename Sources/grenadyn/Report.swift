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
    let data = try DataSets.load(DataRequest(spec: spec))
    let result = try run(
      TrainingStage(
        spec, network: network, files: parts.inputFiles, data: data, threads: training.threads), file)
    content.add(result, of: network)
    content.add(findings: result.findings, folder: file.folder)
    if predict ?? (spec.limits.score != nil),
      let trials = try network.trials(
        spec, trained: result.parameters, softwareAccuracy: result.summary.testAccuracy, data: data)
    {
      content.prediction = try predict(trials, PredictionRequest(spec, chips: chips))
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
    if finished == nil, !quick { try train(design, file, &content) }
    if finished == nil, quick {
      try content.check(design, trained: nil, folder: file.folder, threads: training.threads)
    }
    return (content, file)
  }

  /// `report --json`
  private struct Written: Encodable {
    var report: String
    var bytes: Int
  }

  /// Trains a chip's network, estimates, predicts and checks.
  private func train(_ design: ChipDesign, _ file: ReportFile, _ content: inout ReportContent) throws {
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let trained = try run(
      TrainingStage(
        design, data: data, weights: weights.map { URL(fileURLWithPath: $0) }, threads: training.threads),
      file)
    content.add(trained, of: design.resistive)
    let warnings = try estimate(design, trained, data, &content)
    if predict ?? (design.spec.limits.score != nil) {
      content.prediction = try predict(design, trained, data)
    }
    try content.check(
      design, trained: (trained, data), warnings: warnings, folder: file.folder, threads: training.threads)
  }

  private func run<Network: FamilyNetwork>(
    _ stage: TrainingStage<Network>, _ file: ReportFile
  ) throws -> TrainingRun<Network>.Result {
    var stage = stage
    (stage.checkpoint, stage.start, stage.cache) = (file.checkpoint, training.start, training.cache)
    let run = stage
    let display = TrainingDisplay(lossUnit: Network.lossUnit)
    return try Interruption.stopping(display) { isStopped in
      try run.run(isStopped: isStopped, report: display.show)
    }
  }

  /// Adds the estimates; what cannot be priced is a finding, and the rest of the report is not lost for it.
  private func estimate(
    _ design: ChipDesign, _ trained: ChipTraining.Result, _ data: Dataset, _ content: inout ReportContent
  ) throws -> [Diagnostic] {
    do {
      var run = EstimateRun(
        design: design, trained: trained.parameters.conductances, data: data, threads: training.threads)
      run.cache = training.cache
      let result = try run.result()
      if result.isKept { Terminal.noteKeptActivity() }
      content.add(result)
      return result.warnings
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch let diagnostic as Diagnostic {
      return [diagnostic]
    }
  }

  private func predict(
    _ design: ChipDesign, _ trained: ChipTraining.Result, _ data: Dataset
  ) throws -> PredictionSummary {
    let request = PredictionRequest(design.spec)
    Terminal.print(IdleSettings(design, request).diagnostics)
    return try predict(SpecTrials(design, trained: trained, data: data), request)
  }

  private func predict(
    _ trials: any PredictionTrials, _ request: PredictionRequest
  ) throws -> PredictionSummary {
    Terminal.note(
      "predicting \(request.modes.map(\.rawValue).joined(separator: " and ")) of \(trials.facts.name)")
    let display = PredictionDisplay()
    // --resume is of the training: a report's prediction has no checkpoint of its own beside it.
    let start: TrainingStart = training.start == .beginning ? .beginning : .automatic
    return try Interruption.stopping(display) { isStopped in
      var run = PredictionRun(trials, request, threads: training.threads)
      run.cache = training.cache
      return try run.run(start: start, isStopped: isStopped, report: display.show)
    }
  }

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

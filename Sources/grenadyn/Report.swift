import ArgumentParser
import Diagnostics
import Files
import Foundation
import Mapping
import Networks
import Reports
import Simulation
import Specification

/// `grenadyn report`
struct Report: ParsableCommand {
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

  func run() throws {
    let finished = ReportFolder(at: source)
    if let changed = finished?.changed { Terminal.print([changed]) }
    let path = finished?.specPath ?? source
    if finished != nil { try specOptions.settings.checkNone(of: source) }
    let loaded = try Spec.load(path: path, settings: specOptions.settings)
    var content: ReportContent
    let file: ReportFile
    switch loaded.spec {
    case .chip:
      var design = try ChipDesign(specAt: path, settings: specOptions.settings)
      if let chips { design.spec.prediction.chips = chips }
      try RegisteredNames.check(design.spec)
      Terminal.print(design.warnings)
      file = try self.file(
        design.spec.name.value, RunInputs.paths(of: design.spec, design.inputFiles, weights: weights),
        finished)
      content = try ReportContent(design, folder: file.folder)
      if finished == nil, !quick { try train(design, file, &content) }
      if finished == nil, quick {
        try content.check(
          design, trained: nil, folder: file.folder, threads: training.threads)
      }
    case .hopfield(let spec):
      Terminal.print(loaded.warnings)
      try RegisteredNames.check(spec)
      file = try self.file(spec.name.value, RunInputs.paths(of: spec, loaded.inputFiles), finished)
      content = try ReportContent(
        spec, warnings: loaded.warnings, inputFiles: loaded.inputFiles,
        folder: file.folder)
      if finished == nil, !quick { try train(spec, file, &content) }
    }
    try finished?.add(to: &content)
    let text = try HTMLReport(content).text()
    try file.output.write(text)
    if let checkpoint = file.checkpoint { try? FileManager.default.removeItem(at: checkpoint) }
    let written = Written(report: file.url.path, bytes: text.utf8.count)
    try Terminal.result(written, json: json, text: "report        \(file.url.path)\n")
  }

  /// `report --json`
  private struct Written: Encodable {
    var report: String
    var bytes: Int
  }

  /// Trains a chip's network, estimates, predicts and checks.
  private func train(_ design: ChipDesign, _ file: ReportFile, _ content: inout ReportContent) throws {
    let data = try DataSets.load(DataRequest(spec: design.spec))
    var software = SoftwareTraining(
      design, data: data, weights: weights.map { URL(fileURLWithPath: $0) }, threads: training.threads)
    (software.checkpoint, software.start) = (file.checkpoint, training.start)
    if software.isTraining { Terminal.note("training on \(data.train.count) samples of \(data.name)") }
    let display = TrainingDisplay(lossUnit: TrainingRun.lossUnit)
    let trained = try Interruption.stopping(display) { isStopped in
      try software.run(isStopped: isStopped, report: display.show)
    }
    content.add(trained)
    let warnings = try estimate(design, trained, data, &content)
    if predict ?? (design.spec.limits.accuracy != nil) {
      content.prediction = try predict(design, trained, data)
    }
    try content.check(
      design, trained: (trained, data), warnings: warnings, folder: file.folder, threads: training.threads)
  }

  /// Adds the estimates; what cannot be priced is a finding, and the rest of the report is not lost for it.
  private func estimate(
    _ design: ChipDesign, _ trained: TrainingRun.Result, _ data: Dataset, _ content: inout ReportContent
  ) throws -> [Diagnostic] {
    do {
      let result = try EstimateRun(
        design: design, trained: trained.parameters.conductances, data: data, threads: training.threads
      ).result()
      content.add(result)
      return result.warnings
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch let diagnostic as Diagnostic {
      return [diagnostic]
    }
  }

  private func predict(
    _ design: ChipDesign, _ trained: TrainingRun.Result, _ data: Dataset
  ) throws -> PredictionSummary {
    let request = PredictionRequest(design.spec)
    Terminal.print(IdleSettings(design, request).diagnostics)
    Terminal.note(
      "predicting \(request.modes.map(\.rawValue).joined(separator: " and ")) of \(design.spec.name.value)")
    let display = PredictionDisplay()
    return try Interruption.stopping(display) { isStopped in
      try PredictionRun(
        SpecTrials(design, trained: trained, data: data), request, threads: training.threads
      ).run(isStopped: isStopped, report: display.show)
    }
  }

  /// Trains a Hopfield network.
  private func train(_ spec: HopfieldSpec, _ file: ReportFile, _ content: inout ReportContent) throws {
    let data = try DataSets.load(DataRequest(spec: spec))
    Terminal.note("training on \(data.train.count) samples of \(data.name)")
    let result = try run(
      HopfieldTrainingRun(
        spec: spec, network: HopfieldNetwork(spec: spec), data: data, threads: training.threads), file,
      lossUnit: nil)
    content.add(result)
    content.add(findings: result.findings, folder: file.folder)
  }

  private func run<Training: NetworkTraining>(
    _ run: Training, _ file: ReportFile, lossUnit: String?
  ) throws -> Training.Result {
    let display = TrainingDisplay(lossUnit: lossUnit)
    return try Interruption.stopping(display) { isStopped in
      try run.run(
        checkpoint: file.checkpoint, start: training.start, isStopped: isStopped, report: display.show)
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

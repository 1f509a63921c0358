import ArgumentParser
import Diagnostics
import Files
import Foundation
import Networks
import Reports
import Simulation
import Specification
import Technology

/// `grenadyn train`
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a spec's network and write its learning curve and weights.",
    discussion: """
      Example:
        grenadyn train specs/published/drn-1h.yaml -o build/drn-1h
        grenadyn train specs/digits.yaml --find-rate --svg rates.svg

      An interrupted training goes on where it was when the same command is given again. Ctrl-C (exit code 130) and \
      SIGTERM (143) stop it after the minibatch at hand; a second Ctrl-C ends at once.
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(name: [.short, .long], help: "The folder to write (default: build/NAME).", completion: .directory)
  var output: String?
  @OptionGroup var training: TrainingOptions
  @Option(help: "Epochs, instead of the spec's number.")
  var epochs: Int?
  @Option(help: "Seed, instead of the spec's.")
  var seed: UInt64?
  @Flag(help: "Train the network by backprop too, and print both test errors.")
  var baseline = false
  @Flag(
    help: "Train nothing: raise the learning rates step by step, and propose some by where the loss falls.")
  var findRate = false
  @Option(
    help: "Write the loss over the rates as SVG to this file, for --find-rate.",
    completion: .file(extensions: ["svg"]))
  var svg: String?
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func validate() throws {
    if svg != nil, !findRate { throw ValidationError("--svg is for --find-rate.") }
    if findRate, output != nil || epochs != nil || baseline {
      throw ValidationError("--find-rate trains nothing; leave --output, --epochs and --baseline out.")
    }
    try OptionRange.check(epochs, "--epochs", TrainingSpec.epochRange)
  }

  func run() throws {
    let loaded = try Spec.load(path: spec, settings: specOptions.settings)
    Terminal.print(loaded.warnings)
    switch loaded.spec {
    case .chip(let spec): try train(spec, loaded.inputFiles)
    case .hopfield(let spec): try train(spec, loaded.inputFiles)
    }
  }

  private func train(_ chip: ChipSpec, _ inputFiles: [SourceFile]) throws {
    var chip = chip
    if let epochs { chip.training.epochs = epochs }
    if let seed { chip.seed = seed }
    try RegisteredNames.check(chip)
    if baseline { try RegisteredNames.check(BaselineSummary.spec(of: chip)) }
    let technology = try TechnologyLibrary(for: chip).load(chip.technology)
    let network = try ResistiveNetwork(spec: chip, technology: technology.technology)
    Terminal.print(
      technology.warnings + ResistiveNetwork.diagnostics(spec: chip, technology: technology.technology))
    let data = try DataSets.load(DataRequest(spec: chip))
    if findRate {
      let file = try svgFile(RunInputs.paths(of: chip, inputFiles + technology.inputFiles))
      Terminal.print(data.warnings)
      Terminal.note("testing \(RateTest.steps) rates")
      return try show(
        RateSearch(chip, network: network, data: data, threads: training.threads),
        at: chip.training.learningRates.location, file)
    }
    let files = try TrainingFiles(
      folder(chip.name.value), inputs: RunInputs.paths(of: chip, inputFiles + technology.inputFiles))
    let threads = training.threads
    let display = begin(data, lossUnit: TrainingRun.lossUnit)
    var result = try run(
      TrainingRun(spec: chip, network: network, data: data, threads: threads), files.checkpoint, display)
    if baseline {
      Terminal.note("training the baseline by \(Backpropagation.name)")
      let other = BaselineSummary.spec(of: chip)
      let summary = try run(
        TrainingRun(spec: other, network: network, data: data.withoutWarnings, threads: threads),
        files.baselineCheckpoint,
        display
      ).summary
      result.summary.baseline = BaselineSummary(of: chip.training.rule.value, summary)
    }
    try files.write(
      result, spec: chip, network: network, data: data, inputFiles: inputFiles + technology.inputFiles)
    try show(result.summary, chip.name.value, chip.limits.training?.value)
  }

  private func train(_ hopfield: HopfieldSpec, _ inputFiles: [SourceFile]) throws {
    var hopfield = hopfield
    if let epochs { hopfield.training.epochs = epochs }
    if let seed { hopfield.seed = seed }
    try RegisteredNames.check(hopfield)
    let network = try HopfieldNetwork(spec: hopfield)
    let data = try DataSets.load(DataRequest(spec: hopfield))
    if findRate {
      let file = try svgFile(RunInputs.paths(of: hopfield, inputFiles))
      Terminal.print(data.warnings)
      Terminal.note("testing \(RateTest.steps) rates")
      return try show(
        RateSearch(hopfield, network: network, data: data, threads: training.threads),
        at: hopfield.training.learningRates.location, file)
    }
    let files = try TrainingFiles(
      folder(hopfield.name.value), inputs: RunInputs.paths(of: hopfield, inputFiles))
    let threads = training.threads
    let display = begin(data, lossUnit: nil)
    var result = try run(
      HopfieldTrainingRun(spec: hopfield, network: network, data: data, threads: threads), files.checkpoint,
      display)
    if baseline {
      Terminal.note("training the baseline by \(Backpropagation.name)")
      let other = BaselineSummary.spec(of: hopfield)
      let summary = try run(
        HopfieldTrainingRun(spec: other, network: network, data: data.withoutWarnings, threads: threads),
        files.baselineCheckpoint, display
      ).summary
      result.summary.baseline = BaselineSummary(of: hopfield.training.rule.value, summary)
    }
    try files.write(result, spec: hopfield, data: data, inputFiles: inputFiles)
    try show(result.summary, hopfield.name.value, hopfield.limits.training?.value)
  }

  /// The file of `--svg`, looked at before the work.
  private func svgFile(_ inputs: [String]) throws -> OutputFile? {
    let file = try svg.map { try OutputFile($0) }
    try OutputFile.checkApart([file].compactMap { $0 }, inputs: inputs)
    return file
  }

  private func show(_ search: RateSearch, at place: SourceLocation, _ file: OutputFile?) throws {
    if let warning = search.warning(at: place) { Terminal.print([warning]) }
    try file?.write(RateSearchSVG(search).text)
    try Terminal.result(search, json: json, text: search.text)
  }

  private func folder(_ name: String) -> URL { URL(fileURLWithPath: output ?? "build/\(name)") }

  private func begin(_ data: Dataset, lossUnit: String?) -> TrainingDisplay {
    Terminal.note("training on \(data.train.count) samples of \(data.name)")
    return TrainingDisplay(lossUnit: lossUnit)
  }

  private func run<Training: NetworkTraining>(
    _ run: Training, _ checkpoint: URL, _ display: TrainingDisplay
  ) throws -> Training.Result {
    try Interruption.stopping(display) { isStopped in
      try run.run(
        checkpoint: checkpoint, start: training.start, isStopped: isStopped, report: display.show)
    }
  }

  private func show(_ summary: TrainingSummary, _ name: String, _ limit: TrainingLimit?) throws {
    let missed = limit?.missed(by: summary.testAccuracy)
    Terminal.print(missed.map { [$0] } ?? [])
    try Terminal.result(
      summary, json: json, text: summary.text + "output        \(folder(name).path)\n")
    if summary.hasFailed || missed != nil { throw ExitCode(Failure.checkFailed) }
  }
}

import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Files
import Foundation
import Learning
import Reports
import Specification
import Technology

/// `grenadyn train`
struct Train: FamilyCommand {
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
    try OptionRange.check(epochs, "--epochs", EpochRange.all)
  }

  func run(_ families: NetworkFamilies) throws {
    func opened(_ loaded: some LoadedDesign) throws { try train(loaded.design) }
    try opened(families.load(path: spec, settings: specOptions.settings))
  }

  private func train<Network: FamilyNetwork>(_ design: FamilyDesign<Network>) throws {
    Terminal.print(design.warnings)
    var spec = design.spec
    if let epochs { spec.training.epochs = epochs }
    if let seed { spec.seed = seed }
    try RegisteredNames.check(spec, of: Network.self)
    if baseline { try RegisteredNames.check(BaselineSummary.spec(of: spec), of: Network.self) }
    let parts = try Network.parts(of: spec)
    let (network, warnings) = try Network.network(of: spec)
    Terminal.print(parts.warnings + warnings)
    let inputFiles = design.inputFiles + parts.inputFiles
    let inputs = RunInputs.paths(of: spec, inputFiles)
    let data = try DataSets.load(DataRequest(spec: spec))
    let threads = training.threads
    if findRate {
      let file = try svgFile(inputs)
      Terminal.print(data.warnings)
      Terminal.note("testing \(RateTest.steps) rates")
      return try show(
        RateSearch(spec, network: network, data: data, threads: threads),
        at: spec.training.learningRates.location, file)
    }
    let files = try TrainingFiles(folder(spec.name.value), inputs: inputs)
    func trained(
      _ spec: Spec<Network.Keys>, _ data: Dataset, _ checkpoint: URL
    ) throws -> TrainingRun<Network>.Result {
      var settings = training.settings()
      settings.trainingCheckpoint = checkpoint
      return try NetworkWorkflow(
        spec, network: network, files: parts.inputFiles, data: data, settings: settings,
        watch: TerminalWatch()
      ).trained()
    }
    var result = try trained(spec, data, files.checkpoint)
    if baseline {
      Terminal.note("training the baseline by \(Backpropagation.name)")
      let other = BaselineSummary.spec(of: spec)
      let summary = try trained(other, data.withoutWarnings, files.baselineCheckpoint).summary
      result.summary.baseline = BaselineSummary(of: spec.training.rule.value, summary)
    }
    try files.write(result, spec: spec, network: network, data: data, inputFiles: inputFiles)
    try show(result.summary, spec.name.value, spec.limits.training?.value)
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

  private func show(_ summary: TrainingSummary, _ name: String, _ limit: TrainingLimit?) throws {
    let missed = limit?.missed(by: summary)
    Terminal.print(missed.map { [$0] } ?? [])
    try Terminal.result(
      summary, json: json, text: summary.text + "output        \(folder(name).path)\n")
    if summary.hasFailed || missed != nil { throw ExitCode(Failure.checkFailed) }
  }
}

import ArgumentParser
import Diagnostics
import Foundation
import Mapping
import Quantities
import Reports
import Simulation
import Specification

/// `grenadyn predict`
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict which accuracy the chips will have, before any of them exists.",
    discussion: """
      Trains the network in software, then makes chip after chip, each with its own imperfect parts, and measures its \
      accuracy on the whole test set: written with the trained weights (program), or taught by itself (in-situ).

      Example:
        grenadyn predict specs/digits.yaml -o build/digits-prediction
        grenadyn predict specs/digits.yaml --mode both --sweep d2d=0..50% --sweep neuron-offset=0..10mV:5
        grenadyn predict specs/digits.yaml --sweep mapping.tile.rows=32,64,128 --parasitics solved
        grenadyn predict specs/digits.yaml --sweep "network.bias=0.3 V..0.7 V:5"
        grenadyn predict specs/digits.yaml --chips 400 --sensitivity
        grenadyn predict specs/digits.yaml --accuracy 95% --yield 90%
        grenadyn predict specs/digits.yaml --chip 4711

      A sweep over a key of the spec makes a design for each value, and trains it anew where the training depends on it.

      With a limit of the yield the run ends as soon as the verdict is certain. Exit code 1 says that a limit is \
      missed. An interrupted run goes on where it was when the same command is given again. Ctrl-C (exit code 130) and \
      SIGTERM (143) stop it after the chips at hand; a second Ctrl-C ends at once.
      """)

  /// `--mode`
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case program
    case inSitu = "in-situ"
    case both

    var modes: [PredictionMode] {
      switch self {
      case .program: [.program]
      case .inSitu: [.inSitu]
      case .both: [.program, .inSitu]
      }
    }
  }

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @OptionGroup var specOptions: SpecOptions
  @Option(
    name: [.short, .long], help: "The folder to write (default: build/NAME-prediction).",
    completion: .directory)
  var output: String?
  @Option(help: "Chips at most, instead of the spec's number.")
  var chips: Int?
  @Flag(help: "Run all chips, though the verdict be certain earlier.")
  var allChips = false
  @Option(
    help:
      "Only this chip, by its index; it is the same as in any larger run. Its weights and netlist are written."
  )
  var chip: UInt32?
  @Option(help: "How the chips come to their weights, instead of the spec's way.")
  var mode: Mode?
  @Option(help: "How the tiles' wires are taken into account, instead of the spec's way.")
  var parasitics: ParasiticsModel?
  @Option(
    help: ArgumentHelp(
      "A curve over an imperfection's magnitude, or over any key of the spec, as mapping.tile.rows=32,64,128; may be given several times.",
      valueName: "name=low..high[:points]|key=value,..."),
    completion: .list(ImperfectionName.allCases.map { "\($0.rawValue)=" }), transform: Self.sweep)
  var sweep: [SweepOption] = []
  @Flag(help: "Find out what every imperfection costs, and which source of randomness makes chips differ.")
  var sensitivity = false
  @Option(help: "Accuracy that a chip must have, instead of the spec's limit.", transform: Self.share)
  var accuracy: Ratio?
  @Option(help: "Share of the chips that must have it, instead of the spec's limit.", transform: Self.share)
  var yield: Ratio?
  @Option(
    help: "Trained weights (a .safetensors file or a folder of .npy files), instead of training.",
    completion: .file(extensions: ["safetensors"]))
  var weights: String?
  @Option(help: "Seed, instead of the spec's.")
  var seed: UInt64?
  @OptionGroup var training: TrainingOptions
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func validate() throws {
    try OptionRange.check(chips, "--chips", PredictionSpec.chipRange)
    if chip != nil, chips != nil || sensitivity || allChips || !sweep.isEmpty {
      throw ValidationError(
        "--chip runs one chip; leave --chips, --all-chips, --sweep and --sensitivity out.")
    }
    for name in Set(sweep.map(\.name)) where sweep.count(where: { $0.name == name }) > 1 {
      throw ValidationError("--sweep \(name) is given twice.")
    }
  }

  func run() throws {
    let design = try design(specOptions.settings)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let request = request(design.spec)
    try report(IdleSettings(design, request, hasWeights: weights != nil).diagnostics)
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let files = try PredictionFiles(
      folder(design), inputs: RunInputs.paths(of: design.spec, design.inputFiles, weights: weights))
    let (trainingStart, chipsStart) = try files.starts(training.start)
    let swept = try SweptDesigns(
      sweep.keys, settings: specOptions.settings, base: design, data: data, weights: weights,
      make: self.design)
    Terminal.print(swept.warnings)
    let trained = try train(design, data, files.trainingCheckpoint, trainingStart)
    let curves = try swept.curves(trained: trained) { one in
      Terminal.note("for \(one.label)")
      return try train(
        one.design, one.data, files.trainingCheckpoint(one.name), files.start(one.name, training.start))
    }
    let specTrials = try SpecTrials(design, trained: trained, data: data)
    let keptChips = chip.map { KeptChips(specTrials, keeping: $0) }
    let trials: any PredictionTrials = keptChips ?? specTrials
    Terminal.note(
      "predicting \(request.modes.map(\.rawValue).joined(separator: " and ")) of \(design.spec.name.value)")
    let display = PredictionDisplay()
    let summary = try Interruption.stopping(display) { isStopped in
      try PredictionRun(trials, request, curves: curves, threads: training.threads).run(
        checkpoint: files.checkpoint, start: chipsStart, isStopped: isStopped, report: display.show)
    }
    let chips = try keptChips.map { kept in
      try request.modes.map {
        ExportedChip(try kept.chip($0), of: design, data: data, mode: $0, magnitudes: kept.magnitudes($0))
      }
    }
    Terminal.print(summary.warnings(at: design.spec.prediction.modes.location))
    try files.write(
      summary, spec: design.spec, weights: weights, inputFiles: design.inputFiles, chips: chips ?? [])
    try Terminal.result(
      summary, json: json, text: summary.text + "output        \(folder(design).path)\n")
    if !summary.passes { throw ExitCode(Failure.checkFailed) }
  }

  /// The design that the command line asks for.
  private func design(_ settings: SpecSettings) throws -> ChipDesign {
    var design = try ChipDesign(specAt: spec, settings: settings)
    try change(&design.spec)
    return design
  }

  /// Puts what the command line says into the spec.
  private func change(_ spec: inout ChipSpec) throws {
    if let seed { spec.seed = seed }
    if let chips { spec.prediction.chips = chips }
    if let parasitics { spec.prediction.parasitics.value = parasitics }
    if let mode { spec.prediction.modes.value = mode.modes }
    if let accuracy { spec.limits.accuracy = Located(accuracy, at: spec.name.location) }
    if let yield { spec.limits.yield = Located(yield, at: spec.name.location) }
    guard spec.limits.yield == nil || spec.limits.accuracy != nil else {
      throw ValidationError("--yield needs the accuracy that a chip must have to pass; give --accuracy too.")
    }
  }

  /// Prints what changes nothing of what is asked, before the work.
  private func report(_ found: [Diagnostic]) throws {
    let errors = found.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(errors) }
    Terminal.print(found)
  }

  private func request(_ spec: ChipSpec) -> PredictionRequest {
    var request = PredictionRequest(spec)
    request.onlyChip = chip
    request.sweeps = sweep.imperfections
    request.isSensitivityWanted = sensitivity
    request.runsAllChips = allChips
    return request
  }

  /// Trains in software, or takes the weights that are given.
  private func train(
    _ design: ChipDesign, _ data: Dataset, _ checkpoint: URL, _ start: TrainingRun.Start
  ) throws -> TrainingRun.Result {
    var software = SoftwareTraining(
      design, data: data, weights: weights.map { URL(fileURLWithPath: $0) },
      isNeeded: SpecTrials.needTraining(design.spec), threads: training.threads)
    (software.checkpoint, software.start) = (checkpoint, start)
    if software.isTraining { Terminal.note("training on \(data.train.count) samples of \(data.name)") }
    let display = TrainingDisplay(lossUnit: TrainingRun.lossUnit)
    return try Interruption.stopping(display) { isStopped in
      try software.run(isStopped: isStopped, report: display.show)
    }
  }

  private func folder(_ design: ChipDesign) -> URL {
    URL(fileURLWithPath: output ?? "build/\(design.spec.name.value)-prediction")
  }

  @Sendable private static func sweep(_ text: String) throws -> SweepOption {
    do { return try SweepOption(parsing: text) } catch { throw ValidationError(error.description) }
  }

  @Sendable private static func share(_ text: String) throws -> Ratio {
    do {
      let share = try Ratio.parse(text)
      guard share.si > 0, share.si <= 1 else {
        throw ValidationError("'\(text)' must be greater than 0 and at most 100 %")
      }
      return share
    } catch let error as QuantityError {
      throw ValidationError("\(error.problem); expected \(error.expected)")
    }
  }
}

extension ParasiticsModel: ExpressibleByArgument {}

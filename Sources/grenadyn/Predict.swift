import ArgumentParser
import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Prediction
import Quantities
import Reports
import Specification

/// `grenadyn predict`
struct Predict: FamilyCommand {
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
  @Option(help: "Accuracy (or R²) that a chip must have, instead of the spec's limit.", transform: Self.share)
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

  func run(_ families: NetworkFamilies) throws {
    func opened(_ loaded: some LoadedDesign) throws { try predict(loaded.design, families) }
    try opened(families.load(path: spec, settings: specOptions.settings))
  }

  private func predict<Network: FamilyNetwork>(
    _ loaded: FamilyDesign<Network>, _ families: NetworkFamilies
  ) throws {
    if let design = try loaded.chip() {
      return try predict(design) { try families.chip(specAt: spec, settings: $0) }
    }
    guard Network.Keys.hasChips else { throw families.hasNoChip(loaded.spec.keys.network.family) }
    try predictUnmapped(loaded)
  }

  /// Predicts chips of a family whose networks are not mapped.
  private func predictUnmapped<Network: FamilyNetwork>(_ loaded: FamilyDesign<Network>) throws {
    guard sweep.keys.isEmpty, chip == nil else {
      throw ValidationError(
        "--chip and sweeps over keys of the spec are for networks that are mapped onto tiles.")
    }
    var spec = loaded.spec
    try change(&spec)
    try RegisteredNames.check(spec, of: Network.self)
    let parts = try Network.parts(of: spec)
    let (network, warnings) = try Network.network(of: spec)
    Terminal.print(loaded.warnings + parts.warnings + warnings)
    let request = request(spec)
    let inputFiles = loaded.inputFiles + parts.inputFiles
    let files = try PredictionFiles(folder(spec.name), inputs: RunInputs.paths(of: spec, inputFiles))
    let (trainingStart, chipsStart) = try files.starts(training.start)
    let job = NetworkWorkflow(
      spec, network: network, files: parts.inputFiles,
      settings: settings(files.trainingCheckpoint, trainingStart), watch: TerminalWatch())
    guard let summary = try job.predicted(request, checkpoint: files.checkpoint, start: chipsStart) else {
      preconditionFailure("a family with chips that are neither mapped nor tried")
    }
    try files.write(summary, spec: spec, weights: weights, inputFiles: inputFiles)
    try show(summary, spec.name, at: spec.prediction.modes.location)
  }

  /// Predicts mapped chips.
  /// - Parameter load: reads the spec with other settings, for sweeps over its keys.
  private func predict(_ mapped: ChipDesign, load: (SpecSettings) throws -> ChipDesign) throws {
    var design = mapped
    try change(&design.spec)
    try RegisteredNames.check(design.spec)
    Terminal.print(design.warnings)
    let request = request(design.spec)
    try report(IdleSettings(design, request, hasWeights: weights != nil).diagnostics)
    let data = try DataSets.load(DataRequest(spec: design.spec))
    let files = try PredictionFiles(
      folder(design.spec.name), inputs: RunInputs.paths(of: design.spec, design.inputFiles, weights: weights))
    let (trainingStart, chipsStart) = try files.starts(training.start)
    let swept = try SweptDesigns(
      sweep.keys, settings: specOptions.settings, base: design, data: data, weights: weights,
      make: { settings in
        var design = try load(settings)
        try change(&design.spec)
        return design
      })
    Terminal.print(swept.warnings)
    func job(
      _ design: ChipDesign, _ data: Dataset, _ checkpoint: URL, _ start: TrainingStart
    ) -> ChipWorkflow {
      var settings = settings(checkpoint, start)
      settings.needsTraining = SpecTrials.needTraining(design.spec)
      return ChipWorkflow(design, data: data, settings: settings, watch: TerminalWatch())
    }
    let base = job(design, data, files.trainingCheckpoint, trainingStart)
    let trained = try base.trained()
    let curves = try swept.curves(trained: trained) { one in
      Terminal.note("for \(one.label)")
      return try job(
        one.design, one.data, files.trainingCheckpoint(one.name), files.start(one.name, training.start)
      ).trained()
    }
    let specTrials = try base.trials()
    let keptChips = chip.map { KeptChips(specTrials, keeping: $0) }
    let trials: any PredictionTrials = keptChips ?? specTrials
    let summary = try base.predicted(
      request, trials: trials, curves: curves, checkpoint: files.checkpoint, start: chipsStart)
    let chips = try keptChips.map { kept in
      try request.modes.map {
        ExportedChip(try kept.chip($0), of: design, data: data, mode: $0, magnitudes: kept.magnitudes($0))
      }
    }
    try files.write(
      summary, spec: design.spec, weights: weights, inputFiles: design.inputFiles, chips: chips ?? [])
    try show(summary, design.spec.name, at: design.spec.prediction.modes.location)
  }

  private func show(
    _ summary: PredictionSummary, _ name: Located<String>, at place: SourceLocation
  ) throws {
    Terminal.print(summary.warnings(at: place))
    try Terminal.result(summary, json: json, text: summary.text + "output        \(folder(name).path)\n")
    if !summary.passes { throw ExitCode(Failure.checkFailed) }
  }

  /// Puts what the command line says into the spec.
  private func change<Keys>(_ spec: inout Spec<Keys>) throws {
    if let seed { spec.seed = seed }
    if let chips { spec.prediction.chips = chips }
    if let parasitics { spec.prediction.parasitics.value = parasitics }
    if let mode { spec.prediction.modes.value = mode.modes }
    if let accuracy {
      spec.limits.setScore(Located(accuracy, at: spec.name.location), spec.keys.network.targets)
    }
    if let yield { spec.limits.yield = Located(yield, at: spec.name.location) }
    guard spec.limits.yield == nil || spec.limits.score != nil else {
      throw ValidationError("--yield needs the accuracy that a chip must have to pass; give --accuracy too.")
    }
  }

  /// Prints what changes nothing of what is asked, before the work.
  private func report(_ found: [Diagnostic]) throws {
    let errors = found.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(errors) }
    Terminal.print(found)
  }

  private func request<Keys>(_ spec: Spec<Keys>) -> PredictionRequest {
    var request = PredictionRequest(spec)
    request.onlyChip = chip
    request.sweeps = sweep.imperfections
    request.isSensitivityWanted = sensitivity
    request.runsAllChips = allChips
    return request
  }

  /// How software is trained whose weights are not given.
  private func settings(_ checkpoint: URL, _ start: TrainingStart) -> WorkflowSettings {
    var settings = training.settings(weights: weights)
    (settings.trainingCheckpoint, settings.trainingStart) = (checkpoint, start)
    return settings
  }

  private func folder(_ name: Located<String>) -> URL {
    URL(fileURLWithPath: output ?? "build/\(name.value)-prediction")
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

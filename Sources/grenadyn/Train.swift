import ArgumentParser
import Diagnostics
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

      An interrupted training goes on where it was when the same command is given again.
      """)

  @Argument(help: "The spec, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
  var spec: String
  @Option(name: [.short, .long], help: "The folder to write (default: build/NAME).", completion: .directory)
  var output: String?
  @Option(help: "Number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Option(help: "Epochs, instead of the spec's number.")
  var epochs: Int?
  @Option(help: "Seed, instead of the spec's.")
  var seed: UInt64?
  @Flag(help: "Print the figures as JSON.")
  var json = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1, not \(threads).") }
    if let epochs, epochs < 0 { throw ValidationError("--epochs takes a number from 0, not \(epochs).") }
  }

  func run() throws {
    let loaded = try ChipSpec.load(path: spec)
    var spec = loaded.spec
    if let epochs { spec.training.epochs = epochs }
    if let seed { spec.seed = seed }
    try RegisteredNames.check(spec)
    let technology = try TechnologyLibrary().load(spec.technology)
    let network = try ResistiveNetwork(spec: spec, technology: technology.technology)
    Terminal.print(
      loaded.warnings + technology.warnings
        + ResistiveNetwork.diagnostics(spec: spec, technology: technology.technology))
    let data = try DataSets.load(DataRequest(spec: spec))
    let folder = URL(fileURLWithPath: output ?? "build/\(spec.name.value)")
    let files = try TrainingFiles(folder)
    Terminal.note("training on \(data.train.count) samples of \(data.name)")
    let bar = ProgressBar()
    let result = try TrainingRun(spec: spec, network: network, data: data, threads: threads).run(
      checkpoint: files.checkpoint
    ) { event in
      switch event {
      case .resumed(let epochs): Terminal.note("  resumed after epoch \(epochs)")
      case .epoch(let record, let total):
        bar.show(record.epoch, of: total, record.errorsText)
      }
    }
    try files.write(result, spec: spec, inputFiles: loaded.inputFiles + technology.inputFiles)
    try Terminal.result(
      json ? JSONText.of(result.summary) : result.summary.text + "output        \(folder.path)\n")
  }
}

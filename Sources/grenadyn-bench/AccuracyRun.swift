import Datasets
import Diagnostics
import Files
import Foundation
import Reports
import Resistive
import Specification
import Technology

/// A full training of a published network, for `tools/bench --accuracy`: its learning curve and final test error
/// with all that is needed to repeat it.
struct AccuracyRun: Codable {
  /// What repeats it.
  var command: String
  /// The spec's name.
  var network: String
  /// Seed of initial conductances and sample order.
  var seed: UInt64
  /// Epochs.
  var epochs: Int
  /// Share of the 10,000 test images misclassified after the last epoch.
  var testError: Double
  /// Published test error after as many epochs.
  var publishedTestError: Double
  /// Wall time of all epochs with their evaluations, without those before an interruption; the machine may have been
  /// shared.
  var seconds: Double
  /// Processor and number of threads.
  var machine: String

  /// Trains the network of a spec and writes `NAME-seedN.csv` and `.json` into a folder; goes on from the checkpoint
  /// of an interrupted run there.
  static func write(
    _ name: String, published: Double, seed: UInt64, threads: Int?, to folder: URL
  ) throws -> AccuracyRun {
    let path = "specs/published/\(name).yaml"
    var spec = try ChipSpec.load(path: path).spec
    spec.seed = seed
    let technology = try TechnologyLibrary(for: spec).load(spec.technology).technology
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    let data = try DataSets.load(DataRequest(spec: spec))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let checkpoint = folder.appendingPathComponent(".\(name)-seed\(seed).checkpoint")
    let start = ContinuousClock.now
    let result = try TrainingRun(spec: spec, network: network, data: data, threads: threads).run(
      checkpoint: checkpoint)
    let time = start.duration(to: .now) / .seconds(1)
    let run = AccuracyRun(
      command: "grenadyn train \(path) --seed \(seed)", network: name, seed: seed,
      epochs: spec.training.epochs, testError: result.summary.epochs.last?.testError ?? 1,
      publishedTestError: published, seconds: time, machine: machine(threads: threads))
    let base = folder.appendingPathComponent("\(name)-seed\(seed)")
    try OutputFile(base.appendingPathExtension("csv").path).write(result.summary.csv)
    try OutputFile(base.appendingPathExtension("json").path).write(JSONText.of(run))
    try FileManager.default.removeItem(at: checkpoint)
    return run
  }

  /// The processor as the system names it, and the threads used.
  private static func machine(threads: Int?) -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let name = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    let processors = ProcessInfo.processInfo.activeProcessorCount
    return "\(name), \(processors) processors, \(threads ?? processors) threads"
  }
}

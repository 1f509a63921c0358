import Circuits
import Diagnostics
import Foundation
import Simulators
import Technology

/// Simulates a circuit on all its benches, in corners and with draws of mismatch.
package struct CharacterizationRun {
  /// A run was asked to stop; what is done is kept, where there is something that keeps it.
  package struct Stopped: Error {
    /// Simulations that are done, and all there are.
    package var done, all: Int
  }

  /// Keeps results by what they are a function of, so that a run that was stopped goes on.
  package struct Memory {
    /// What is kept.
    package var find: (_ inputs: String) -> Data?
    /// Keeps a result.
    package var keep: (_ result: Data, _ inputs: String) -> Void

    package init(find: @escaping (String) -> Data?, keep: @escaping (Data, String) -> Void) {
      (self.find, self.keep) = (find, keep)
    }
  }

  /// The circuit, and what it is made for.
  package var circuit: any LibraryCircuit.Type
  package var conditions: CircuitConditions
  /// The process, with models, and the corners of these.
  package var process: CMOSProcess
  package var models: TransistorModels
  package var corners: [TransistorModels.Corner]
  /// Draws of mismatch in the first corner; 0 for none.
  package var draws = 0
  /// Of the draws.
  package var seed = 1
  /// Where results are kept.
  package var memory: Memory?

  /// Draws of one simulation, after which they are kept.
  private static let batch = 25

  private let files: ModelFiles
  private let ngspice: URL
  /// The simulator with its version.
  package let simulator: String

  /// A run in the typical corner.
  /// - Throws: `GD1022` for a process without models, `GD1025` for a supply that its transistors do not stand,
  ///   `GD0701` and `GD0708` for what is not on this machine.
  package init(
    _ circuit: any LibraryCircuit.Type, conditions: CircuitConditions, process: CMOSProcess,
    tools: Tools = .discover()
  ) throws {
    _ = try PassSequence.mapping(onto: process)
    guard let models = process.models else {
      preconditionFailure("a process that can be mapped onto has models")
    }
    for flavour in [TransistorFlavour.nmos, .pmos] {
      guard let most = models.devices[flavour]?.maximumVoltage, conditions.supply > most.value else {
        continue
      }
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1025",
          "a supply of \(conditions.supply) is above the \(most.value) that the \(flavour.rawValue) transistors of the "
            + "process \(process.name) are made for")
      ])
    }
    (self.circuit, self.conditions, self.process, self.models) = (circuit, conditions, process, models)
    corners = Array(models.corners.prefix(1))
    ngspice = try tools.require(.ngspice)
    files = try ModelFiles(of: models)
    simulator = try Self.version(of: ngspice)
  }

  /// The corners of some names; `all` is every one.
  /// - Throws: `GD1024` for a name that the process has not.
  package static func corners(
    _ names: [String], of models: TransistorModels
  ) throws(DiagnosticsError) -> [TransistorModels.Corner] {
    let known = models.corners.map(\.name)
    if names == ["all"] { return models.corners }
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw DiagnosticsError(
        unknown.map {
          Diagnostic(
            .error, "GD1024",
            "the models have no corner '\($0.prefix(40))'; the corners are \(Spelling.list(known, near: $0)), or all",
            suggestion: Spelling.closest(to: $0, among: known + ["all"]))
        })
    }
    return models.corners.filter { names.contains($0.name) }
  }

  /// Simulates all.
  /// - Parameters:
  ///   - date: the day, for the record.
  ///   - report: is told before each simulation how many are done, of how many, and which comes.
  /// - Throws: ``Stopped``, or `ToolRun.Failure` of a simulation, or what is wrong with the circuit in the process.
  package func record(
    date: String, isStopped: () -> Bool = { false }, report: (Int, Int, String) -> Void = { _, _, _ in }
  ) throws -> CharacterizationRecord {
    let made = circuit.init(conditions)
    let batches = (draws + Self.batch - 1) / Self.batch
    let all = made.benches.count * (corners.count + batches)
    var done = 0
    func kept<Result: Codable>(_ inputs: String, _ what: String, _ compute: () throws -> Result) throws
      -> Result
    {
      guard !isStopped() else { throw Stopped(done: done, all: all) }
      report(done, all, what)
      defer { done += 1 }
      let key = simulator + "\n" + inputs
      if let data = memory?.find(key), let result = try? JSONDecoder().decode(Result.self, from: data) {
        return result
      }
      let result: Result
      do { result = try compute() } catch let failure as ToolRun.Failure { throw failure.of(what) }
      if let data = try? JSONEncoder().encode(result) { memory?.keep(data, key) }
      return result
    }
    var figures: [BenchFigures] = []
    for bench in made.benches {
      for (place, corner) in corners.enumerated() {
        let run = BenchRun(
          BenchSetting(modules: made.modules, bench: bench, process: process, corner: corner), files: files,
          ngspice: ngspice)
        let inputs = try run.inputs()
        var own = try kept(inputs, "\(bench.name), \(corner.name)") { try run.figures() }
        if place == 0, draws > 0 {
          var offsets: [Double] = []
          for first in stride(from: 0, to: draws, by: Self.batch) {
            let count = min(Self.batch, draws - first)
            offsets += try kept(
              inputs + "\nmismatch \(seed + first) \(count)", "\(bench.name), mismatch from draw \(first + 1)"
            ) { try run.offsets(draws: count, seed: seed + first) }
          }
          own[.draws] = Double(draws)
          own[.offsetDeviation] = Self.deviation(offsets)
        }
        figures.append(own)
      }
    }
    return CharacterizationRecord(
      circuit: circuit.name, process: process.name, models: "\(models.packageName) \(models.packageVersion)",
      simulator: simulator, date: date, conditions: conditions, seed: seed, figures: figures)
  }

  /// The standard deviation of a sample; nil for fewer than two.
  static func deviation(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// The first word of what the program says of itself that starts with its name: `ngspice-39`.
  private static func version(of ngspice: URL) throws -> String {
    let folder = try ScratchFolder()
    let outcome = try ToolRun(ngspice, ["--version"], in: folder.url, limits: ToolLimits(seconds: 30))
      .runSuccessfully()
    let word = outcome.output.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("ngspice-") }
    return word.map(String.init) ?? "ngspice"
  }
}

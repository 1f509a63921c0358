import ArgumentParser
import Characterization
import Circuits
import Diagnostics
import Files
import Foundation
import Quantities
import Reports
import Simulators
import Specification
import Technology

/// `grenadyn characterize`
struct Characterize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate a transistor circuit and measure what it does.",
    discussion: """
      Maps a circuit of the library onto a technology's process, runs ngspice with the process's transistor models, prints \
      what every bench measures and writes it to a dated YAML file: DC transfer, offset and its spread from mismatch, \
      gain error, output range, bandwidth, settling, phase margin, noise, power. A run that was stopped goes on where \
      it stood.

      Example:
        grenadyn list circuits
        grenadyn characterize row-driver
        grenadyn characterize row-driver --corners all --mismatch 200
        grenadyn characterize rectifier --load "2 kOhm" --output rectifier.yaml
      """)

  @Argument(
    help: "A circuit of `grenadyn list circuits`.", completion: .list(CircuitLibrary.all.map { $0.name }))
  var circuit: String
  @Option(help: "The technology whose process it is made in, by name or path.")
  var technology = "sky130-reram"
  @Option(
    help: "Corners of the transistors' models with commas between them, or all; the typical one by default.")
  var corners: String?
  @Option(help: "Draws of mismatch, in the first of the corners.")
  var mismatch = 0
  @Option(help: "Seed of the draws.")
  var seed = 1
  @Option(help: "Supply, instead of the process's.", transform: Self.quantity)
  var supply: Voltage?
  @Option(help: "Bias current, instead of the circuit's.", transform: Self.quantity)
  var bias: Current?
  @Option(help: "What the circuit drives or senses, instead of its own load.", transform: Self.quantity)
  var load: Resistance?
  @Option(
    name: .shortAndLong,
    help: "The file that is written; CIRCUIT-PROCESS.yaml in the working folder by default.",
    completion: .file(extensions: ["yaml"]))
  var output: String?
  @Flag(help: "Simulate anew what an earlier command simulated, and keep nothing for later ones.")
  var noCache = false
  @Flag(help: "Print as JSON.")
  var json = false

  func validate() throws {
    try OptionRange.check(mismatch, "--mismatch", 0...100_000)
    try OptionRange.check(seed, "--seed", 1...1_000_000_000)
  }

  func run() throws {
    guard let type = CircuitLibrary.named(circuit) else {
      let known = CircuitLibrary.all.map { $0.name }
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD1023",
          "no circuit is named '\(circuit.prefix(40))'; the circuits are "
            + Spelling.list(known, near: circuit, all: "grenadyn list circuits"),
          suggestion: Spelling.closest(to: circuit, among: known))
      ])
    }
    let loaded = try TechnologyLibrary().read(technology)
    Terminal.print(loaded.warnings)
    let process = loaded.technology.process
    let conditions = CircuitConditions(
      supply: supply ?? process.supply.value, bias: bias ?? type.standardBias, load: load ?? type.standardLoad
    )
    var run = try CharacterizationRun(type, conditions: conditions, process: process)
    if let corners {
      let names = corners.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      run.corners = try CharacterizationRun.corners(names, of: run.models)
    }
    (run.draws, run.seed) = (mismatch, seed)
    if !noCache { run.memory = .standard }
    let path = output ?? "\(type.name)-\(process.name).yaml"
    let file = try OutputFile(path)
    let display = CharacterizationDisplay()
    let record = try Interruption.stopping(display) { isStopped in
      do {
        return try run.record(date: Self.today, isStopped: isStopped, report: display.show)
      } catch let failure as ToolRun.Failure {
        throw Diagnostic(.error, "GD0709", "the circuit could not be simulated: \(failure.description)")
      }
    }
    display.endLine()
    try file.write(record.yaml)
    Terminal.note("wrote \(path)")
    try Terminal.result(record, json: json, text: CharacterizationTable(record).text)
  }

  /// The day, in Greenwich, which is the same for everybody who runs it now.
  private static var today: String {
    let format = ISO8601DateFormatter()
    format.formatOptions = [.withFullDate]
    return format.string(from: Date())
  }

  @Sendable private static func quantity<D: Quantities.Dimension>(_ text: String) throws -> Quantity<D> {
    do {
      let value = try Quantity<D>.parse(text)
      guard value.si > 0 else { throw ValidationError("'\(text)' must be above zero") }
      return value
    } catch let error as QuantityError {
      throw ValidationError("\(error.problem); expected \(error.expected)")
    }
  }
}

/// Which simulation is at work.
private struct CharacterizationDisplay: ProgressDisplay {
  private let line = ProgressLine()

  func show(_ done: Int, _ all: Int, _ what: String) {
    guard line.isInteractive else { return }
    line.draw("\(line.bar(Double(done) / Double(max(all, 1)))) \(done) of \(all): \(what)", isLast: false)
  }

  func endLine() { line.clear() }
}

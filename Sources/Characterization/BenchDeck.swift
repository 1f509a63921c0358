import Circuits
import Diagnostics
import Foundation
import Netlists
import Simulators
import Technology

/// What is simulated: a circuit, a bench, a corner, and whether transistors differ.
package struct BenchSetting: Sendable {
  /// The circuit's modules, of no process.
  package var modules: [Module]
  /// How it is measured.
  package var bench: Bench
  /// The process, with models.
  package var process: CMOSProcess
  /// One of the models' corners.
  package var corner: TransistorModels.Corner

  /// Makes a setting.
  package init(modules: [Module], bench: Bench, process: CMOSProcess, corner: TransistorModels.Corner) {
    (self.modules, self.bench, self.process, self.corner) = (modules, bench, process, corner)
  }
}

/// Writes the files of a simulation into a folder, for ngspice.
struct BenchDeck {
  let setting: BenchSetting
  let files: ModelFiles
  let folder: URL

  /// Writes a deck, and what it reads.
  func write(_ name: String, stimulus: Waveform, mismatch: Bool = false, commands: [String]) throws {
    let models = models
    let devices = Set(
      Circuit(modules: setting.modules).transistors.compactMap { models.devices[$0.transistor.flavour]?.name }
    )
    try own(".spiceinit", models.startUp.joined(separator: "\n") + "\n")
    try own(Self.deviceFile, ModelFiles.subcircuits(devices, of: files.text(of: models.deviceFile)))
    try own(name, text(stimulus: stimulus, mismatch: mismatch, commands: commands))
  }

  /// A deck in which the stimulus has a course and which runs commands.
  /// - Parameter mismatch: whether transistors differ from each other.
  func text(stimulus: Waveform, mismatch: Bool = false, commands: [String]) throws(DiagnosticsError) -> String
  {
    var circuit = try PassSequence.mapping(onto: setting.process).run(Circuit(modules: setting.modules))
    circuit.includes = (setting.corner.files + models.files).map {
      $0 == models.deviceFile ? Self.deviceFile : files.folder.appendingPathComponent($0).path
    }
    guard let dialect = DialectRegistry.named("ngspice") else { preconditionFailure("ngspice is a dialect") }
    let output = TextOutput()
    let writer = NetlistWriter(dialect: dialect, output: output)
    writer.comment("\(setting.bench.name): \(setting.bench.summary); \(setting.corner.name)")
    let switches = [(models.mismatchSwitch, mismatch ? 1.0 : 0)]
    for (name, value) in models.parameters.sorted(by: { $0.key < $1.key }) + switches {
      writer.lines(".param \(name)=\(NumberText.text(value))")
    }
    writer.circuit(circuit)
    for element in setting.bench.elements(stimulus: stimulus) { writer.lines(dialect.line(element)) }
    writer.lines(
      ([".control", "set numdgt=12"] + commands + ["quit 0", ".endc", ".end"]).joined(separator: "\n"))
    return output.text
  }

  /// The subcircuits of the transistors that the circuit has.
  private static let deviceFile = "devices.spice"

  private var models: TransistorModels {
    guard let models = setting.process.models else { preconditionFailure("a process with models") }
    return models
  }

  private func own(_ name: String, _ text: String) throws {
    do { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) } catch {
      throw ToolRun.Failure("cannot write in \(folder.path)", isOfProgram: true)
    }
  }
}

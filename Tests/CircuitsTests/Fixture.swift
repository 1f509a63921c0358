import Circuits
import Diagnostics
import Foundation
import Quantities
import Simulators
import Technology
import Testing

@testable import Characterization

/// SkyWater's process with its models and ngspice, as `tools/setup` installs them.
struct Fixture {
  let process: CMOSProcess
  let models: TransistorModels
  let files: ModelFiles
  let ngspice: URL

  init() throws {
    process = try TechnologyLibrary().process("sky130")
    models = try #require(process.models)
    files = try ModelFiles(of: models)
    ngspice = try Tools.discover().require(.ngspice)
  }

  /// A circuit for its standard conditions, or a load or bias of another size.
  func circuit(
    _ name: String, bias: Double = 1, load: Double = 1
  ) throws -> any LibraryCircuit {
    let type = try #require(CircuitLibrary.named(name))
    return type.init(
      CircuitConditions(
        supply: process.supply.value, bias: bias * type.standardBias, load: load * type.standardLoad))
  }

  /// A bench's run.
  func run(_ circuit: any LibraryCircuit, _ bench: Bench, corner: String = "tt") throws -> BenchRun {
    let corner = try #require(models.corners.first { $0.name == corner })
    return BenchRun(
      BenchSetting(modules: circuit.modules, bench: bench, process: process, corner: corner), files: files,
      ngspice: ngspice)
  }

  /// The figures of every bench of a circuit, by name.
  func figures(_ name: String, corner: String = "tt") throws -> [String: BenchFigures] {
    let circuit = try circuit(name)
    return try Dictionary(
      uniqueKeysWithValues: circuit.benches.map { ($0.name, try run(circuit, $0, corner: corner).figures()) })
  }
}

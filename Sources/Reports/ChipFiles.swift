import Circuits
import Foundation
import Learning
import Mapping
import Netlists
import Resistive
import Specification
import Verification

/// The files of a chip whose conductances are known: netlists in some dialects with the Verilog-A modules, testbenches
/// and weights, in the places that an output folder has for them.
struct ChipFiles {
  private let network: ResistiveNetwork
  private let chip: Chip
  private let parameters: BiasedConductances
  private let states: ReferenceStates?
  private let wires: WireModel
  private let dialects: [any Dialect]
  private let circuit: Circuit

  /// The files of a chip.
  /// - Parameters:
  ///   - chip: of the network, with the neurons of a chip instance if it has a mismatch.
  ///   - states: what testbenches compare with; nil: none are written.
  ///   - netlist: how the chip is emitted.
  /// - Throws: `DiagnosticsError` for dialects that there are not.
  init(
    _ network: ResistiveNetwork, _ chip: Chip, _ parameters: BiasedConductances, states: ReferenceStates?,
    netlist: NetlistSpec
  ) throws {
    self.network = network
    (self.chip, self.parameters, self.states, wires) = (chip, parameters, states, netlist.wires)
    dialects = try DialectRegistry.resolve(netlist.dialects)
    circuit = Circuit(chip: chip, conductances: parameters.conductances, wires: wires)
  }

  /// The chip as the manifest names it.
  var topCell: Manifest.TopCell {
    let top = circuit.top
    return Manifest.TopCell(
      name: top.name, ports: top.ports,
      parameters: Dictionary(uniqueKeysWithValues: top.parameters.map { ($0.name, $0.value) }))
  }

  /// Writes everything.
  /// - Parameter place: folder inside the output folder, with a slash at its end; empty for the output folder itself.
  func write(to folder: OutputFolder, in place: String = "") throws {
    try writeNetlists(to: folder, in: place)
    try writeWeights(to: folder, in: place)
  }

  /// Writes the netlists and their testbenches.
  func writeNetlists(to folder: OutputFolder, in place: String) throws {
    let netlist = ChipNetlist(circuit)
    let testbenches =
      states?.testbenches(chip: chip, conductances: parameters.conductances, wires: wires) ?? []
    for dialect in dialects {
      for name in try netlist.write(dialect, to: folder.folder(place + "spice")) {
        folder.wrote(place + "spice/" + name)
      }
      let chip = netlist.testbenchChip(in: dialect)
      for testbench in testbenches {
        try folder.write(
          dialect.testbench(testbench, of: chip), to: place + "tb/\(testbench.name).\(dialect.fileExtension)")
      }
    }
    for name in try netlist.writeVerilogA(to: folder.folder(place + "veriloga")) {
      folder.wrote(place + "veriloga/" + name)
    }
  }

  /// Writes the weights.
  func writeWeights(to folder: OutputFolder, in place: String) throws {
    try WeightOutput(network.arrays(parameters)).write(to: folder, in: place)
  }
}

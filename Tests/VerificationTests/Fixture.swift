import Circuits
import Designs
import Fabrics
import Foundation
import Kernels
import Mapping
import Netlists
import Prediction
import Quantities
import Resistive
import Simulators
import Specification
import Technology

@testable import Verification

/// A small chip with its output folder, written as the command line does; removed when it is let go.
final class Fixture: Sendable {
  let folder: URL
  let network: ResistiveNetwork
  let chip: Chip
  let conductances: Conductances
  let reference: ReferenceStates
  let wires: WireModel
  let estimator: GradientEstimator
  let dialects: [String]

  /// - Parameters:
  ///   - nudge: β in siemens; by default a hundredth of an output node's conductance or so.
  ///   - isLinear: replaces the device's read law by Ohm's.
  ///   - wireFactor: on the resistance of all wires.
  ///   - equal: gives all devices one conductance.
  ///   - currents: a cost, for a nudge by currents.
  ///   - mismatch: of the neurons.
  init(
    _ name: String = "leti-hfo2-130", isLinear: Bool = false, inputs: Int = 4,
    hidden: [HiddenLayer] = [HiddenLayer(units: 5, gain: 3)], output: OutputEncoding = .single,
    encoding: InputEncoding = .complementary, bias: Double? = 0.3, wires: WireModel = .none, samples: Int = 2,
    estimator: GradientEstimator = .centered, nudge: Double? = nil,
    tile: TileShape = TileShape(rows: 4, columns: 4),
    dialects: [String] = DialectRegistry.all.map(\.name), folderName: String = "chip", wireFactor: Double = 1,
    equal: Bool = false, currents: CostSpec? = nil,
    mismatch: (ResistiveNetwork) -> NeuronMismatch? = { _ in nil }
  ) throws {
    var technology = try TechnologyLibrary().load(name)
    if isLinear { technology.device.nonlinearityVoltage = nil }
    func scale(_ wire: inout Wire) { wire.sheetResistance.value = wireFactor * wire.sheetResistance.value }
    scale(&technology.process.rowWire)
    scale(&technology.process.columnWire)
    scale(&technology.process.trunkWire)
    var network = ResistiveNetwork(
      input: InputLayer(shape: [inputs], encoding: encoding, fullScale: Voltage(si: 0.5)),
      bias: bias.map { Voltage(si: $0) }, hidden: hidden,
      output: OutputLayer(classes: 3, encoding: output, target: Voltage(si: 0.05)),
      nonlinearityVoltage: technology.device.nonlinearityVoltage?.value,
      rectifier: Rectifier(
        onConductance: technology.neuron.onResistance.value.conductance,
        forwardVoltage: technology.neuron.forwardVoltage.value),
      conductanceRange: technology.device.conductanceRange)
    network.mismatch = mismatch(network)
    if let currents { (network.output.cost, network.output.nudge) = (currents, .current) }
    let random = Philox(seed: 7)
    let low = network.conductanceRange.lowerBound.si
    let high = min(network.conductanceRange.upperBound.si, 1)
    conductances = Conductances(
      connections: (0..<network.connectionCount).map { k in
        let (rows, columns) = (network.rowCount(k), network.nodeCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns,
          siemens: (0..<rows * columns).map {
            equal
              ? low + 0.5 * (high - low)
              : low + (high - low) * random.uniform(purpose: 0, stream: UInt32(k), index: UInt64($0))
          })
      })
    self.network = network
    chip = Chip(name: "test_chip", fabric: network.fabric, technology: technology, tileShape: tile)
    reference = try ReferenceStates(
      model: ResistiveModel(network), conductances: conductances,
      samples: (0..<samples).map { sample in
        VerificationSample(
          index: sample,
          inputs: (0..<inputs).map {
            max(0, 1.3 * random.uniform(purpose: 1, stream: UInt32(sample), index: UInt64($0)) - 0.3)
          }, target: .label(sample % 3))
      }, nudge: Conductance(si: nudge ?? 0.05 * high), estimator: estimator)
    (self.wires, self.estimator, self.dialects) = (wires, estimator, dialects)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-test-\(UUID().uuidString)/\(folderName)")
    try write()
  }

  /// A chip of a design with the conductances and neurons it was tested with.
  init(_ state: ChipState, of design: ChipDesign, samples: [VerificationSample], nudge: Conductance) throws {
    var network = design.resistive
    network.mismatch = state.mismatch
    self.network = network
    chip = Chip(
      name: "test_chip", fabric: network.fabric, technology: design.technology,
      tileShape: design.chip.tileShape)
    conductances = state.parameters.conductances
    reference = try ReferenceStates(
      model: ResistiveModel(network), conductances: conductances, samples: samples, nudge: nudge,
      estimator: .oneSided)
    (wires, estimator, dialects) = (.none, .oneSided, DialectRegistry.all.map(\.name))
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "grenadyn-test-\(UUID().uuidString)/chip")
    try write()
  }

  deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  private func write() throws {
    for name in ["spice", "veriloga", "tb"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    let netlist = ChipNetlist(Circuit(chip: chip, conductances: conductances, wires: wires))
    try netlist.writeVerilogA(to: folder.appendingPathComponent("veriloga"))
    for dialect in DialectRegistry.all where dialects.contains(dialect.name) {
      try netlist.write(dialect, to: folder.appendingPathComponent("spice"))
      for testbench in reference.testbenches(chip: chip, conductances: conductances, wires: wires) {
        try dialect.testbench(testbench, of: netlist.testbenchChip(in: dialect)).write(
          to: folder.appendingPathComponent("tb/\(testbench.name).\(dialect.fileExtension)"),
          atomically: true,
          encoding: .utf8)
      }
    }
  }

  /// What checks need.
  func context(tools: Tools = .discover(), limits: ToolLimits = ToolLimits(seconds: 120))
    -> VerificationContext
  {
    VerificationContext(
      folder: folder, model: ResistiveModel(network), chip: chip, conductances: conductances, wires: wires,
      dialects: dialects,
      estimator: estimator, reference: reference, tools: tools, limits: limits)
  }

  /// The report of the checks of some identifiers; all of them for none.
  func report(_ ids: String..., tools: Tools = .discover()) throws -> VerificationReport {
    let checks = VerificationChecks.all.filter { ids.isEmpty || ids.contains($0.id) }
    return try VerificationReport(running: checks, on: context(tools: tools))
  }

  /// Changes a file of the folder; `edit` must change something.
  func sabotage(_ path: String, _ edit: (String) throws -> String) throws {
    let url = folder.appendingPathComponent(path)
    let text = try String(contentsOf: url, encoding: .utf8)
    let changed = try edit(text)
    precondition(changed != text, "the sabotage of \(path) changes nothing")
    try changed.write(to: url, atomically: true, encoding: .utf8)
  }
}

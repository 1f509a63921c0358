import Circuits
import Fabrics
import Foundation
import Kernels
import Mapping
import Netlists
import Quantities
import Simulators
import Technology
import Testing

@testable import Verification

/// What maps and netlists a fabric knows no family and no order of layers: a fabric that no family makes, with an array from the
/// inputs past the hidden layer to the outputs and one from the first hidden layer to both others.
@Suite struct SkipFabricTests {
  private static let inputs = [0.7, 0.2, 0.9]

  private static func fabric(_ technology: Technology) -> Fabric {
    var fabric = Fabric(
      input: InputBank(values: inputs.count, encoding: .complementary, fullScale: Voltage(si: 0.4)),
      bias: BiasRows(Voltage(si: 0.1)),
      layers: [
        NodeLayer(5, .rectifier(.halves), amplifier: Amplifier(gain: 3)),
        NodeLayer(4, .rectifier(.alternating), amplifier: Amplifier(gain: 2, reverseGain: 0.7)),
        NodeLayer(4, .output),
      ],
      output: OutputBank(values: 2, encoding: .differential),
      rectifier: Rectifier(
        onConductance: technology.neuron.onResistance.value.conductance,
        forwardVoltage: technology.neuron.forwardVoltage.value),
      readLaw: ReadLaw(nonlinearityVoltage: nil), conductanceRange: technology.device.conductanceRange)
    fabric.arrays.append(SynapseArray(rows: [.inputs], layer: 2))
    fabric.arrays[2].rows.insert(.nodes(layer: 0), at: 1)
    return fabric
  }

  /// Kirchhoff's law at every node, solved node by node until nothing moves.
  private static func equilibrium(_ fabric: Fabric, _ conductances: Conductances) -> [[Double]] {
    var volts = fabric.layers.map { [Double](repeating: 0, count: $0.count) }
    func row(_ i: Int, of array: Int) -> Double {
      switch fabric.driver(ofRow: i, of: array) {
      case .input(let row): fabric.inputRows(inputs)[row]
      case .bias(let number): fabric.bias?.volts[number] ?? 0
      case .node(let layer, let node): fabric.gain(layer) * volts[layer][node]
      }
    }
    for _ in 0..<4000 {
      for layer in volts.indices {
        for node in volts[layer].indices {
          var (current, total) = (0.0, 0.0)
          for (k, array) in fabric.arrays.enumerated() {
            let matrix = conductances.connections[k]
            for i in 0..<matrix.rows {
              if array.layer == layer {
                let g = matrix.siemens[i * matrix.columns + node]
                current += g * row(i, of: k)
                total += g
              }
              guard fabric.driver(ofRow: i, of: k) == .node(layer: layer, node) else { continue }
              // B times what flows out behind the amplifier.
              for j in 0..<matrix.columns {
                let g = fabric.reverseGain(layer) * matrix.siemens[i * matrix.columns + j]
                current += g * volts[array.layer][j]
                total += g * fabric.gain(layer)
              }
            }
          }
          var v = current / total
          if layer < fabric.outputLayer {
            let (on, forward) = (fabric.rectifier.onConductance.si, fabric.rectifier.forwardVoltage.si)
            let sign = fabric.layers[layer].isExcitatory(node) ? 1.0 : -1.0
            if sign * v < -forward { v = (current - sign * on * forward) / (total + on) }
          }
          volts[layer][node] = v
        }
      }
    }
    return volts
  }

  @Test("a fabric with arrays that skip layers is mapped and netlisted, and ngspice finds its equilibrium")
  func ngspice() throws {
    var technology = try TechnologyLibrary().load("ecram-130")
    technology.device.nonlinearityVoltage = nil
    let fabric = Self.fabric(technology)
    #expect((0..<4).map(fabric.rowCount(_:)) == [8, 7, 11, 6])
    let random = Philox(seed: 5)
    let (low, high) = (fabric.conductanceRange.lowerBound.si, fabric.conductanceRange.upperBound.si)
    let conductances = Conductances(
      connections: fabric.arrays.indices.map { k in
        let (rows, columns) = (fabric.rowCount(k), fabric.columnCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns,
          siemens: (0..<rows * columns).map {
            low + (high - low) * random.uniform(purpose: 0, stream: UInt32(k), index: UInt64($0))
          })
      })
    let chip = Chip(
      name: "skip", fabric: fabric, technology: technology, tileShape: TileShape(rows: 4, columns: 3))
    #expect(chip.deviceCount == 8 * 5 + 7 * 4 + 11 * 4 + 6 * 4)
    // The circuits of a layer stand once, however many arrays its nodes drive.
    let neurons = technology.neuron.area.value.si * 9
    let drivers = technology.peripherals.driverArea.value.si * (6 + 6 + 3 * 2)
    let banks = (0..<4).reduce(0) { $0 + chip.floorplan.bank($1).area.si }
    #expect(abs(banks / (neurons + drivers) - 1) < 1e-9)

    let expected = Self.equilibrium(fabric, conductances)
    let bench = Testbench(
      name: "free_0", chip: chip, rows: fabric.inputRows(Self.inputs), targets: [0, 0], beta: .zero,
      analysis: .operatingPoint, expected: expected, wires: .none)
    let netlist = ChipNetlist(Circuit(chip: chip, conductances: conductances, wires: .none))
    let scratch = try ScratchFolder()
    let (spice, tb) = (
      scratch.url.appendingPathComponent("spice"), scratch.url.appendingPathComponent("tb")
    )
    for folder in [spice, tb] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let dialect = try #require(DialectRegistry.all.first { $0.name == "ngspice" })
    try netlist.write(dialect, to: spice)
    let file = tb.appendingPathComponent("free_0.sp")
    try dialect.testbench(bench, of: netlist.testbenchChip(in: dialect)).write(
      to: file, atomically: true, encoding: .utf8)
    try ToolRun(
      try Tools.discover().require(.ngspice), ["-n", "-b", file.path], in: scratch.url,
      limits: ToolLimits(seconds: 60)
    ).runSuccessfully()
    let found = try RawFile(reading: scratch.url.appendingPathComponent("free_0.raw"))
    #expect(expected[0].contains { $0 != 0 } && expected[1].contains { $0 != 0 })
    for probe in bench.probes {
      let volts = try #require(found.voltage(probe.net), "\(probe.net)")
      #expect(abs(volts - probe.expected.si) < 1e-9, "\(probe.net): \(volts), not \(probe.expected.si)")
    }
  }
}

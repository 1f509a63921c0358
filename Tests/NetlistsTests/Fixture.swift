import Fabrics
import Kernels
import Mapping
import Quantities
import Resistive
import Specification
import Technology

/// Small chips for the tests of this target.
enum Fixture {
  static func chip(
    technology name: String = "leti-hfo2-130", isLinear: Bool = false, inputs: Int = 4,
    hidden: [HiddenLayer] = [HiddenLayer(units: 5, gain: 3)], output: OutputEncoding = .single,
    bias: Double? = 0.3, tile: TileShape = TileShape(rows: 4, columns: 4), partsNamed part: String? = nil
  ) throws -> Chip {
    var technology = try TechnologyLibrary().load(name)
    if let part { (technology.device.name, technology.neuron.name) = (part, part) }
    if isLinear { technology.device.nonlinearityVoltage = nil }
    let network = ResistiveNetwork(
      input: InputLayer(shape: [inputs], encoding: .complementary, fullScale: Voltage(si: 0.5)),
      bias: bias.map { Voltage(si: $0) }, hidden: hidden,
      output: OutputLayer(classes: 3, encoding: output, target: Voltage(si: 0.05)),
      nonlinearityVoltage: technology.device.nonlinearityVoltage?.value,
      rectifier: Rectifier(
        onConductance: technology.neuron.onResistance.value.conductance,
        forwardVoltage: technology.neuron.forwardVoltage.value),
      conductanceRange: technology.device.conductanceRange)
    return Chip(name: "test_chip", fabric: network.fabric, technology: technology, tileShape: tile)
  }

  /// Conductances over the device's range (of at most 1 S for the ideal one).
  static func conductances(_ fabric: Fabric, seed: UInt64 = 1) -> Conductances {
    let random = Philox(seed: seed)
    let low = fabric.conductanceRange.lowerBound.si
    let high = min(fabric.conductanceRange.upperBound.si, 1)
    return Conductances(
      connections: fabric.arrays.indices.map { k in
        let (rows, columns) = (fabric.rowCount(k), fabric.columnCount(k))
        return ConductanceMatrix(
          rows: rows, columns: columns,
          siemens: (0..<rows * columns).map {
            low + (high - low) * random.uniform(purpose: 0, stream: UInt32(k), index: UInt64($0))
          })
      })
  }
}

import Diagnostics
import Fabrics
import Foundation
import Quantities
import Specification
import Technology
import TestSupport
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Resistive

/// An inference sees its chip through the circuits that drive the inputs and read the outputs.
@Suite("the circuits of an inference") struct OutputReadoutTests {
  private static let chip = ChipInstance(seed: 5, chip: 3)

  /// Many times the same sample, which a network without hidden layer classifies by a known margin.
  private func margin(
    _ output: OutputEncoding
  ) -> (network: ResistiveNetwork, conductances: Conductances, volts: Double) {
    let sample = Sample(seed: 8, law: nil, output: output, hidden: [], bias: nil)
    var network = sample.network
    network.output.classes = 2
    // Sources of 0.2 V and −0.2 V; every node is a divider.
    network.input = InputLayer(shape: [1], encoding: .complementary, fullScale: Voltage(si: 0.2))
    let positive = [30.05e-6, 29.95e-6, 30e-6, 30e-6].prefix(network.output.nodeCount)
    let siemens = positive.map { $0 } + positive.map { 60e-6 - $0 }
    let conductances = Conductances(connections: [
      ConductanceMatrix(rows: 2, columns: positive.count, siemens: siemens)
    ])
    // v = 0.2 V (g₊ − g₋)/(g₊ + g₋): ±1/3 mV of the first two nodes, 0 V of the others.
    return (network, conductances, 2e-3 / 3)
  }

  private func repeated(_ count: Int, label: Int) -> Samples {
    Samples(
      valueCount: 1, values: [Double](repeating: 1, count: count),
      labels: [Int](repeating: label, count: count))
  }

  private let relaxation = Relaxation(tolerance: 1e-12, maximumSweeps: 10)

  /// Two readings with a deviation σ each decide a margin m wrongly with Q(m/(√2 σ)); of differential pairs it is four.
  @Test(arguments: [OutputEncoding.single, .differential], [2e-4, 5e-4])
  func noiseMakesErrors(_ output: OutputEncoding, _ sigma: Double) {
    let (network, conductances, margin) = margin(output)
    let count = 20_000
    let readout = OutputReadout(count: network.output.nodeCount, noise: sigma, instance: Self.chip)
    let found = Evaluation(
      ResistiveModel(network), conductances, repeated(count, label: 0), relaxation: relaxation,
      readout: readout)
    let spread = (output == .single ? 2.0 : 4.0).squareRoot() * sigma
    let expected: Double = 0.5 * erfc(margin / spread / 2.0.squareRoot())
    let error = (expected * (1 - expected) / Double(count)).squareRoot()
    #expect(expected > 0.005)
    #expect(abs(Double(found.errors) / Double(count) - expected) < 4 * error)
    // The noise is that of chip, pass and sample, whatever the threads.
    let other = Evaluation(
      ResistiveModel(network), conductances, repeated(count, label: 0), relaxation: relaxation,
      readout: readout, threads: 3)
    #expect(other == found)
    var next = readout
    next.pass = 1
    #expect(next.read([0, 0], sample: 7) != readout.read([0, 0], sample: 7))
    next = readout
    next.instance = ChipInstance(seed: 5, chip: 4)
    #expect(next.read([0, 0], sample: 7) != readout.read([0, 0], sample: 7))
    #expect(readout.read([0, 0], sample: 8) != readout.read([0, 0], sample: 7))
  }

  /// Class values within one step of a converter tie, and the first wins; a finer one tells them apart.
  @Test func stepsMakeTies() {
    let (network, conductances, _) = margin(.single)
    func errors(_ label: Int, _ converter: ReadConverter, _ change: Double = 0) -> Int {
      var conductances = conductances
      conductances.connections[0].siemens[1] += change
      return Evaluation(
        ResistiveModel(network), conductances, repeated(3, label: label), relaxation: relaxation,
        readout: OutputReadout(count: 2, converter: converter)
      ).errors
    }
    // ±1/3 mV are read as 0 with steps of 1 mV.
    #expect(errors(0, ReadConverter(step: 1e-3, limit: 1)) == 0)
    #expect(errors(1, ReadConverter(step: 1e-3, limit: 1)) == 3)
    // The second node is raised above the first, by less than its step and by more.
    #expect(errors(1, ReadConverter(step: 1e-3, limit: 1), 0.22e-6) == 3)
    #expect(errors(1, ReadConverter(step: 1e-4, limit: 1), 0.22e-6) == 0)
    #expect(errors(1, ReadConverter(step: 1e-3, limit: 1), 0.4e-6) == 0)
    // Behind a gain of 10 the step is a tenth at the node, and so is the range.
    #expect(errors(1, ReadConverter(step: 1e-3, limit: 1).behind(gain: 10), 0.22e-6) == 0)
    #expect(errors(1, ReadConverter(step: 1e-5, limit: 1e-3).behind(gain: 10), 0.4e-6) == 3)
    // Beyond its range it sees no difference.
    #expect(errors(1, ReadConverter(step: 1e-6, limit: 1e-4), 0.4e-6) == 3)
    #expect(ReadConverter(step: 0.1, limit: 0.25).reading(of: 0.34) == 0.25)
    #expect(abs(ReadConverter(step: 0.1, limit: 0.25).reading(of: -0.14) + 0.1) < 1e-15)
  }

  /// Offsets, noise of nothing and converters without a limit: the class values that there were before.
  @Test(arguments: Sample.all.filter { $0.network.hidden.count < 2 }) func nothingIsNothing(_ sample: Sample)
  {
    var network = sample.network
    var mismatch = NeuronMismatch(noneOf: network.fabric)
    mismatch.offsets[network.hidden.count] = (0..<network.output.nodeCount).map { 1e-3 * Double($0) }
    network.mismatch = mismatch
    let set = Samples(
      valueCount: 6, values: (0..<60).map { Double(($0 * 37) % 11) / 10 }, labels: (0..<10).map { $0 % 3 })
    let relaxation = Relaxation(tolerance: 1e-9, maximumSweeps: 300)
    let model = ResistiveModel(network)
    let exact = Evaluation(model, sample.conductances, set, relaxation: relaxation)
    let readout = OutputReadout(
      count: network.output.nodeCount, offsets: mismatch.offsets[network.hidden.count])
    #expect(exact == Evaluation(model, sample.conductances, set, relaxation: relaxation, readout: readout))
    #expect(readout.of(Self.chip, network.fabric, pass: 0) == nil)
  }

  /// The fast engine and the exact one read the same outputs by the same circuits.
  @Test func enginesReadAlike() throws {
    let sample = Sample(
      seed: 9, law: nil, output: .single, hidden: [HiddenLayer(units: 7)], bias: nil, on: 1e9)
    var network = sample.network
    network.mismatch = nil
    let data = Dataset(
      name: "few", shape: [2, 3],
      train: Samples(valueCount: 6, values: [Double](repeating: 0.5, count: 6), labels: [0]),
      test: Samples(
        valueCount: 6, values: (0..<2400).map { Double(($0 * 7919) % 101) / 100 },
        labels: (0..<400).map { $0 % 3 }))
    var settings = TrainingSettings.test(2, epochs: 1)
    settings.relaxation = Relaxation(tolerance: 1e-7, maximumSweeps: 200)
    let fast = FastChip(try ChipMeasurement(network, data, settings: settings))
    let errors = (0..<12).map { 2e-3 * Double(($0 * 5) % 7 - 3) }
    fast.program(BiasedConductances(conductances: sample.conductances), inputErrors: errors)
    network.mismatch = NeuronMismatch(noneOf: network.fabric)
    network.mismatch?.inputOffsets = errors
    func exact(_ readout: OutputReadout?) -> Evaluation {
      Evaluation(
        ResistiveModel(network), sample.conductances, data.test,
        relaxation: Relaxation(tolerance: 1e-9, maximumSweeps: 300), readout: readout)
    }
    let plain = exact(nil)
    #expect(fast.measure().predictions == plain.predictions)
    // The errors of the rows are not nothing.
    #expect(abs(fast.measure().meanCost / plain.meanCost - 1) < 1e-5)
    network.mismatch = nil
    #expect(abs(exact(nil).meanCost / plain.meanCost - 1) > 1e-3)
    network.mismatch = NeuronMismatch(noneOf: network.fabric)
    network.mismatch?.inputOffsets = errors
    let readout = OutputReadout(
      count: 3, noise: 1e-3, converter: ReadConverter(step: 1e-3, limit: 1), instance: Self.chip)
    let (a, b) = (fast.measure(readout: readout).predictions, exact(readout).predictions)
    // A step away from a threshold of the converter float32 may round otherwise.
    #expect(zip(a, b).count { $0 != $1 } <= 4)
    #expect(zip(b, plain.predictions).count { $0 != $1 } > 20)
  }

  /// Rows with errors: a divider by hand, and Kirchhoff's law by plain sums with hidden layers and sinh synapses.
  @Test(arguments: Sample.all) func rowsAreHeldWithErrors(_ sample: Sample) {
    var (network, conductances, _) = margin(.single)
    network.mismatch = NeuronMismatch(noneOf: network.fabric)
    network.mismatch?.inputOffsets = [3e-3, -1e-3]
    let model = ResistiveModel(network)
    let prepared = model.prepare(conductances)
    var state = model.restingState()
    _ = relaxation.run(model, &state, model.drive([0.5], prepared), prepared, nudge: nil)
    let g = conductances.connections[0].siemens
    for (j, volts) in model.nodes(of: state).layers[0].enumerated() {
      let (above, below) = (g[j], g[2 + j])
      let expected: Double = (0.103 * above - 0.101 * below) / (above + below)
      #expect(abs(volts - expected) < 1e-15)
    }
    var other = sample
    other.network.mismatch = NeuronMismatch(noneOf: sample.network.fabric)
    other.network.mismatch?.inputOffsets = (0..<sample.network.input.rowCount).map {
      4e-3 * Double(($0 * 5) % 7 - 3)
    }
    let nodes = other.model.nodes(of: other.equilibrium().state)
    var exact = other.network
    exact.mismatch = nil
    // The first connection's rows as a network without errors would have to be given them.
    let plain = exact.residualCurrents(conductances: other.conductances, rows: other, nodes)
    for (j, current) in plain.enumerated() { #expect(abs(current) < 1e-14, "node \(j)") }
  }

  /// Converters of the inputs: thirds with two bits, and images of bytes as they are with eight.
  @Test func inputsAreConverted() {
    let samples = Samples(valueCount: 4, values: [0, 0.3, 0.6, 1], labels: [0])
    let thirds: [Double] = [0, 1.0 / 3, 2.0 / 3, 1]
    #expect(samples.converted(bits: 2).values(0) == thirds)
    #expect(samples.converted(bits: 1).values(0) == [0, 0, 1, 1])
    let bytes = Samples(valueCount: 3, bytes: [0, 77, 255], labels: [0])
    #expect(bytes.converted(bits: 8).values(0) == bytes.values(0))
    #expect(bytes.converted(bits: 1).values(0) == [0, 0, 1])
  }
}

extension ResistiveNetwork {
  /// Currents into the nodes of the first layer when its rows are held where a sample's errors put them: plain sums.
  fileprivate func residualCurrents(
    conductances: Conductances, rows sample: Sample, _ nodes: NodeVoltages
  ) -> [Double] {
    let errors = sample.network.mismatch?.inputOffsets ?? []
    var volts = zip(input.rowVoltages(sample.inputs), errors).map { $0 + $1 }
    if let bias { volts += [bias.si, -bias.si] }
    func current(_ siemens: Double, _ x: Double) -> Double {
      nonlinearityVoltage.map { siemens * $0.si * sinh(x / $0.si) } ?? siemens * x
    }
    let first = conductances.connections[0]
    return nodes.layers[0].indices.map { j in
      let v = nodes.layers[0][j]
      var sum = volts.enumerated().reduce(0) {
        $0 + current(first.siemens[$1.offset * first.columns + j], $1.element - v)
      }
      guard !hidden.isEmpty else { return sum }
      // What its rectifier holds takes any current.
      guard rectifierCurrent(layer: 0, node: j, volts: v) == 0 else { return 0 }
      let next = conductances.connections[1]
      for l in nodes.layers[1].indices {
        sum += reverseGain(0) * current(next.siemens[j * next.columns + l], nodes.layers[1][l] - gain(0) * v)
      }
      return sum
    }
  }
}

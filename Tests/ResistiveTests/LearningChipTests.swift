import Fabrics
import Foundation
import Quantities
import Specification
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Resistive

/// Networks with reverse gains of their own, currents that nudge and costs by cross-entropy.
private enum LearningChips {
  static let gains: [(Double, Double)] = [(4, 0.25), (4, 1), (4, 2), (8, 1.5), (1, 3)]

  static func sample(
    _ law: Double?, _ gain: (Double, Double), _ output: OutputEncoding, _ cost: CostSpec, _ nudge: NudgeKind
  ) -> Sample {
    var sample = Sample(
      seed: 11, law: law, output: output,
      hidden: [HiddenLayer(units: 6, gain: gain.0, reverseGain: gain.1)], bias: 0.1)
    sample.network.output.cost = cost
    sample.network.output.nudge = nudge
    return sample
  }

  /// Every encoding and cost with currents, the squared cost with springs too; linear and sinh synapses.
  static let all: [Sample] = [nil, 0.2].flatMap { law in
    gains.flatMap { gain in
      OutputEncoding.allCases.flatMap { output in
        [
          sample(law, gain, output, .squared, .spring), sample(law, gain, output, .squared, .current),
          sample(law, gain, output, .crossEntropy(temperature: Voltage(si: 0.02)), .current),
        ]
      }
    }
  }
}

@Suite("a chip that learns: nudges, costs, reverse gains") struct LearningChipTests {
  /// The gradient from small nudges, and the one by the adjoint, against central differences of the cost.
  @Test(arguments: LearningChips.all) func gradientsAreThoseOfTheCost(_ sample: Sample) throws {
    let strength = sample.network.output.nudge == .spring ? 2e-8 : 2e-5
    let gradient = try sample.gradient(.centered, nudge: strength)
    let adjoint = try sample.gradient(.adjoint)
    for k in sample.conductances.connections.indices {
      let largest = gradient.values[k].map(abs).max() ?? 0
      #expect(largest > 0)
      for i in sample.conductances.values[k].indices {
        let g = sample.conductances.values[k][i]
        let h = 1e-4 * g
        var (up, down) = (sample.conductances, sample.conductances)
        up.connections[k].siemens[i] = g + h
        down.connections[k].siemens[i] = g - h
        let difference = (sample.freeCost(up) - sample.freeCost(down)) / (2 * h)
        #expect(abs(gradient.values[k][i] - difference) < 2e-4 * largest)
        #expect(abs(adjoint.values[k][i] - difference) < 2e-4 * largest)
      }
    }
  }

  /// Kirchhoff's law by plain sums, and the least energy there, free and nudged.
  @Test(arguments: LearningChips.all) func equilibriaAreThoseOfTheCircuit(_ sample: Sample) {
    let model = sample.model
    let free = sample.equilibrium()
    let prepared = model.prepare(sample.conductances)
    let strength = sample.network.output.nudge == .spring ? 1e-5 : 0.02
    let nudge = model.nudge(
      model.beta(strength, prepared), target: 1, free: model.classValues(of: free.state))
    for (state, nudge) in [(free.state, nil), (sample.equilibrium(nudge).state, nudge)] {
      let nodes = model.nodes(of: state)
      let currents = sample.network.residualCurrents(
        sample.conductances, inputs: sample.inputs, nodes: nodes, nudge: nudge)
      for current in currents.layers.joined() { #expect(abs(current) < 1e-15) }
      let least = sample.network.energy(
        sample.conductances, inputs: sample.inputs, nodes: nodes, nudge: nudge)
      for k in nodes.layers.indices {
        for j in nodes.layers[k].indices {
          for step in [-1e-4, 1e-4] {
            var moved = nodes
            moved.layers[k][j] += step
            #expect(
              sample.network.energy(sample.conductances, inputs: sample.inputs, nodes: moved, nudge: nudge)
                > least)
          }
        }
      }
    }
  }

  /// A current for an error of 1 moves an output of the mean conductance, alone, by the amplitude.
  @Test func amplitudeIsAVoltage() {
    let sample = Sample(seed: 3, law: nil, output: .single, hidden: [])
    var network = sample.network
    network.output.nudge = .current
    let model = ResistiveModel(network)
    let prepared = model.prepare(sample.conductances)
    let outputs = (0..<3).map { c in
      stride(from: c, to: sample.conductances.values[0].count, by: 3).reduce(0) {
        $0 + sample.conductances.values[0][$1]
      }
    }
    let mean = outputs.reduce(0, +) / 3
    // β = V G / y, and the pull of an error of 1 is y.
    let beta = Conductance(si: model.beta(0.03, prepared))
    #expect(abs(beta.si * 0.05 / mean - 0.03) < 1e-15)
    #expect(abs(network.meanOutputConductance(sample.conductances).si - mean) < 1e-18)
    let free = model.classValues(of: sample.equilibrium().state)
    let nudge = network.output.nudge(beta, target: 1, free: free)
    let drive = model.drive(sample.inputs, prepared)
    var state = model.restingState()
    _ = Relaxation(tolerance: 1e-14, maximumSweeps: 100).run(model, &state, drive, prepared, nudge: nudge)
    for (c, value) in model.classValues(of: state).enumerated() {
      let error = (c == 1 ? 0.05 : 0) - free[c]
      #expect(abs(value - free[c] - 0.03 * error / 0.05 * mean / outputs[c]) < 1e-14)
    }
  }

  /// What pulls at class values is the negative derivative of the cost; by hand for two classes.
  @Test func pullsAreDerivatives() {
    var output = OutputLayer(classes: 2, encoding: .single, target: Voltage(si: 0.1))
    output.cost = .crossEntropy(temperature: Voltage(si: 0.01))
    // softmax(1, 0) = 0.731058578630005.
    let pull = output.pull([0.03, 0.02], target: 1)
    #expect(abs(pull[0] + 0.0731058578630005) < 1e-15 && abs(pull[1] - 0.0731058578630005) < 1e-15)
    // −0.1 · 0.01 · ln 0.268941421369995 = 1.31326168751822e-3.
    #expect(abs(output.cost([0.03, 0.02], target: 1) - 1.31326168751822e-3) < 1e-16)
    for cost in [CostSpec.squared, .crossEntropy(temperature: Voltage(si: 0.02))] {
      output.cost = cost
      let values = [0.013, -0.04]
      for c in 0..<2 {
        var (up, down) = (values, values)
        up[c] += 1e-6
        down[c] -= 1e-6
        let slope = (output.cost(up, target: 0) - output.cost(down, target: 0)) / 2e-6
        #expect(abs(output.pull(values, target: 0)[c] + slope) < 1e-9)
      }
    }
  }

  /// A nudge of several volts has an equilibrium, whose outputs move as far, since a current does not bend the energy.
  @Test func negativeCurrentsAlwaysHaveAnEquilibrium() throws {
    let sample = LearningChips.sample(nil, (4, 1), .differential, .squared, .current)
    _ = try sample.gradient(.centered, nudge: 5)
    #expect(throws: (any Error).self) {
      try LearningChips.sample(nil, (4, 1), .differential, .squared, .spring).gradient(.centered, nudge: 1)
    }
  }

  /// Samples that are right enough do not count, the others as always.
  @Test func smallErrorsAreSkipped() throws {
    let sample = LearningChips.sample(
      nil, (4, 1), .differential, .crossEntropy(temperature: Voltage(si: 1e-3)), .current)
    let model = sample.model
    let values = model.classValues(of: sample.equilibrium().state)
    let best = values.indices.max { values[$0] < values[$1] } ?? 0
    let batch = [best, (best + 1) % 3].map { TargetedInput(values: sample.inputs, target: .label($0)) }
    func gradient(_ batch: [TargetedInput], skipping volts: Double?) throws -> [[Double]] {
      let engine = ExactEngine(
        model, relaxation: Relaxation(tolerance: 1e-13, maximumSweeps: 1000), skippedPull: volts)
      return try engine.gradient(
        .contrast(minus: .nudged(-0.01), plus: .nudged(0.01), span: 0.02), sample.conductances, batch: batch
      ).gradient.values
    }
    // The right class's pull of the first sample is between those of the two thresholds.
    let pull = model.pull(values, target: .label(best)).map(abs).max() ?? 0
    #expect(pull > 0 && pull < 0.02)
    let one = try gradient([batch[1]], skipping: nil)
    let kept = try gradient(batch, skipping: 0.99 * pull)
    let skipped = try gradient(batch, skipping: 1.01 * pull)
    #expect(zip(skipped.joined(), one.joined()).allSatisfy { 2 * $0 == $1 })
    #expect(kept != skipped)
    #expect(try gradient([batch[0]], skipping: 0.1).joined().allSatisfy { $0 == 0 })
  }

  /// The fast engine's reverse gain is that of the exact one.
  @Test func fastEngineHasReverseGains() throws {
    let network = ResistiveNetwork(
      input: InputLayer(shape: [6], encoding: .complementary, fullScale: Voltage(si: 1)), bias: nil,
      hidden: [
        HiddenLayer(units: 5, gain: 3, reverseGain: 1.5), HiddenLayer(units: 4, gain: 2, reverseGain: 0.7),
      ],
      output: OutputLayer(classes: 3, encoding: .single, target: Voltage(si: 0.3)), nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 1e9), forwardVoltage: .zero),
      conductanceRange: .zero...Conductance(si: 1))
    let model = ResistiveModel(network)
    let conductances = model.initialParameters { k, i in 0.1 + 0.9 * abs(sin(Double(5 * i + k))) }
    let values = (0..<6).map { abs(cos(Double(3 * $0))) }
    let samples = Samples(valueCount: 6, bytes: values.map { UInt8(255 * $0) }, labels: [1])
    let engine = FastEngine(FastNetwork(network, sweeps: 200), batch: 1, threads: 1, force: true)
    engine.load(
      BiasedConductances(
        conductances: conductances, biasCurrents: [5, 4, 3].map { [Double](repeating: 0, count: $0) }))
    let states = engine.states(SampleTable(samples), beta: (0.2, -0.2))
    let prepared = model.prepare(conductances)
    let drive = model.drive(samples.values(0), prepared)
    for (fast, beta) in [(states.free, 0), (states.plus, 0.2), (states.minus, -0.2)] {
      var state = model.restingState()
      let nudge = Nudge(conductance: Conductance(si: beta), target: network.target(of: 1))
      let report = Relaxation(tolerance: 1e-13, maximumSweeps: 5000).run(
        model, &state, drive, prepared, nudge: beta == 0 ? nil : nudge)
      #expect(report.converged)
      for (layer, exact) in model.nodes(of: state).layers.enumerated() {
        for (a, b) in zip(fast[layer][0], exact) { #expect(abs(Double(a) - b) < 1e-5) }
      }
    }
  }
}

@Suite("what an update reads") struct LearningReadoutTests {
  private let exact = NodeReadings(nodes: [0.010, -0.020, 0.030], rows: [0.0415, -0.080, 0.030])
  private func circuits(_ point: ReadPoint) -> LearningCircuits {
    var circuits = LearningCircuits(classes: 1)
    circuits.point = point
    // The first amplifier is 2.5 % too strong and has an offset: the update does not know.
    circuits.gains = [4, 4, 1]
    return circuits
  }

  /// Read at the node, the row is the design gain times it; behind the amplifier, the node is the row over it.
  @Test func pointsOfReading() {
    let node = circuits(.node).read(exact, sample: 0, phase: .free, update: 1)
    #expect(node.nodes == [0.010, -0.020, 0.030] && node.rows == [0.040, -0.080, 0.030])
    let behind = circuits(.amplifier).read(exact, sample: 0, phase: .free, update: 1)
    #expect(behind.nodes == [0.0415 / 4, -0.020, 0.030] && behind.rows == exact.rows)
  }

  /// Offsets are in every reading, and not in an amplified difference, whose step is finer by its gain.
  @Test func differencesAreFreeOfOffsets() {
    var circuits = circuits(.node)
    circuits.readOffsets = [0.005, 0, 0]
    circuits.converter = ReadConverter(step: 1e-3, limit: 0.5)
    let plus = NodeReadings(nodes: [0.01013, -0.02, 0.03], rows: [0.04052, -0.08, 0.03])
    let plain = circuits.read(minus: exact, plus: plus, sample: 0, update: 1)
    #expect(abs(plain.plus.nodes[0] - 0.015) < 1e-15 && plain.plus.nodes[0] == plain.minus.nodes[0])
    circuits.differenceGain = 16
    let amplified = circuits.read(minus: exact, plus: plus, sample: 0, update: 1)
    // 16 · 0.13 mV = 2.08 mV is read as 2 mV: 0.125 mV.
    #expect(abs(amplified.plus.nodes[0] - amplified.minus.nodes[0] - 0.000125) < 1e-15)
    // Beyond the converter's range the difference saturates at 0.5 V / 16.
    let far = NodeReadings(nodes: [0.2, -0.02, 0.03], rows: [0.8, -0.08, 0.03])
    let saturated = circuits.read(minus: exact, plus: far, sample: 0, update: 1)
    #expect(abs(saturated.plus.nodes[0] - saturated.minus.nodes[0] - 0.03125) < 1e-15)
  }

  /// A gain before the converters of the outputs makes their free readings finer, and no others.
  @Test func outputsAreReadBehindTheirGain() {
    var circuits = circuits(.node)
    circuits.converter = ReadConverter(step: 6e-3, limit: 1)
    (circuits.outputConverter, circuits.outputCount) = (circuits.converter.behind(gain: 16), 1)
    let read = circuits.read(exact, sample: 0, phase: .free, update: 1)
    #expect(abs(read.nodes[0] - 0.012) < 1e-15 && abs(read.nodes[1] + 0.018) < 1e-15)
    #expect(abs(read.nodes[2] - 0.030) < 1e-15)
    circuits.outputConverter = circuits.converter.behind(gain: 50)
    let clipped = circuits.read(exact, sample: 0, phase: .free, update: 1)
    #expect(abs(clipped.nodes[2] - 0.02) < 1e-15)
  }

  /// Every phase has noise of its own; behind an amplifier it is A times less at the node.
  @Test func noiseIsDrawnAnew() {
    for point in ReadPoint.allCases {
      var circuits = circuits(point)
      circuits.readNoise = 1e-3
      circuits.instance = ChipInstance(seed: 3, chip: 1)
      var sums = [0.0, 0, 0, 0]
      let count = 4000
      for update in 1...count {
        let pair = circuits.read(minus: exact, plus: exact, sample: 0, update: update)
        let free = circuits.read(exact, sample: 0, phase: .free, update: update)
        let (low, high, middle) = (
          pair.minus.nodes[1] - exact.nodes[1], pair.plus.nodes[1] - exact.nodes[1],
          free.nodes[1] - exact.nodes[1]
        )
        sums[0] += low * low
        sums[1] += high * middle
        sums[2] += low * middle
        sums[3] += low * high
      }
      let deviation = point == .node ? 1e-3 : 0.25e-3
      let variance = deviation * deviation
      // Four standard errors of a mean of squares, and of products of independent numbers.
      #expect(abs(sums[0] / Double(count) - variance) < 4 * variance * (2 / Double(count)).squareRoot())
      for sum in sums.dropFirst() {
        #expect(abs(sum / Double(count)) < 4 * variance / Double(count).squareRoot())
      }
    }
  }

  /// A contrast around the free value: ½ (v₊² − v₋²) becomes v₀ (v₊ − v₋).
  @Test func centersOfContrasts() {
    let sample = Sample(seed: 5, law: nil, output: .single, hidden: [])
    let model = sample.model
    let drive = model.drive(sample.inputs, model.prepare(sample.conductances))
    func readings(_ v: Double) -> NodeReadings { NodeReadings(nodes: [v, v, v], rows: [v, v, v]) }
    let gradient = model.derivativeDifference(
      from: [readings(0.01)], to: [readings(0.03)], around: [readings(0.018)], [drive], scale: 1, threads: 1)
    let rows = sample.network.input.rowVoltages(sample.inputs) + [0.3, -0.3]
    for (i, row) in rows.enumerated() {
      // ½ (r − v)² from 0.01 to 0.03 around 0.018: −(r − 0.018) · 0.02.
      #expect(abs(gradient.connections[0][i, 1].si + (row - 0.018) * 0.02) < 1e-15)
    }
  }

  /// Factors of a class act on the current that pulls at it, a spring's also move its target.
  @Test func nudgesDiffer() {
    var circuits = LearningCircuits(classes: 2)
    (circuits.plus, circuits.minus, circuits.targets) = ([1.1, 0.9], [0.8, 1.2], [0.001, 0])
    let current = Nudge.currents([Current(si: 1e-6), Current(si: -2e-6)])
    #expect(circuits.nudge(current, isNegative: false).currents == [1.1e-6, -1.8e-6])
    #expect(circuits.nudge(current, isNegative: true).currents == [0.8e-6, -2.4e-6])
    let spring = circuits.nudge(
      Nudge(conductance: Conductance(si: -1e-6), target: [0.1, 0]), isNegative: true)
    #expect(spring.target == [0.101, 0] && spring.strength(0) == -0.8e-6)
  }
}

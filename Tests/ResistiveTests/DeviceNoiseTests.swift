import Fabrics
import Foundation
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Datasets
@testable import Devices
@testable import Learning
@testable import Resistive

/// Devices are read otherwise at every sample, and alike in all phases of one.
@Suite("noise of devices from sample to sample") struct DeviceNoiseTests {
  private static let chip = ChipInstance(seed: 3, chip: 2)

  private func noise(_ network: ResistiveNetwork, _ share: Double) -> DeviceNoise {
    DeviceNoise(network.fabric, tileShape: TileShape(rows: 5, columns: 2), Self.chip) { share * $0 }
  }

  /// Outputs of dividers, with devices drawn anew for every sample: v = Σ g r / Σ g has the mean of the mean devices and,
  /// to first order, the deviation √(Σ σ_g² (r − v)²) / Σ g.
  @Test func outputsHaveTheDeviationOfTheirCurrents() {
    let sample = Sample(seed: 12, law: nil, output: .single, hidden: [])
    let network = sample.network
    let noise = noise(network, 0.03)
    let mean = sample.conductances.values
    let deviations = noise.deviations(mean)
    let model = sample.model
    let count = 4000
    var (sums, squares) = ([Double](repeating: 0, count: 3), [Double](repeating: 0, count: 3))
    let plain = model.nodes(of: sample.equilibrium().state).layers[0]
    for number in 0..<count {
      var seen = sample.conductances
      seen.values = noise.read(mean, deviations, .look(pass: 0, sample: number))
      for (c, volts) in model.nodes(of: sample.equilibrium(conductances: seen).state).layers[0].enumerated() {
        sums[c] += volts - plain[c]
        squares[c] += (volts - plain[c]) * (volts - plain[c])
      }
    }
    let rows = network.input.rowVoltages(sample.inputs) + [0.3, -0.3]
    for c in 0..<3 {
      var (variance, total) = (0.0, 0.0)
      for (i, r) in rows.enumerated() {
        let g = mean[0][3 * i + c]
        total += g
        variance += pow(0.03 * g * (r - plain[c]), 2)
      }
      let expected = variance.squareRoot() / total
      let found = (squares[c] / Double(count)).squareRoot()
      // Five standard errors, and a term of second order.
      #expect(abs(found / expected - 1) < 5 / (2 * Double(count)).squareRoot() + 0.003)
      #expect(abs(sums[c] / Double(count)) < 5 * expected / Double(count).squareRoot() + 0.01 * expected)
    }
  }

  /// Every device has numbers of its own, and none of another sample.
  @Test func readsAreIndependent() {
    let sample = Sample(seed: 13, law: nil, output: .differential, hidden: [HiddenLayer(units: 9)])
    let mean = sample.conductances.values
    let noise = noise(sample.network, 0.01)
    let deviations = noise.deviations(mean)
    func read(_ number: Int) -> [Double] {
      zip(noise.read(mean, deviations, .look(pass: 0, sample: number)).joined(), mean.joined()).map {
        ($0 - $1) / (0.01 * $1)
      }
    }
    let reads = (0..<200).map { read($0) }
    #expect(Set(reads[0]).count == reads[0].count && reads[0] == read(0))
    let devices = reads[0].count
    let all = Double(200 * devices)
    let variance = reads.joined().reduce(0) { $0 + $1 * $1 } / all
    #expect(abs(variance - 1) < 5 * (2 / all).squareRoot())
    // Neighbours in the chip and in time are not correlated.
    var (inChip, inTime) = (0.0, 0.0)
    for n in 1..<200 {
      for i in 1..<devices {
        inChip += reads[n][i] * reads[n][i - 1]
        inTime += reads[n][i] * reads[n - 1][i]
      }
    }
    #expect(abs(inChip) < 5 * all.squareRoot() && abs(inTime) < 5 * all.squareRoot())
    let others: [DeviceNoise.Read] = [
      .look(pass: 1, sample: 0), .learning(update: 0, sample: 0, isCopy: false),
      .learning(update: 0, sample: 0, isCopy: true),
    ]
    #expect(
      Set(
        others.map { noise.read(mean, deviations, $0) } + [
          noise.read(mean, deviations, .look(pass: 0, sample: 0))
        ]
      ).count == 4)
  }

  /// A margin m between two nodes is turned over with Q(m/√(s₁² + s₂²)), s of the test above; no number depends on threads.
  @Test func evaluationsMeetOtherDevicesAtEverySample() {
    let network = ResistiveNetwork(
      input: InputLayer(shape: [1], encoding: .complementary, fullScale: Voltage(si: 0.2)), bias: nil,
      hidden: [], output: OutputLayer(classes: 2, encoding: .single, target: Voltage(si: 0.02)),
      nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 1), forwardVoltage: .zero),
      conductanceRange: Conductance(si: 1e-6)...Conductance(si: 1e-4))
    let conductances = Conductances(connections: [
      ConductanceMatrix(rows: 2, columns: 2, siemens: [30.5e-6, 29.5e-6, 29.5e-6, 30.5e-6])
    ])
    let count = 20_000
    let samples = Samples(
      valueCount: 1, values: [Double](repeating: 1, count: count), labels: [Int](repeating: 0, count: count))
    func evaluation(_ pass: Int, threads: Int) -> Evaluation {
      Evaluation(
        ResistiveModel(network), conductances, samples,
        relaxation: Relaxation(tolerance: 1e-12, maximumSweeps: 10), noise: noise(network, 0.02), pass: pass,
        threads: threads)
    }
    let found = evaluation(0, threads: 1)
    // ±0.2 V across about 30 µS each: s = 0.02 · 30 µS · 0.2 V · √2 / 60 µS = 2.83 mV a node, the margin is 6.67 mV.
    let spread = 2.0.squareRoot() * 0.02 * 30e-6 * 0.2 * 2.0.squareRoot() / 60e-6
    let expected: Double = 0.5 * erfc(0.4 / 60 / spread / 2.0.squareRoot())
    let share = Double(found.errors) / Double(count)
    #expect(abs(share - expected) < 4 * (expected / Double(count)).squareRoot() + 0.03 * expected)
    #expect(found == evaluation(0, threads: 2))
    #expect(found.predictions != evaluation(1, threads: 1).predictions)
  }

  /// Both phases of a sample find the same devices: the gradient is the exact one of the devices that were found.
  @Test func phasesShareTheirDevices() throws {
    let sample = Sample(seed: 14, law: 0.3, output: .differential, hidden: [HiddenLayer(units: 5, gain: 2)])
    let noise = noise(sample.network, 0.2)
    let rule = EquilibriumPropagation(.equilibriumPropagation(.centered, nudge: 1e-6))
    let engine = ExactEngine(
      sample.model, relaxation: Relaxation(tolerance: 1e-14, maximumSweeps: 4000),
      chip: LearningChip(circuits: LearningCircuits(classes: 3), noise: noise))
    let input = TargetedInput(values: sample.inputs, target: 1)
    func learned(_ update: Int) throws -> Conductances {
      var parameters = sample.conductances
      return try engine.learn(rule.plan(minibatch: 0), &parameters, batch: [input], number: update) { _, _ in
      }
      .gradient
    }
    var seen = sample.conductances
    seen.values = noise.read(
      seen.values, noise.deviations(seen.values),
      .learning(update: 4, sample: 0, isCopy: false))
    let plain = ExactEngine(sample.model, relaxation: Relaxation(tolerance: 1e-14, maximumSweeps: 4000))
    let expected = try plain.gradient(
      rule.plan(minibatch: 0), seen, batch: [input]
    ).gradient
    #expect(try learned(4) == expected)
    #expect(try learned(5) != expected)
  }

  /// Of the driven rows' devices a node knows two sums, drawn as a number a device would give them: with the same variances
  /// and the same covariance, whatever the drivers' errors; and nothing else of a relaxation is different.
  @Test func sumsHaveTheDistributionOfTheirDevices() throws {
    let sample = Sample(
      seed: 21, law: nil, output: .differential, hidden: [HiddenLayer(units: 3, gain: 2)])
    var network = sample.network
    network.mismatch = NeuronMismatch(noneOf: network.fabric)
    network.mismatch?.inputOffsets = (0..<network.input.rowCount).map { 0.01 * Double($0 % 3) - 0.01 }
    let model = ResistiveModel(network)
    let devices = NoisyDevices(noise(network, 0.1), sample.conductances)
    let mean = model.prepare(sample.conductances)
    let plain = model.drive(sample.inputs, mean).plus
    let rows = network.inputRows(sample.inputs) + [0.3, -0.3]
    let count = 20_000
    // (δS², δS δP, δP²) of every node.
    func moments(_ prepared: (DeviceRead<Conductances>) -> ResistiveModel.Prepared) -> [[Double]] {
      var sums = [[Double]](repeating: [0, 0, 0], count: 3)
      for number in 0..<count {
        let read = prepared(devices.read(.look(pass: 0, sample: number)))
        let drive = model.drive(sample.inputs, read).plus
        for j in 0..<3 {
          let (s, p) = (read.columnSums[j] - mean.columnSums[j], drive[j] - plain[j])
          for (m, value) in [s * s, s * p, p * p].enumerated() { sums[j][m] += value / Double(count) }
        }
      }
      return sums
    }
    let summed = moments { model.prepare($0, near: mean) }
    let single = moments { model.prepare($0.parameters) }
    for j in 0..<3 {
      var (a, b, c) = (0.0, 0.0, 0.0)
      for (i, r) in rows.enumerated() {
        let variance = pow(0.1 * sample.conductances.connections[0].siemens[3 * i + j], 2)
        (a, b, c) = (a + variance, b + variance * r, c + variance * r * r)
      }
      // Standard errors of the mean of n products of normal numbers.
      let errors = [2 * a * a, a * c + b * b, 2 * c * c].map { ($0 / Double(count)).squareRoot() }
      for (m, expected) in [a, b, c].enumerated() {
        #expect(abs(summed[j][m] - expected) < 5 * errors[m])
        #expect(abs(single[j][m] - expected) < 5 * errors[m])
      }
    }
    // The devices of the other connection are drawn one by one, and the same ones.
    let read = devices.read(.look(pass: 0, sample: 7))
    let seen = model.prepare(read, near: mean)
    #expect(seen.conductances.connections[1] == read.parameters.connections[1])
    #expect(seen.columnSums[3...] == model.prepare(read.parameters).columnSums[3...])
  }

  /// A device whose noise may be more than itself is drawn by itself, and never below 0.
  @Test func largeNoiseIsDrawnByTheDevice() {
    let sample = Sample(seed: 22, law: nil, output: .single, hidden: [])
    let devices = NoisyDevices(noise(sample.network, 0.4), sample.conductances)
    #expect(devices.inputVariances == nil)
    let read = devices.read(.look(pass: 0, sample: 1))
    let model = sample.model
    let seen = model.prepare(read, near: model.prepare(sample.conductances))
    #expect(seen.conductances == read.parameters && seen.inputNoise == nil)
    #expect(read.parameters.values.joined().contains(0))
  }

  /// With wires the noise is added to the operators: what is missing is the loss of the wires times the noise.
  @Test func noiseBehindWires() throws {
    var technology = try TechnologyLibrary().load("leti-hfo2-130")
    technology.device = try TechnologyLibrary().load("ideal").device
    let sample = Sample(
      seed: 15, law: nil, output: .differential, hidden: [HiddenLayer(units: 6, gain: 2)])
    let chip = Chip(
      name: "c", fabric: sample.network.fabric, technology: technology,
      tileShape: TileShape(rows: 8, columns: 4))
    let model = try WiredModel(sample.network, chip, factor: 30)
    func outputs(_ prepared: WiredModel.Prepared) -> [Double] {
      var state = model.restingState()
      let drive = model.drive(sample.inputs, prepared)
      _ = Relaxation(tolerance: 1e-13, maximumSweeps: 4000).run(model, &state, drive, prepared, nudge: nil)
      return model.readings(of: state).nodes
    }
    let noise = noise(sample.network, 0.02)
    let mean = sample.conductances
    let prepared = model.prepare(mean)
    let plain = outputs(prepared)
    let ideal = sample.model.readings(of: sample.equilibrium().state).nodes
    var (largest, missed, loss) = (0.0, 0.0, 0.0)
    for number in 0..<5 {
      let read = NoisyDevices(noise, mean).read(.look(pass: 0, sample: number))
      let (exact, near) = (
        outputs(model.prepare(read.parameters)), outputs(model.prepare(read, near: prepared))
      )
      for j in exact.indices {
        largest = max(largest, abs(exact[j] - plain[j]))
        missed = max(missed, abs(near[j] - exact[j]))
        loss = max(loss, abs(ideal[j] - plain[j]))
      }
    }
    // The wires matter, the noise too, and the approximation keeps most of it.
    #expect(loss > 1e-4 && largest > 1e-4)
    #expect(missed < 0.15 * largest, "\(missed) of \(largest), wires \(loss)")
  }
}

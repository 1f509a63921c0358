import Fabrics
import Foundation
import Kernels
import Quantities
import Specification
import Testing

@testable import Activity
@testable import Datasets
@testable import Devices
@testable import Resistive

/// Chips whose neurons and learning circuits deviate.
@Suite struct MismatchTests {
  /// A sample network whose neurons all differ.
  private static func mismatched(_ sample: Sample) -> Sample {
    var sample = sample
    let philox = Philox(seed: 12)
    let network = sample.network
    func draw(_ kind: UInt32, _ layers: Int, _ value: (Double) -> Double) -> [[Double]] {
      (0..<layers).map { k in
        (0..<network.nodeCount(k)).map {
          value(philox.normals(SIMD4(UInt32($0), UInt32(k), kind, 99))[0])
        }
      }
    }
    sample.network.mismatch = NeuronMismatch(
      gainFactors: draw(0, network.hidden.count) { 1 + 0.05 * $0 },
      offsets: draw(1, network.connectionCount) { 0.005 * $0 },
      thresholds: draw(2, network.hidden.count) { 0.01 * $0 })
    return sample
  }

  @Test(arguments: Sample.all.map(mismatched)) func kirchhoffHolds(_ sample: Sample) {
    for beta in [nil, 4e-6, -4e-6] {
      var nudge = beta.map(sample.nudge)
      nudge?.factors = [0.9, 1.1, 1.05]
      let (state, report) = sample.equilibrium(nudge, tolerance: 1e-12)
      #expect(report.converged, "β \(beta ?? 0): \(report)")
      let nodes = sample.model.nodes(of: state)
      let residual = sample.network.residualCurrents(
        sample.conductances, inputs: sample.inputs, nodes: nodes, nudge: nudge)
      let scale = sample.conductances.connections.map { $0.siemens.reduce(0, +) }.reduce(0, +) * 0.4
      // The last digit of a node of about 10 mV that a rectifier holds is an error of its own.
      let rounding = 1e-17 * sample.network.rectifier.onConductance.si
      for current in residual.layers.flatMap({ $0 }) { #expect(abs(current) <= 2e-12 * scale + rounding) }
    }
  }

  @Test(arguments: Sample.all.filter { $0.network.hidden.allSatisfy { $0.gain == 1 } })
  func offsetsAndThresholdsKeepTheGradientExact(_ sample: Sample) throws {
    var sample = Self.mismatched(sample)
    let hidden = sample.network.hidden
    // An offset of the reading is not part of the energy, and gains that differ have none.
    sample.network.mismatch?.gainFactors = hidden.map { [Double](repeating: 1, count: $0.units) }
    sample.network.mismatch?.offsets[hidden.count] = [Double](
      repeating: 0, count: sample.network.output.nodeCount)
    let gradient = try sample.gradient(.centered, nudge: 1e-9)
    for k in gradient.connections.indices {
      for index in [0, gradient.connections[k].siemens.count / 2] {
        let step = 1e-3 * sample.conductances.connections[k].siemens[index]
        var (above, below) = (sample.conductances, sample.conductances)
        above.connections[k].siemens[index] += step
        below.connections[k].siemens[index] -= step
        let difference = (sample.freeCost(above) - sample.freeCost(below)) / (2 * step)
        let size = gradient.connections[k].siemens.map(abs).max() ?? 0
        #expect(abs(gradient.connections[k].siemens[index] - difference) <= 1e-4 * size, "\(sample)")
      }
    }
  }

  @Test func aMismatchOfNothingIsNone() {
    for sample in Sample.all {
      var other = sample
      let network = sample.network
      other.network.mismatch = NeuronMismatch(
        gainFactors: network.hidden.map { [Double](repeating: 1, count: $0.units) },
        offsets: (0..<network.connectionCount).map { [Double](repeating: 0, count: network.nodeCount($0)) },
        thresholds: network.hidden.map { [Double](repeating: 0, count: $0.units) })
      let (a, b) = (sample.equilibrium().state, other.equilibrium().state)
      for (x, y) in zip(sample.model.nodes(of: a).layers.joined(), other.model.nodes(of: b).layers.joined()) {
        #expect(abs(x - y) <= 1e-14)
      }
    }
  }

  @Test func outputOffsetsAreRead() {
    var sample = Sample.all[1]
    let (state, _) = sample.equilibrium()
    let plain = sample.model.classValues(of: state)
    let network = sample.network
    sample.network.mismatch = NeuronMismatch(
      gainFactors: network.hidden.map { [Double](repeating: 1, count: $0.units) },
      offsets: network.hidden.map { [Double](repeating: 0, count: $0.units) }
        + [(0..<network.output.nodeCount).map { 0.001 * Double($0) }],
      thresholds: network.hidden.map { [Double](repeating: 0, count: $0.units) })
    for (c, pair) in zip(plain, sample.model.classValues(of: state)).enumerated() {
      let nodes = network.output.nodes(ofClass: c)
      let expected = 0.001 * Double(nodes.positive) - 0.001 * Double(nodes.negative ?? 0)
      #expect(abs(pair.1 - pair.0 - expected) <= 1e-15)
    }
  }

  @Test func readingsAreNoisyAndRoundedAsAsked() {
    let sample = Sample.all[1]
    let exact = sample.model.readings(of: sample.equilibrium().state)
    var circuits = LearningCircuits(classes: 3)
    #expect(circuits.isExact)
    circuits.readNoise = 0.01
    var deviations: [Double] = []
    for update in 1...400 {
      let seen = circuits.read(exact, sample: 0, phase: .minus, update: update)
      deviations += zip(seen.nodes, exact.nodes).map { $0 - $1 }
    }
    let mean = deviations.reduce(0, +) / Double(deviations.count)
    let variance = deviations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(deviations.count)
    // Five standard errors.
    #expect(abs(mean) < 5 * 0.01 / Double(deviations.count).squareRoot())
    #expect(abs(variance.squareRoot() / 0.01 - 1) < 5 / (2 * Double(deviations.count)).squareRoot())
    // The phases of a contrast and other samples are read with other noise.
    let first = circuits.read(exact, sample: 0, phase: .minus, update: 1)
    #expect(first != circuits.read(exact, sample: 0, phase: .plus, update: 1))
    #expect(first != circuits.read(exact, sample: 0, phase: .free, update: 1))
    #expect(first != circuits.read(exact, sample: 1, phase: .minus, update: 1))
    #expect(first == circuits.read(exact, sample: 0, phase: .minus, update: 1))
    circuits.readNoise = 0
    circuits.converter.step = 0.004
    for volts in circuits.read(exact, sample: 0, phase: .minus, update: 1).nodes {
      #expect(abs(volts / 0.004 - (volts / 0.004).rounded()) < 1e-9)
    }
  }
}

/// How exact the gradients of chips with unequal amplifiers are.
@Suite("Gradients of unequal amplifiers") struct GradientFidelityTests {
  /// A network whose amplifiers differ by a tenth in both directions.
  private static func unequal(_ hidden: [HiddenLayer], law: Double?, spread: Double = 0.1) -> Sample {
    var sample = Sample(seed: 21, law: law, output: .differential, hidden: hidden)
    let philox = Philox(seed: 5)
    func factors(_ kind: UInt32) -> [[Double]] {
      hidden.indices.map { k in
        (0..<hidden[k].units).map {
          1 + spread * philox.normals(SIMD4(UInt32($0), UInt32(k), kind, 98))[0]
        }
      }
    }
    sample.network.mismatch = NeuronMismatch(noneOf: sample.network.fabric)
    sample.network.mismatch?.gainFactors = factors(0)
    sample.network.mismatch?.reverseFactors = factors(1)
    return sample
  }

  private static func fidelity(_ sample: Sample) throws -> GradientFidelity {
    let samples = Samples(valueCount: sample.inputs.count, values: sample.inputs, labels: [1])
    return try #require(
      GradientFidelity(
        ResistiveModel(sample.network), sample.conductances, samples: samples))
  }

  @Test("equal amplifiers, of any reverse gain, measure the gradient", arguments: [nil, 0.35])
  func equal(_ law: Double?) throws {
    for hidden in [
      [HiddenLayer(units: 6, gain: 3, reverseGain: 1)],
      [HiddenLayer(units: 6, gain: 3, reverseGain: 2), HiddenLayer(units: 5, gain: 2, reverseGain: 1)],
    ] {
      for connection in try Self.fidelity(Self.unequal(hidden, law: law, spread: 0)).connections {
        #expect(connection.deviation < 1e-7 && connection.cosine > 1 - 1e-12)
      }
    }
  }

  @Test("the deviation is that from the finite differences of the cost", arguments: [nil, 0.35])
  func finiteDifferences(_ law: Double?) throws {
    let sample = Self.unequal(
      [HiddenLayer(units: 6, gain: 3, reverseGain: 2), HiddenLayer(units: 5, gain: 2, reverseGain: 1)],
      law: law)
    let found = try Self.fidelity(sample).connections
    // The chip's contrast: the engine's own, of an energy with the nominal scales.
    let contrast = try sample.gradient(.centered, nudge: 1e-9)
    for (k, matrix) in sample.conductances.connections.enumerated() {
      var (square, difference) = (0.0, 0.0)
      for index in matrix.siemens.indices {
        let step = 1e-3 * matrix.siemens[index]
        var (above, below) = (sample.conductances, sample.conductances)
        above.connections[k].siemens[index] += step
        below.connections[k].siemens[index] -= step
        let slope = (sample.freeCost(above) - sample.freeCost(below)) / (2 * step)
        square += slope * slope
        let miss = contrast.connections[k].siemens[index] - slope
        difference += miss * miss
      }
      let expected = (difference / square).squareRoot()
      // The last connection hardly knows of it: the loop is weak.
      #expect(expected > (k < 2 ? 0.01 : 1e-5), "\(k)")
      #expect(abs(found[k].deviation / expected - 1) < 0.01, "\(k): \(found[k]) \(expected)")
    }
  }

  @Test("one hidden layer is off by the ratios of its own amplifiers alone")
  func oneLayer() throws {
    var sample = Self.unequal([HiddenLayer(units: 6, gain: 3, reverseGain: 1)], law: nil)
    let found = try Self.fidelity(sample).connections
    #expect(found[0].deviation > 0.03 && found[1].deviation < 1e-7)
    // A mirror that is off as its amplifier is keeps the ratio.
    let factors = try #require(sample.network.mismatch?.gainFactors)
    sample.network.mismatch?.reverseFactors = factors
    for connection in try Self.fidelity(sample).connections { #expect(connection.deviation < 1e-7) }
  }
}

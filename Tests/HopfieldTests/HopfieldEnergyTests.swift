import Foundation
import Kernels
import Specification
import Testing

@testable import Hopfield
@testable import Learning

/// What relaxations promise about the energy, which is written down without the engine.
@Suite("Hopfield energy") struct HopfieldEnergyTests {
  private static let average = Pooling(kind: .average, window: Window(size: 2, stride: 2))
  private static let max = Pooling(kind: .max, window: Window(size: 2, stride: 2))
  private static let overlapping = Pooling(kind: .max, window: Window(size: 3, stride: 2))
  private static let bounded = Activations.all.filter {
    $0.state(drive: 1e6).isFinite && $0.state(drive: 1e6) < 1e3
  }

  private static func samples(_ activation: String) -> [HopfieldSample] {
    let map = FeatureShape(channels: 2, height: 4, width: 5)
    return [
      HopfieldSample(
        "dense \(activation)", hidden: [.dense(7), .dense(5)], activation: activation, scale: 1.5),
      HopfieldSample(
        "average \(activation)", input: map, hidden: [.convolution(3, average), .convolution(4)],
        activation: activation),
      HopfieldSample(
        "max \(activation)", input: map,
        hidden: [.convolution(3), .convolution(4, max), .convolution(3, kernel: 2, padding: 1, overlapping)],
        activation: activation),
      HopfieldSample(
        "read-out \(activation)", input: map, hidden: [.convolution(3), .convolution(4, max)],
        activation: activation, output: nil),
      HopfieldSample(
        "average read-out \(activation)", input: map, hidden: [.convolution(3), .convolution(4, average)],
        activation: activation, output: nil),
      HopfieldSample(
        "skip \(activation)", hidden: [.dense(7), .dense(5), .dense(6)], activation: activation,
        skips: [(0, 2, .dense(5)), (1, 3, .dense(6)), (1, 4, .dense(3))], scale: 1.2),
    ]
  }

  /// States within the bounds of all activations.
  private func start(_ sample: HopfieldSample) -> [[Double]] {
    let philox = Philox(seed: 3)
    return sample.network.layers.enumerated().map { k, layer in
      (0..<layer.shape.count * sample.images.count).map {
        0.05 + 0.9 * philox.uniform(purpose: 96, stream: UInt32(k), index: UInt64($0))
      }
    }
  }

  /// Sum of E + β C of all samples.
  private func energy(_ sample: HopfieldSample, _ states: [[Double]], beta: Double) -> Double {
    sample.images.indices.reduce(0) { sum, row in
      let own = zip(states, sample.network.layers).map { values, layer in
        Array(values[row * layer.shape.count..<(row + 1) * layer.shape.count])
      }
      return sum + sample.energy(own, image: sample.images[row], label: sample.labels[row], beta: beta)
    }
  }

  @Test("An asynchronous sweep never raises it", arguments: bounded.map(\.name), [0.0, 0.4, -0.4])
  func fixedPointDescends(activation: String, beta: Double) throws {
    // Behind a max-pooling Φ is convex in the layer below, as the step needs it, only for states above 0.
    let isSigned = Activations.all.contains { $0.name == activation && $0.state(drive: -1) < 0 }
    for sample in Self.samples(activation) where !isSigned || !sample.hasMaxPooling {
      let states = sample.engine(Double.self).trace(
        sample.images, labels: sample.labels, beta == 0 ? .free : .spring(beta), from: start(sample),
        sweeps: 15)
      let energies = states.map { energy(sample, $0, beta: beta) }
      for (before, after) in zip(energies, energies.dropFirst()) {
        #expect(after <= before + 1e-12 * abs(before), "\(sample), β = \(beta)")
      }
      #expect(energies[1] < energies[0] - 1e-3, "\(sample): nothing moved")
    }
  }

  /// Binary states do not move by small steps: their internal ones do.
  @Test(
    "Small steps lower it in either order",
    arguments: Activations.all.filter { !$0.isBinary }.map(\.name), RelaxationOrder.allCases)
  func gradientDescends(activation: String, order: RelaxationOrder) throws {
    for sample in Self.samples(activation) {
      for beta in [0, 0.4] {
        let states = sample.engine(Double.self, .gradient, order, step: 0.05).trace(
          sample.images, labels: sample.labels, beta == 0 ? .free : .spring(beta), from: start(sample),
          sweeps: 12)
        let energies = states.map { energy(sample, $0, beta: beta) }
        for (before, after) in zip(energies, energies.dropFirst()) {
          #expect(after < before, "\(sample), β = \(beta)")
        }
      }
    }
  }

  @Test("It rests where s = σ(∂Φ/∂s)", arguments: bounded.map(\.name), RelaxationMethod.allCases)
  func restsAtFixedPoints(activation: String, method: RelaxationMethod) throws {
    // Φ is linear in every state, so that its derivatives are differences; a max-pooling would have kinks.
    for sample in Self.samples(activation) where !sample.hasMaxPooling {
      let engine = sample.engine(Double.self, method)
      let end = try #require(
        engine.trace(sample.images, labels: sample.labels, .free, from: start(sample), sweeps: 400).last)
      var states = zip(end, sample.network.layers).map { Array($0[..<$1.shape.count]) }
      let base = sample.primitive(states, image: sample.images[0])
      for (k, layer) in sample.network.layers.enumerated() {
        for i in 0..<layer.shape.count {
          let s = states[k][i]
          states[k][i] = s + 1
          let drive = sample.primitive(states, image: sample.images[0]) - base
          states[k][i] = s
          #expect(abs(s - layer.activation.state(drive: drive)) < 1e-9, "\(sample), layer \(k + 1)")
        }
      }
    }
  }

  @Test("A phase ends at its tolerance, and says so when it does not", arguments: [1, 2])
  func tolerance(threads: Int) throws {
    let sample = Self.samples("tanh")[0]
    func sums(_ sweeps: Int) -> EpochProgress {
      sample.engine(Double.self, tolerance: 1e-10, free: sweeps, nudged: sweeps, threads: threads).probe(
        sample.images, labels: sample.labels, .contrast(minus: .nudged(-0.1), plus: .nudged(0.1), span: 0.2)
      ).sums
    }
    #expect(sums(400).unconverged == 0 && sums(400).sweeps < 400)
    #expect(sums(2).unconverged == 2 && sums(2).sweeps == 4 && sums(2).phases == 2)
  }

  @Test("What one minibatch chose does not reach the next", arguments: RelaxationOrder.allCases)
  func forgetsChoices(order: RelaxationOrder) throws {
    let sample = HopfieldSample(
      "max", input: FeatureShape(channels: 2, height: 8, width: 8),
      hidden: [.convolution(4, Self.max), .convolution(5, Self.max), .convolution(3, Self.max)],
      activation: "hard-sigmoid", output: nil)
    func probe(_ engine: HopfieldEngine<Double>, _ images: [[Double]]) -> HopfieldProbe {
      engine.probe(
        images, labels: sample.labels, .contrast(minus: .nudged(-0.5), plus: .nudged(0.5), span: 1))
    }
    let used = sample.engine(Double.self, .fixedPoint, order, free: 3, nudged: 2)
    _ = probe(used, sample.images.map { $0.map { 1 - $0 } })
    let fresh = sample.engine(Double.self, .fixedPoint, order, free: 3, nudged: 2)
    let isSame = probe(used, sample.images).states == probe(fresh, sample.images).states
    #expect(isSame)
  }
}

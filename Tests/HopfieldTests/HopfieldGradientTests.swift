import Foundation
import Specification
import TestSupport
import Testing

@testable import Hopfield
@testable import Learning

/// Every rule's gradient against the exact one, and the exact one against finite differences.
@Suite("Hopfield gradients") struct HopfieldGradientTests {
  private static let average = Pooling(kind: .average, window: Window(size: 2, stride: 2))
  private static let max = Pooling(kind: .max, window: Window(size: 2, stride: 2))
  private static let map = FeatureShape(channels: 2, height: 4, width: 5)

  private static let samples = samples("hard-sigmoid") + samples("logistic") + samples("tanh")
  /// One activation each with a kink and without.
  private static let few = samples("hard-sigmoid") + samples("logistic")

  private static func samples(_ activation: String) -> [HopfieldSample] {
    // Under max-pooling, states below 0 let the relaxation jump between places for ever.
    let pooling = activation == "tanh" ? average : max
    return [
      HopfieldSample("dense \(activation)", hidden: [.dense(7), .dense(5)], activation: activation),
      HopfieldSample(
        "\(activation) outputs", hidden: [.dense(6)], activation: activation, output: activation),
      HopfieldSample(
        "average \(activation)", input: map, hidden: [.convolution(3, average), .convolution(4)],
        activation: activation),
      HopfieldSample(
        "pooling \(activation)", input: map,
        hidden: [.convolution(3), .convolution(4, kernel: 2, padding: 0, pooling)], activation: activation),
      HopfieldSample(
        "dense read-out \(activation)", hidden: [.dense(7), .dense(5)], activation: activation, output: nil),
      HopfieldSample(
        "map read-out \(activation)", input: map,
        hidden: [.convolution(3, stride: 2), .convolution(4, pooling)],
        activation: activation, output: nil),
      HopfieldSample(
        "skips \(activation)", hidden: [.dense(7), .dense(5), .dense(6)], activation: activation,
        skips: [(0, 2, .dense(5)), (1, 3, .dense(6)), (1, 4, .dense(3))], scale: 0.6),
      HopfieldSample(
        "map skip \(activation)", input: map, hidden: [.convolution(3), .convolution(4), .convolution(2)],
        activation: activation,
        skips: [(1, 3, .convolution(2)), (0, 3, .convolution(2, kernel: 1, padding: 0))],
        scale: 0.6),
    ]
  }

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    let norm = b.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot() / norm
  }

  @Test("Backprop is the derivative of the cost", arguments: samples)
  func backpropEqualsDifferences(sample: HopfieldSample) {
    let exact = sample.gradient(.adjoint)
    let largest = exact.map(abs).max() ?? 0
    #expect(largest > 1e-3)
    for (k, expected) in sample.differences(of: sample.freeCost) {
      #expect(abs(exact[k] - expected) < 1e-6 * largest, "parameter \(k): \(exact[k]), \(expected)")
    }
  }

  @Test("Backprop's sweeps in either order have one limit", arguments: few)
  func ordersAgree(sample: HopfieldSample) {
    let other = sample.engine(Double.self, .fixedPoint, .synchronous)
      .probe(sample.images, labels: sample.labels, .adjoint).gradients.flatMap { $0 }
    #expect(distance(other, sample.gradient(.adjoint)) < 1e-9)
  }

  private static func positive(_ beta: Double) -> GradientPlan {
    .contrast(minus: .free, plus: .nudged(beta), span: beta)
  }
  private static func negative(_ beta: Double) -> GradientPlan {
    .contrast(minus: .nudged(-beta), plus: .free, span: beta)
  }
  private static func centered(_ beta: Double) -> GradientPlan {
    .contrast(minus: .nudged(-beta), plus: .nudged(beta), span: 2 * beta)
  }

  @Test("Errors of equilibrium propagation fall with β as theory says", arguments: few)
  func errorsFall(sample: HopfieldSample) {
    let exact = sample.gradient(.adjoint)
    func error(_ plan: GradientPlan) -> Double { distance(sample.gradient(plan), exact) }
    for plan in [Self.positive, Self.negative] {
      let (wide, narrow) = (error(plan(0.01)), error(plan(0.005)))
      #expect(wide > 1e-5 && abs(wide / narrow - 2) < 0.1, "one-sided: \(wide), \(narrow)")
    }
    let (wide, narrow) = (error(Self.centered(0.02)), error(Self.centered(0.01)))
    #expect(wide < 1e-2 && abs(wide / narrow - 4) < 0.2, "centered: \(wide), \(narrow)")
    // What is odd in β cancels between the two signs.
    let mean = zip(sample.gradient(Self.positive(0.02)), sample.gradient(Self.negative(0.02))).map {
      ($0 + $1) / 2
    }
    #expect(distance(mean, sample.gradient(Self.centered(0.02))) < 1e-9)
  }

  @Test(
    "Complex nudges have errors of β^N",
    arguments: [
      HopfieldSample("dense tanh", hidden: [.dense(7), .dense(5)], activation: "tanh"),
      HopfieldSample("dense logistic", hidden: [.dense(7), .dense(5)], activation: "logistic"),
      HopfieldSample("tanh outputs", hidden: [.dense(7)], activation: "tanh", output: "tanh"),
      HopfieldSample(
        "average tanh", input: map, hidden: [.convolution(3), .convolution(4, average)], activation: "tanh"),
    ])
  func circle(sample: HopfieldSample) {
    let exact = sample.gradient(.adjoint)
    func error(_ radius: Double, _ points: Int) -> Double {
      distance(sample.gradient(.circle(radius: radius, points: points)), exact)
    }
    #expect(
      distance(sample.gradient(.circle(radius: 0.1, points: 2)), sample.gradient(Self.centered(0.1))) < 1e-9)
    #expect(abs(error(0.04, 2) / error(0.02, 2) - 4) < 0.2)
    #expect(abs(error(0.3, 4) / error(0.15, 4) - 16) < 4)
    #expect(abs(error(0.3, 3) / error(0.15, 3) - 8) < 2)
    #expect(error(0.1, 16) < 1e-10)
  }

  @Test("Held outputs contrast two energies", arguments: few.filter { $0.network.cost == .squaredError })
  func clamps(sample: HopfieldSample) {
    func contrast(_ share: Double) -> GradientPlan {
      .contrast(minus: .free, plus: .clamped(share: share), span: share)
    }
    // Contrastive Hebbian learning goes down J = min E with outputs at their targets − min E.
    func difference(_ parameters: [[Double]]) -> Double {
      var moved = sample
      moved.parameters = parameters
      let states = moved.engine(Double.self, tolerance: 1e-15).probe(
        sample.images, labels: sample.labels, contrast(1)
      ).states
      let count = sample.images.count
      let energies = (0..<2 * count).map { row in
        let own = zip(states, sample.network.layers).map { values, layer in
          Array(values[row * layer.shape.count..<(row + 1) * layer.shape.count])
        }
        return moved.energy(own, image: sample.images[row % count], label: 0, beta: 0)
      }
      return (energies[..<count].reduce(0, +) - energies[count...].reduce(0, +)) / Double(count)
    }
    let hebbian = sample.gradient(contrast(1))
    let largest = hebbian.map(abs).max() ?? 0
    for (k, expected) in sample.differences(of: difference) {
      #expect(abs(hebbian[k] - expected) < 1e-6 * largest, "parameter \(k): \(hebbian[k]), \(expected)")
    }
    // Coupled learning has a limit, which it reaches linearly.
    let shares = [0.04, 0.02, 0.01].map { sample.gradient(contrast($0)) }
    let (first, second) = (distance(shares[0], shares[1]), distance(shares[1], shares[2]))
    #expect(first > 1e-6 && abs(first / second - 2) < 0.2, "\(first), \(second)")
  }

  @Test("Continual updates are equilibrium propagation in the limit of small rates", arguments: few)
  func continual(sample: HopfieldSample) {
    let beta = 0.2
    /// How far all parameters moved, over −rate.
    func moved(_ rate: Double) -> [Double] {
      let engine = sample.engine(Double.self, free: 80, nudged: 50)
      let memory = engine.memory
      let sgd = SGD(OptimizerSpec(kind: Located(SGD.name, at: here)))
      var pairs = Array(zip(memory.operators.map { $0.weights }, memory.weightGradients))
      pairs += zip(memory.biases, memory.biasGradients)
      if let readout = memory.readout, let gradient = memory.readoutGradient {
        pairs += [(readout.weights, gradient.weights), (readout.biases, gradient.biases)]
      }
      let arrays = pairs.map { ParameterArray($0.0, $0.1, sgd, rate: rate) }
      engine.load(sample.images)
      engine.run { worker in
        var learner = HopfieldLearner(worker, sweeps: engine.sweeps) { worker, update in
          worker.update(arrays, IdealUpdate(), factor: 1, update: update)
        }
        learner.begin(samples: sample.images.count, labels: sample.labels, carrying: false, update: 1)
        try? learner.learn(.continual(nudge: beta))
      }
      return zip(memory.parameters.joined(), sample.parameters.joined()).map { ($0 - $1) / -rate }
    }
    let limit = sample.gradient(Self.positive(beta))
    let (coarse, fine) = (distance(moved(1e-5), limit), distance(moved(1e-6), limit))
    #expect(fine < 1e-3 && abs(coarse / fine - 10) < 1, "\(coarse), \(fine)")
  }

  @Test("A random sign is one of the two, in the same order for the same seed")
  func randomSign() {
    let rule = EquilibriumPropagation(.equilibriumPropagation(.randomSign, nudge: 0.1))
    let plans = (0..<64).map(rule.plan)
    let sample = Self.samples[0]
    #expect(plans.contains(Self.positive(0.1)) && plans.contains(Self.negative(0.1)))
    #expect(Set(plans.map { "\(sample.gradient($0, free: 20, nudged: 5))" }).count == 2)
  }
}

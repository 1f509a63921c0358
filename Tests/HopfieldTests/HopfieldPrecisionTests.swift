import Specification
import Testing

@testable import Hopfield
@testable import Learning

/// The float32 engine, with its Winograd convolutions and packed products, against the general one in float64.
@Suite("Hopfield precision") struct HopfieldPrecisionTests {
  private static let pools = [
    nil, Pooling(kind: .average, window: Window(size: 2, stride: 2)),
    Pooling(kind: .max, window: Window(size: 2, stride: 2)),
  ]

  /// Sides that are multiples of the 4 × 4 tiles and sides that are not, odd ones under pooling among them.
  private static let samples: [HopfieldSample] = pools.flatMap { pool in
    [(8, 8), (6, 10), (7, 5)].flatMap { height, width -> [HopfieldSample] in
      let name = "\(height) × \(width), \(pool.map { $0.kind.rawValue } ?? "no") pooling"
      let input = FeatureShape(channels: 2, height: height, width: width)
      return [
        HopfieldSample(
          name, input: input,
          hidden: [.convolution(16), .convolution(20, pool), .convolution(32), .dense(40)],
          activation: "hard-sigmoid", classes: 10, samples: 2, scale: 0.6),
        HopfieldSample(
          "\(name), read-out", input: input, hidden: [.convolution(32), .convolution(16, pool)],
          activation: "logistic", output: nil, classes: 10),
      ]
    }
  }

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    let scale = b.map(abs).max() ?? 0
    return zip(a, b).map { abs($0 - $1) }.max().map { $0 / scale } ?? 0
  }

  private func probe<Scalar: EngineScalar>(
    _ sample: HopfieldSample, _ scalar: Scalar.Type, threads: Int, _ plan: GradientPlan
  ) -> HopfieldProbe {
    sample.engine(scalar, free: 4, nudged: 3, threads: threads).probe(
      sample.images, labels: sample.labels, plan)
  }

  /// The network's share of float32's errors in a state, relative to the layer's largest: 10 u √n.
  ///
  /// u = 2⁻²⁴ is the unit roundoff. Whatever the order in which a processor adds the n products of a neuron, roundings of
  /// either sign leave about u √n of the sum (Higham and Mary, SIAM J. Sci. Comput. 41, A2815, 2019; n u at the very
  /// most). Winograd's F(4 × 4, 3 × 3) sums differences up to 10 times as large as the values: the rows of its Bᵀ have
  /// absolute sums of up to 4 + 5 + 1. Sweeps pass errors on, but contract.
  private func roundoff(_ network: HopfieldNetwork) -> Double {
    let terms = network.layers.indices.map { k in
      // What comes from below, and what comes back from above.
      network.couplings.reduce(0) { sum, coupling in
        guard coupling.to == k + 1 || coupling.from == k + 1 else { return sum }
        switch coupling.kind {
        case .dense: return sum + network.shape(coupling.to == k + 1 ? coupling.from : coupling.to).count
        case .convolution(let window, _):
          let other = network.shape(coupling.to == k + 1 ? coupling.from : coupling.to)
          return sum + window.size * window.size * other.channels
        }
      }
    }
    return 10 * 0x1p-24 * Double(terms.max() ?? 1).squareRoot()
  }

  /// How many times larger a layer's states are than their difference between two phases, which stand one after the
  /// other: what the difference of two rounded states magnifies their relative errors by.
  private func cancellation(_ states: [Double]) -> Double {
    let half = states.count / 2
    let difference = (0..<half).map { abs(states[$0] - states[half + $0]) }.max() ?? 0
    return (states.map(abs).max() ?? 0) / difference
  }

  @Test("Both widths agree to rounding", arguments: samples)
  func widths(sample: HopfieldSample) {
    let engine = sample.engine(Float.self)
    #expect(engine.memory.operators.contains { $0 is WinogradOperator })
    let error = roundoff(sample.network)
    let plans: [GradientPlan] = [
      .contrast(minus: .nudged(-0.5), plus: .nudged(0.5), span: 1), .adjoint,
    ]
    for plan in plans {
      let (single, double) = (
        probe(sample, Float.self, threads: 2, plan), probe(sample, Double.self, threads: 1, plan)
      )
      for (a, b) in zip(single.states, double.states) { #expect(distance(a, b) < error) }
      // The gradient of a coupling is a sum of products of two states of its layers. In a contrast one factor is the
      // difference of two states, each with its error; the input is the same in both and does not cancel.
      let isContrast = plan.kind == .springs
      let factors = [1] + double.states.map { isContrast ? 2 * cancellation($0) : 2 }
      let couplings = sample.network.couplings
      let layers = couplings.map { [$0.from, $0.to] } + sample.network.layers.indices.map { [$0 + 1] }
      for (k, (a, b)) in zip(single.gradients, double.gradients).enumerated() {
        // Behind them stands a read-out, which sees the last free states alone.
        let bound = error * (k < layers.count ? layers[k].map { factors[$0] }.max() ?? 0 : 2)
        // A kernel that takes a wrong value is off by a good part of the largest gradient.
        #expect(bound < 0.1)
        #expect(distance(a, b) < bound, "gradient \(k) of \(plan.kind)")
      }
      #expect(abs(single.sums.cost / double.sums.cost - 1) < 2 * error)
    }
  }

  /// Images of two uniform halves and a uniform square: all windows inside them are ties of four equal sums.
  private static let uniform: [HopfieldSample] = [3, 5].map { kernel in
    let pool = Pooling(kind: .max, window: Window(size: 2, stride: 2))
    var sample = HopfieldSample(
      "uniform images, kernels of \(kernel)", input: FeatureShape(channels: 1, height: 16, width: 16),
      hidden: [
        .convolution(16), .convolution(32, kernel: kernel, padding: kernel / 2, pool),
        .convolution(32, kernel: kernel, padding: kernel / 2, pool), .dense(20),
      ], activation: "hard-sigmoid", classes: 10, samples: 2, scale: 1)
    sample.images = (0..<2).map { image in
      (0..<16 * 16).map { place in
        let (y, x) = (place / 16, place % 16)
        if (4..<10).contains(y), (2..<8).contains(x) { return image == 0 ? 1 : 0.7 }
        return x < 9 ? 0.3 : 0.1 * Double(image)
      }
    }
    return sample
  }

  /// Without a rule for what rounding makes of equal values float32 chose by chance, and the gradients of the first layers
  /// were others altogether.
  @Test("Both widths choose the same of equal values under max-pooling", arguments: uniform)
  func ties(sample: HopfieldSample) {
    // Few free sweeps: values that come near each other without being equal are not told apart by float32 either. The adjoint
    // keeps the places that the free states have chosen.
    func probe<Scalar: EngineScalar>(_ scalar: Scalar.Type) -> HopfieldProbe {
      sample.engine(scalar, free: 2, nudged: 6).probe(sample.images, labels: sample.labels, .adjoint)
    }
    let (error, single, double) = (roundoff(sample.network), probe(Float.self), probe(Double.self))
    for (a, b) in zip(single.states, double.states) { #expect(distance(a, b) < error) }
    for (k, (a, b)) in zip(single.gradients, double.gradients).enumerated() {
      #expect(b.contains { $0 != 0 } && distance(a, b) < 2 * error, "gradient \(k): \(distance(a, b))")
    }
  }

  @Test("Any number of threads gives the same bits", arguments: samples.prefix(2) + samples.suffix(2))
  func threads(sample: HopfieldSample) {
    for plan in [GradientPlan.contrast(minus: .free, plus: .nudged(0.5), span: 0.5), .adjoint] {
      let probes = (1...4).map { probe(sample, Float.self, threads: $0, plan) }
      for other in probes.dropFirst() {
        let isSame =
          other.states == probes[0].states && other.gradients == probes[0].gradients
          && other.sums.cost == probes[0].sums.cost
        #expect(isSame)
      }
    }
  }

  @Test("Packed products serve the layers that fill whole vectors")
  func packed() {
    let sample = HopfieldSample(
      "dense", input: FeatureShape(channels: 64), hidden: [.dense(48), .dense(33)],
      activation: "hard-sigmoid",
      samples: 5)
    let operators = sample.engine(Float.self).memory.operators
    #expect(operators.first is DenseOperator<Float>, "the input's product is taken once an update")
    #expect(operators.dropFirst().allSatisfy { $0 is PackedDenseOperator })
    let plan = GradientPlan.contrast(minus: .nudged(-0.5), plus: .nudged(0.5), span: 1)
    let (single, double) = (
      probe(sample, Float.self, threads: 3, plan), probe(sample, Double.self, threads: 2, plan)
    )
    let error = roundoff(sample.network)
    for (a, b) in zip(single.states, double.states) { #expect(distance(a, b) < error) }
    let cancelled = 2 * (double.states.map(cancellation).max() ?? 0)
    #expect(error * cancelled < 0.1)
    for (a, b) in zip(single.gradients, double.gradients) { #expect(distance(a, b) < error * cancelled) }
  }
}

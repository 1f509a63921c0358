import Networks
import Specification
import Testing

@testable import Simulation

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

  @Test("Both widths agree to rounding", arguments: samples)
  func widths(sample: HopfieldSample) {
    let engine = sample.engine(Float.self)
    #expect(engine.memory.operators.contains { $0 is WinogradOperator })
    let plans: [GradientPlan] = [
      .contrast(minus: .spring(-0.5), plus: .spring(0.5), span: 1), .adjoint,
    ]
    for plan in plans {
      let (single, double) = (
        probe(sample, Float.self, threads: 2, plan), probe(sample, Double.self, threads: 1, plan)
      )
      // A contrast is a difference of states, which are close to each other far from the output.
      let bound = plan.kind == .springs ? 2e-4 : 1e-5
      for (a, b) in zip(single.states, double.states) { #expect(distance(a, b) < 1e-5) }
      do {
        let u = 0x1p-24
        let half = double.states.map { $0.count / 2 }
        let m = zip(double.states, half).map { s, n -> Double in
          let d = (0..<n).map { abs(s[$0] - s[n + $0]) }.max() ?? 0
          return (s.map(abs).max() ?? 0) / d
        }
        let e = zip(single.states, double.states).map { (distance($0, $1) / u).rounded() }
        print("MEASURE", sample, plan.kind, "states/u", e, "m", m.map { $0.rounded() })
        for (k, (a, b)) in zip(single.gradients, double.gradients).enumerated() {
          print("MEASURE   gradient", k, (distance(a, b) / u * 10).rounded() / 10)
        }
      }
      for (k, (a, b)) in zip(single.gradients, double.gradients).enumerated() {
        #expect(distance(a, b) < bound, "gradient \(k) of \(plan.kind)")
      }
      #expect(abs(single.sums.cost / double.sums.cost - 1) < 1e-5)
    }
  }

  @Test("Any number of threads gives the same bits", arguments: samples.prefix(2) + samples.suffix(2))
  func threads(sample: HopfieldSample) {
    for plan in [GradientPlan.contrast(minus: .free, plus: .spring(0.5), span: 0.5), .adjoint] {
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
    let plan = GradientPlan.contrast(minus: .spring(-0.5), plus: .spring(0.5), span: 1)
    let (single, double) = (
      probe(sample, Float.self, threads: 3, plan), probe(sample, Double.self, threads: 2, plan)
    )
    for (a, b) in zip(single.states + single.gradients, double.states + double.gradients) {
      #expect(distance(a, b) < 1e-5)
    }
  }
}

import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing

@testable import Learning

@Suite struct OptimizerTests {
  private func spec(_ kind: String, _ options: [OptimizerOption: Double] = [:]) -> OptimizerSpec {
    OptimizerSpec(kind: Located(kind, at: here), options: options.mapValues { Located([$0], at: here) })
  }

  /// The parameters after each of some gradients.
  private func course<Scalar: BinaryFloatingPoint & SIMDScalar>(
    _ optimizer: any Optimizer, _ devices: any DeviceUpdate = IdealUpdate(), from start: [Scalar],
    gradients: [[Scalar]], rate: Scalar
  ) -> [[Scalar]] {
    var theta = start
    let slots = (0..<optimizer.slotCount).map { _ in
      let slot = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: start.count)
      slot.initialize(repeating: 0)
      return slot
    }
    defer { for slot in slots { slot.deallocate() } }
    return gradients.enumerated().map { t, gradient in
      var step = gradient
      theta.withUnsafeMutableBufferPointer { theta in
        step.withUnsafeMutableBufferPointer {
          optimizer.step($0, parameters: UnsafeBufferPointer(theta), slots: slots, rate: rate, update: t + 1)
          devices.apply(UnsafeBufferPointer($0), to: theta, slots: [], array: 0, update: t + 1)
        }
      }
      return theta
    }
  }

  private func expectEqual(_ found: [[Double]], _ expected: [[Double]], _ tolerance: Double = 1e-14) {
    #expect(found.count == expected.count)
    for (a, b) in zip(found.joined(), expected.joined()) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(a) and \(b)")
    }
  }

  @Test func descentByHand() throws {
    // Exact in binary, so without a tolerance.
    let plain = try Optimizers.make(spec("sgd"))
    #expect(plain.slotCount == 0)
    #expect(
      course(plain, from: [1.0, -2], gradients: [[4, 2], [-8, 0]], rate: 0.25) == [[0, -2.5], [2, -2.5]])
    // m: 4, then 2 + 6 = 8, then 4 + 0.
    let momentum = try Optimizers.make(spec("sgd", [.momentum: 0.5]))
    #expect(course(momentum, from: [10.0], gradients: [[4], [6], [0]], rate: 0.5) == [[8], [4], [2]])
    // g + θ/4: 1 + 2 = 3 and 1 + 1.25 = 2.25.
    let decay = try Optimizers.make(spec("sgd", [.weightDecay: 0.25]))
    #expect(course(decay, from: [8.0], gradients: [[1], [1]], rate: 1) == [[5], [2.75]])
    // Both: g = 1 + 2, m = 3, θ = 6.5; g = 1 + 1.625, m = 1.5 + 2.625.
    let both = try Optimizers.make(spec("sgd", [.weightDecay: 0.25, .momentum: 0.5]))
    #expect(course(both, from: [8.0], gradients: [[1], [1]], rate: 0.5) == [[6.5], [4.4375]])
  }

  /// Adam against the sums that its recursions stand for: m_t = (1 − β₁) Σ β₁^{t−i} g_i, v_t likewise.
  @Test func adamIsItsClosedForm() throws {
    let (b1, b2, epsilon, lambda, rate) = (0.8, 0.95, 1e-3, 0.1, 0.02)
    let adam = try Optimizers.make(
      spec("adam", [.beta1: b1, .beta2: b2, .epsilon: epsilon, .weightDecay: lambda]))
    #expect(adam.slotCount == 2)
    let sizes = [0.01, 0.1, 1, 10, 100]
    let gradients: [[Double]] = (0..<12).map { t in
      sizes.enumerated().map { i, size -> Double in size * sin(Double(3 * t + 7 * i)) }
    }
    let start = [0.5, -1, 2, 0, 3]
    let found = course(adam, from: start, gradients: gradients, rate: rate)
    var theta = start
    var slopes: [[Double]] = []
    let expected = gradients.map { gradient -> [Double] in
      slopes.append(zip(gradient, theta).map { $0 + lambda * $1 })
      let t = slopes.count
      for i in theta.indices {
        func mean(_ beta: Double, _ power: Double) -> Double {
          let weights = (1...t).map { pow(beta, Double(t - $0)) }
          let sum = zip(weights, slopes).reduce(0.0) { sum, pair in sum + pair.0 * pow(pair.1[i], power) }
          return sum / weights.reduce(0, +)
        }
        theta[i] -= rate * mean(b1, 1) / (mean(b2, 2).squareRoot() + epsilon)
      }
      return theta
    }
    expectEqual(found, expected, 1e-12)
    // The first step has the size of the rate, whatever the gradient's.
    let first = course(
      try Optimizers.make(spec("adam")), from: [0.0, 0], gradients: [[1e-3, -1e4]], rate: 0.5)
    expectEqual(first, [[-0.5, 0.5]], 1e-4)
  }

  /// A flip needs a persistent gradient against the sign of the weight.
  @Test func binaryWeightsFlip() throws {
    let flip = try Optimizers.make(spec("binary-flip", [.inertia: 0.5, .threshold: 0.6]))
    // m: 0.5, 0.75 (flips +), 0.875 (the weight is −: stays), −0.0625, −0.53, −0.77 (flips −).
    let found = course(
      flip, from: [0.25], gradients: [[1], [1], [1], [-1], [-1], [-1]], rate: 123)
    #expect(found == [[0.25], [-0.25], [-0.25], [-0.25], [-0.25], [0.25]])
    // A gradient along the sign never flips.
    #expect(course(flip, from: [0.25], gradients: [[-9], [-9]], rate: 1) == [[0.25], [0.25]])
  }

  /// A counter moves its weight by a level when it passes the threshold, and starts again; at an end it waits.
  @Test func levelsByHand() throws {
    let options: [OptimizerOption: Double] = [.levels: 5, .threshold: 2]
    let step = try Optimizers.make(spec("level-step", options)).fitted(to: .initial(1))
    // m: 1, 2.5 (down), −2.5 (up), 3 (down), 3 (down), 3 (at the end: 2), −1, −3 (up).
    let gradients: [[Double]] = [[1], [1.5], [-2.5], [3], [3], [3], [-3], [-2]]
    let expected: [[Double]] = [[0], [-0.5], [0], [-0.5], [-1], [-1], [-1], [-0.5]]
    #expect(course(step, from: [0.0], gradients: gradients, rate: 123) == expected)
    // A threshold is passed, not reached.
    #expect(course(step, from: [0.0], gradients: [[2], [0.5]], rate: 1) == [[0], [-0.5]])
    // A counter that forgets half: 1, 1.5, 1.75, never 2.
    let leaky = try Optimizers.make(spec("level-step", options.merging([.leak: 0.5]) { $1 }))
    #expect(
      course(leaky.fitted(to: .initial(1)), from: [0.0], gradients: [[1], [1], [1]], rate: 1).last == [0])
    // Levels of a device, which has no sign: 1, 2, 3, 4, 5.
    let device = step.fitted(to: .device(1...5))
    #expect(
      course(device, from: [3.0, 1], gradients: [[-3, 3], [-3, -3]], rate: 1) == [[4, 1], [5, 1]])
    #expect([0.2, 1.4, 1.6, 9].map(device.nearest) == [1, 1, 2, 5])
  }

  /// With two levels, λ = γ and τ = τ′/γ a counter flips a weight first when the running mean of binary-flip does.
  @Test func twoLevelsFlipAsBinaryOnes() throws {
    let flip = try Optimizers.make(spec("binary-flip", [.inertia: 0.25, .threshold: 0.3]))
    let step = try Optimizers.make(spec("level-step", [.levels: 2, .leak: 0.25, .threshold: 1.2]))
    let gradients = (0..<9).map { t in [0.9 * sin(Double(t)), 0.5, -0.7 * cos(Double(t))] }
    let a = course(flip, from: [1.0, 1, 1], gradients: gradients, rate: 1)
    let b = course(step.fitted(to: .initial(1)), from: [1.0, 1, 1], gradients: gradients, rate: 1)
    for i in 0..<3 { #expect(a.firstIndex { $0[i] < 0 } == b.firstIndex { $0[i] < 0 }) }
    #expect(a.contains { $0.contains { $0 < 0 } })
  }

  @Test func devicesStayInTheirRange() throws {
    let sgd = try Optimizers.make(spec("sgd"))
    let found = course(
      sgd, IdealUpdate(range: 0...1), from: [0.5, 0.5, 0.5], gradients: [[1, -1, 0.25]], rate: 1)
    #expect(found == [[0, 1, 0.25]])
  }

  /// Both scalars share the code.
  @Test(arguments: ["sgd", "adam", "binary-flip", "level-step"]) func floatFollowsDouble(_ kind: String)
    throws
  {
    let options: [String: [OptimizerOption: Double]] = [
      "sgd": [.momentum: 0.9, .weightDecay: 1e-3], "binary-flip": [.inertia: 0.1, .threshold: 0.05],
      "level-step": [.levels: 15, .threshold: 0.6],
    ]
    let optimizer = try Optimizers.make(spec(kind, options[kind] ?? [:]))
    let gradients = (0..<20).map { t in (0..<37).map { cos(Double(t * 5 + $0)) } }
    let start = (0..<37).map { Double($0 % 7) / 7 - 0.4 }
    let wide = course(optimizer, from: start, gradients: gradients, rate: 0.01)
    let narrow = course(
      optimizer, from: start.map { Float($0) }, gradients: gradients.map { $0.map { Float($0) } }, rate: 0.01)
    expectEqual(narrow.map { $0.map { Double($0) } }, wide, 1e-5)
  }

  @Test func schedulesByHand() {
    func factors(_ spec: ScheduleSpec?, decay: Double = 1) -> [Double] {
      let schedule = LearningRateSchedule(spec, decay: decay, epochs: 4)
      return (0..<5).map { schedule.factor(epoch: $0) }
    }
    #expect(factors(nil, decay: 0.5) == [1, 0.5, 0.25, 0.125, 0.0625])
    #expect(factors(.exponential(decay: 0.5)) == factors(nil, decay: 0.5))
    #expect(factors(.constant) == [1, 1, 1, 1, 1])
    #expect(factors(.step(every: 2, decay: 0.1)) == [1, 1, 0.1, 0.1, 0.1 * 0.1])
    let half = 0.5.squareRoot() / 2
    expectEqual([factors(.cosine(period: nil, floor: 0))], [[1, 0.5 + half, 0.5, 0.5 - half, 0]], 1e-15)
    expectEqual([factors(.cosine(period: 2, floor: 0.2))], [[1, 0.6, 0.2, 0.6, 1]], 1e-15)
  }

  @Test func badOptimizersAreRefusedAtTheirPlace() {
    func check(_ optimizer: OptimizerSpec, _ code: String, _ part: String, suggestion: String? = nil) {
      let error = #expect(throws: DiagnosticsError.self) { try Optimizers.make(optimizer) }
      let found = error?.diagnostics ?? []
      #expect(found.map(\.code) == [code] && found.first?.location == here)
      #expect(found.first?.message.contains(part) == true && found.first?.suggestion == suggestion)
    }
    check(spec("adan"), "GD0423", "unknown optimizer 'adan'", suggestion: "adam")
    check(spec("sgd", [.beta1: 0.9]), "GD0424", "has no 'beta1'; it has momentum, weight-decay")
    check(spec("adam", [.momentum: 0.9]), "GD0424", "has no 'momentum'")
    check(spec("binary-flip", [.inertia: 0.1]), "GD0424", "needs 'threshold'")
  }
}

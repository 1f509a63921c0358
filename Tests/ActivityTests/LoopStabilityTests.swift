import Foundation
import Quantities
import Testing

@testable import Activity

@Suite("Poles of the loop through the amplifiers")
struct LoopStabilityTests {
  /// One node and its output, joined by one cell.
  private func pair(
    gain: Double, reverseGain: Double, lag: Double = 10e-9, reverseLag: Double = 4e-9, cell: Double = 0
  ) -> LoopCircuit {
    LoopCircuit(
      layers: [
        .init(
          conductances: [50e-6], capacitance: 0.5e-12,
          amplifier: .init(
            gain: gain, reverseGain: reverseGain, lag: lag, reverseLag: reverseLag, conductances: [20e-6],
            capacitance: 0), couplings: [20e-6]),
        .init(conductances: [60e-6], capacitance: 0.2e-12, amplifier: nil, couplings: []),
      ], cell: cell)
  }

  /// A trial with 300 fF at every node, run in ngspice too (Signals.md).
  private func table(
    gain: Double, reverseGain: Double, pole: Double, hidden: Int = 64, outputs: Int = 20,
    reverseLag: Double = 1
  ) -> LoopCircuit {
    var seed = UInt64(7)
    func next() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 1e-6 + 19.5e-6 * Double(seed >> 11) / Double(UInt64(1) << 53)
    }
    let first = (0..<hidden).map { _ in (0..<130).reduce(0) { sum, _ in sum + next() } }
    let couplings = (0..<hidden * outputs).map { _ in next() }
    let biases = (0..<outputs).map { _ in next() + next() }
    let lag = 1 / (2 * Double.pi * pole)
    return LoopCircuit(
      layers: [
        .init(
          conductances: first, capacitance: 300e-15,
          amplifier: .init(
            gain: gain, reverseGain: reverseGain, lag: lag, reverseLag: reverseLag * lag,
            conductances: (0..<hidden).map { couplings[$0 * outputs..<($0 + 1) * outputs].reduce(0, +) },
            capacitance: 0), couplings: couplings),
        .init(
          conductances: (0..<outputs).map { l in
            biases[l] + stride(from: l, to: couplings.count, by: outputs).reduce(0) { $0 + couplings[$1] }
          }, capacitance: 300e-15, amplifier: nil, couplings: []),
      ], cell: 0)
  }

  /// (C₁λ + D₁)(1 + τ_A λ)(1 + τ_B λ)(C₂λ + D₂) + A B (D_w (C₂λ + D₂) − g²) is 0 at every pole.
  @Test func characteristicPolynomialByHand() throws {
    for (gain, reverseGain) in [(4.0, 0.25), (8, 1), (16, 16), (200, 200)] {
      let circuit = pair(gain: gain, reverseGain: reverseGain)
      let poles = try #require(circuit.allPoles())
      #expect(poles.count == 4)
      // λ in 1/ns, siemens in uS, farads in fF.
      var coefficients = [0.0]
      for (at, factor) in [[50.0, 500], [1, 10], [1, 4], [60, 200]].enumerated() {
        let old = at == 0 ? [1.0] : coefficients
        coefficients = [Double](repeating: 0, count: old.count + 1)
        for (i, c) in old.enumerated() {
          coefficients[i] += c * factor[0]
          coefficients[i + 1] += c * factor[1]
        }
      }
      coefficients[0] += gain * reverseGain * (20 * 60 - 20 * 20)
      coefficients[1] += gain * reverseGain * 20 * 200
      for pole in poles {
        let (x, y) = (pole.real / circuit.time * 1e-9, pole.imaginary / circuit.time * 1e-9)
        var (re, im, size) = (0.0, 0.0, 0.0)
        for c in coefficients.reversed() { (re, im) = (re * x - im * y + c, re * y + im * x) }
        for (power, c) in coefficients.enumerated() {
          size += c * pow((x * x + y * y).squareRoot(), Double(power))
        }
        #expect((re * re + im * im).squareRoot() < 1e-9 * size)
      }
    }
  }

  /// Routh's criterion for one node before a load that stands still (C₂ → ∞), (C λ + D)(1 + τλ)² + A B D_w: with τ_n = C/D
  /// it is stable up to A B D_w/D = (τ_n + 2τ)(1/τ_n + 2/τ) − 1.
  @Test func limitByHand() throws {
    func loop(_ factor: Double) throws -> LoopStability {
      let (node, lag) = (0.5e-12 / 50e-6, 8e-9)
      let limit = (node + 2 * lag) * (1 / node + 2 / lag) - 1
      let circuit = LoopCircuit(
        layers: [
          .init(
            conductances: [50e-6], capacitance: 0.5e-12,
            amplifier: .init(
              gain: 10, reverseGain: factor * limit * 50e-6 / (10 * 20e-6), lag: lag, reverseLag: lag,
              conductances: [20e-6], capacitance: 0), couplings: [20e-6]),
          .init(conductances: [60e-6], capacitance: 1, amplifier: nil, couplings: []),
        ], cell: 0)
      return try #require(LoopStability(circuit))
    }
    let (below, above) = (try loop(0.999), try loop(1.001))
    #expect(above.slowest.rate.si > 0 && !above.isStable && above.sharpest.damping < 0)
    // The load's own pole, 16 ks, is the slowest of the stable one.
    #expect(below.isStable && below.sharpest.damping > 0 && below.sharpest.damping < 1e-3)
    #expect(abs(below.sharpest.quality * 2 * below.sharpest.damping - 1) < 1e-12)
  }

  /// Of the same trial: A B up to 32 is stable, 256 is not; time constants in ns and Q.
  @Test(
    arguments: [
      (4, 0.25, 1e8, 1.782, 0.56), (4, 1, 1e8, 1.980, 0.71), (4, 4, 1e8, 2.398, 1.29),
      (8, 4, 5e8, 4.644, 13.3),
      (16, 1, 5e8, 1.109, 2.52), (16, 16, 1e8, -2.125, 1.35), (16, 16, 5e8, -0.328, 1.68),
    ] as [(Double, Double, Double, Double, Double)])
  func referenceTable(_ gain: Double, _ reverse: Double, _ pole: Double, _ slowest: Double, _ quality: Double)
    throws
  {
    let loop = try #require(LoopStability(table(gain: gain, reverseGain: reverse, pole: pole)))
    #expect(loop.isStable == (gain * reverse <= 32) && loop.states == 64 * 3 + 20)
    // Its random numbers and its loads are others.
    let factor = loop.slowest.timeConstant.si * 1e9 / slowest
    #expect(factor > 0.6 && factor < 1.8, "\(loop)")
    if loop.isStable { #expect(abs(loop.sharpest.quality / quality - 1) < 0.5, "\(loop)") }
  }

  /// The rightmost poles by Arnoldi's method are those among all, in stable and unstable circuits.
  @Test(arguments: [(4, 0.25), (8, 1), (8, 4), (16, 16)] as [(Double, Double)])
  func arnoldiAgrees(_ gain: Double, _ reverse: Double) throws {
    for pole in [5e6, 5e8] {
      let circuit = table(gain: gain, reverseGain: reverse, pole: pole, outputs: 8, reverseLag: 0.3)
      let all = try #require(LoopStability(circuit))
      let some = try #require(LoopStability(circuit, mostStates: 0))
      #expect(all.method == .eigenvalues && some.method == .arnoldi)
      #expect(abs(some.slowest.rate / all.slowest.rate - 1) < 0.01, "\(some)\n\(all)")
      #expect(abs(some.sharpest.damping / all.sharpest.damping - 1) < 0.02, "\(some)\n\(all)")
    }
  }

  /// (K + σM) x of the solution is the right side; two hidden layers, one without amplifiers, and cells with capacitance.
  @Test func factorsSolve() throws {
    func values(_ count: Int, _ phase: Double) -> [Double] {
      (0..<count).map { 20e-6 * (1 + 0.7 * sin(Double($0) + phase)) }
    }
    for amplified in [[true, true], [true, false], [false, true]] {
      let couplings = [values(5 * 4, 0.3), values(4 * 3, 1)]
      let layers = (0..<3).map { k -> LoopCircuit.Layer in
        let (count, behind) = ([5, 4, 3][k], [4, 3, 0][k])
        let rows = (0..<count).map { i in
          k == 2 ? 0 : couplings[k][i * behind..<(i + 1) * behind].reduce(0, +)
        }
        return .init(
          conductances: zip(values(count, 2), rows).map { 10 * $0 + (k < 2 && amplified[k] ? 0 : $1) },
          capacitance: 0.3e-12,
          amplifier: k < 2 && amplified[k]
            ? .init(
              gain: 4, reverseGain: 0.7, lag: 5e-9, reverseLag: 2e-9, conductances: rows, capacitance: 0.1e-12
            )
            : nil, couplings: k < 2 ? couplings[k] : [])
      }
      let circuit = LoopCircuit(layers: layers, cell: 2e-15)
      let factors = try #require(LoopCircuit.Factors(circuit, shift: 1.7))
      let right = (0..<circuit.stateCount).map { cos(Double($0)) }
      let back = circuit.product(factors.solve(right), 1.7, 1)
      for (a, b) in zip(back, right) { #expect(abs(a - b) < 1e-11) }
    }
  }
}

import Foundation
import Specification
import Testing

@testable import Hopfield

/// Largest difference over the largest magnitude.
private func error(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  let scale = b.map(abs).max() ?? 0
  return zip(a, b).map { abs($0 - $1) }.max().map { $0 / max(scale, 1e-300) } ?? 0
}

@Suite("Hopfield engine")
struct HopfieldEngineTests {
  private func engine<Scalar: EngineScalar>(
    _ fixture: HopfieldFixture, _ scalar: Scalar.Type, threads: Int, method: RelaxationMethod = .fixedPoint
  ) -> HopfieldEngine<Scalar> {
    let engine = HopfieldEngine<Scalar>(
      fixture.network,
      relaxation: HopfieldRelaxation(
        method: method, order: fixture.order == "synchronous" ? .synchronous : .asynchronous, step: 1,
        tolerance: nil),
      sweeps: HopfieldSweeps(free: fixture.freeSweeps, nudged: fixture.nudgedSweeps),
      batch: fixture.images.count, phases: 2, threads: threads)
    engine.memory.parameters = fixture.parameters
    return engine
  }

  @Test("States and gradients are those of a float64 transcription", arguments: HopfieldFixture.names)
  func agreesWithNumpy(name: String) throws {
    let fixture = try HopfieldFixture(named: name)
    func check<Scalar: EngineScalar>(_ scalar: Scalar.Type, within bound: Double) {
      let engine = engine(fixture, scalar, threads: 2)
      #expect(engine.memory.parameters.map(\.count) == fixture.parameters.map(\.count))
      let probe = engine.probe(
        fixture.images, labels: fixture.labels,
        .contrast(minus: .nudged(-fixture.beta), plus: .nudged(fixture.beta), span: 2 * fixture.beta))
      for layer in probe.states.indices {
        let plus = fixture.phases.flatMap { $0.plus.states[layer] }
        let minus = fixture.phases.flatMap { $0.minus.states[layer] }
        #expect(error(probe.states[layer], plus + minus) < bound, "\(scalar) states of layer \(layer + 1)")
      }
      for (k, (ours, theirs)) in zip(probe.gradients, fixture.gradients).enumerated() {
        #expect(error(ours, theirs) < bound, "\(scalar) gradient \(k)")
      }
    }
    check(Double.self, within: 1e-12)
    check(Float.self, within: 1e-5)
  }
}

import Fabrics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets
@testable import Learning

/// The smallest energy model: E = ½ |s|² − s·W x, whose equilibrium is s = (W x + β y)/(1 + β).
private struct LinearUnits: EnergyModel {
  struct Weights: NetworkParameters { var values: [[Double]] }
  struct State: Sendable { var s: [Double] }
  struct Tangent: Sendable {
    var s: [Double]
    var values: [Double]
  }

  let layerCount = 1
  let inputCount: Int
  let classCount: Int
  var parameterRange: ClosedRange<Double>? { nil }
  var fingerprintText: String { "linear units \(inputCount) \(classCount)" }

  func initialParameters(_ value: (_ connection: Int, _ index: Int) -> Double) -> Weights {
    Weights(values: [(0..<inputCount * classCount).map { value(0, $0) }])
  }
  func prepare(_ parameters: Weights) -> Weights { parameters }
  /// W x, then x.
  func drive(_ inputs: [Double], _ prepared: Weights) -> [Double] {
    (0..<classCount).map { c in
      (0..<inputCount).reduce(0) { $0 + prepared.values[0][c * inputCount + $1] * inputs[$1] }
    } + inputs
  }
  func restingState() -> State { State(s: [Double](repeating: 0, count: classCount)) }
  func residual(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Weights, nudge: Nudge?)
    -> Double
  {
    if let nudge, nudge.isHolding { return 0 }
    return (0..<classCount).map { c in
      abs(drive[c] - state.s[c] + (nudge.map { $0.siemens * ($0.target[c] - state.s[c]) } ?? 0))
    }.max() ?? 0
  }
  func relax(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Weights, nudge: Nudge?) {
    for c in 0..<classCount {
      let beta = nudge?.siemens ?? 0
      if let nudge, nudge.isHolding {
        state.s[c] = nudge.target[c]
        continue
      }
      state.s[c] = (drive[c] + beta * (nudge?.target[c] ?? 0)) / (1 + beta)
    }
  }
  func energy(of state: State, inputs: [Double], _ prepared: Weights, nudge: Nudge?) -> Double {
    let drive = drive(inputs, prepared)
    return (0..<classCount).reduce(0) { $0 + state.s[$1] * (0.5 * state.s[$1] - drive[$1]) }
  }
  func checkNudge(_ beta: Double, _ prepared: Weights) throws {}
  func readings(of state: State) -> NodeReadings { NodeReadings(nodes: state.s, rows: state.s) }
  func classValues(of readings: NodeReadings) -> [Double] { readings.nodes }
  func cost(_ values: [Double], target: Target) -> Double {
    pull(values, target: target).reduce(0) { $0 + 0.5 * $1 * $1 }
  }
  func pull(_ values: [Double], target: Target) -> [Double] {
    zip(self.target(of: target), values).map { $0 - $1 }
  }
  func beta(_ strength: Double, _ prepared: Weights) -> Double { strength }
  func nudge(_ beta: Double, target: Target, free values: [Double]) -> Nudge {
    Nudge(conductance: Conductance(si: beta), target: self.target(of: target))
  }
  func classValues(of state: State) -> [Double] { state.s }
  func target(of target: Target) -> [Double] {
    switch target {
    case .label(let label): (0..<classCount).map { $0 == label ? 1 : 0 }
    case .vector(let values): values.map { 1 * $0 }
    }
  }
  func derivativeDifference(
    from minus: [State], to plus: [State], _ drives: [[Double]], scale: Double, threads: Int
  ) -> Weights {
    var result = [Double](repeating: 0, count: inputCount * classCount)
    for (k, drive) in drives.enumerated() {
      for c in 0..<classCount {
        for i in 0..<inputCount {
          result[c * inputCount + i] -= scale * (plus[k].s[c] - minus[k].s[c]) * drive[classCount + i]
        }
      }
    }
    return Weights(values: [result])
  }
  func derivativeDifference(
    from minus: [NodeReadings], to plus: [NodeReadings], around centers: [NodeReadings]?,
    _ drives: [[Double]],
    scale: Double, threads: Int
  ) -> Weights {
    derivativeDifference(
      from: minus.map { State(s: $0.nodes) }, to: plus.map { State(s: $0.nodes) }, drives, scale: scale,
      threads: threads)
  }
  func refresh(_ state: inout State) {}
  /// τ = y − s, since the energy's second derivative is 1.
  func restingTangent(at state: State, _ drive: [Double], _ prepared: Weights) -> Tangent {
    Tangent(s: state.s, values: state.s.map { _ in 0 })
  }
  func relax(tangent: inout Tangent, layer: Int, pull: [Double], _ prepared: Weights) -> (
    change: Double, size: Double
  ) {
    let old = tangent.values
    tangent.values = pull
    return (zip(old, tangent.values).map { abs($0 - $1) }.max() ?? 0, tangent.values.map(abs).max() ?? 0)
  }
  func derivative(along tangents: [Tangent], _ drives: [[Double]], scale: Double, threads: Int) -> Weights {
    let zero = State(s: [Double](repeating: 0, count: classCount))
    return derivativeDifference(
      from: tangents.map { _ in zero }, to: tangents.map { State(s: $0.values) }, drives, scale: scale,
      threads: threads)
  }
}

/// The learning code knows a model by its interface only: another energy learns with the same rule and trainer.
@Suite struct OtherModelTests {
  @Test func gradientOfAnotherEnergy() throws {
    let model = LinearUnits(inputCount: 3, classCount: 2)
    let weights = model.initialParameters { _, i in Double(i) / 4 - 0.5 }
    let x = [0.5, 1, 0.25]
    let s = Array(model.drive(x, weights).prefix(2))
    let engine = ExactEngine(model, relaxation: Relaxation(tolerance: 1e-12, maximumSweeps: 5))
    let plans: [(GradientPlan, Double)] = [
      (.contrast(minus: .free, plus: .nudged(0.2), span: 0.2), 1 / 1.2),
      (.contrast(minus: .nudged(-0.2), plus: .nudged(0.2), span: 0.4), 1 / (1 - 0.04)),
      // The stiffness of these outputs is 1, so held outputs give the same gradient.
      (.contrast(minus: .free, plus: .clamped(share: 0.3), span: 0.3), 1), (.adjoint, 1),
    ]
    for (plan, factor) in plans {
      let result = try engine.gradient(plan, weights, batch: [TargetedInput(values: x, target: 1)])
      #expect(result.unconverged == 0)
      for c in 0..<2 {
        for i in 0..<3 {
          // dC/dW = (s − y) x, times the known effect of a finite β.
          let exact = (s[c] - (c == 1 ? 1 : 0)) * x[i]
          #expect(abs(result.gradient.values[0][3 * c + i] - factor * exact) < 1e-12)
        }
      }
    }
  }

  @Test func trainerTrainsAnotherEnergy() throws {
    let patterns = [[0.9, 0.1], [0.2, 0.8]]
    let values: [Double] = (0..<40).flatMap { s -> [Double] in patterns[s % 2] + [Double(s % 5) / 5] }
    let samples = Samples(valueCount: 3, values: values, labels: (0..<40).map { $0 % 2 })
    let data = Dataset(name: "pairs", shape: [3], train: samples, test: samples)
    var settings = TrainingSettings.test(1, epochs: 20, batch: 4, rate: 0.2)
    settings.rule = .equilibriumPropagation(.centered, nudge: 0.1)
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("c")
    let trainer = try Trainer(
      model: LinearUnits(inputCount: 3, classCount: 2), data: data, settings: settings)
    var loop = trainer.loop()
    try loop.run(checkpoint: file)
    #expect(loop.history.last?.testError == 0)
    var again = loop
    try again.resume(from: file)
    #expect(again.history == loop.history && again.isFinished)
  }
}

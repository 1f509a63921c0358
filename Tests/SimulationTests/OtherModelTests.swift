import Foundation
import Networks
import Quantities
import Specification
import Testing

@testable import Simulation

/// The smallest energy model: E = ½ |s|² − s·W x, whose equilibrium is s = (W x + β y)/(1 + β).
private struct LinearUnits: EnergyModel {
  struct Weights: NetworkParameters { var values: [[Double]] }
  struct State: Sendable { var s: [Double] }

  let layerCount = 1
  let inputCount: Int
  let classCount: Int
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
    (0..<classCount).map { c in
      abs(drive[c] - state.s[c] + (nudge.map { $0.siemens * ($0.target[c] - state.s[c]) } ?? 0))
    }.max() ?? 0
  }
  func relax(layer: Int, of state: inout State, _ drive: [Double], _ prepared: Weights, nudge: Nudge?) {
    for c in 0..<classCount {
      let beta = nudge?.siemens ?? 0
      state.s[c] = (drive[c] + beta * (nudge?.target[c] ?? 0)) / (1 + beta)
    }
  }
  func energy(of state: State, inputs: [Double], _ prepared: Weights, nudge: Nudge?) -> Double {
    let drive = drive(inputs, prepared)
    return (0..<classCount).reduce(0) { $0 + state.s[$1] * (0.5 * state.s[$1] - drive[$1]) }
  }
  func checkNudge(_ siemens: Double, _ prepared: Weights) throws {}
  func classValues(of state: State) -> [Double] { state.s }
  func target(ofClass label: Int) -> [Double] { (0..<classCount).map { $0 == label ? 1 : 0 } }
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
  func descend(_ parameters: inout Weights, along gradient: Weights, rates: [Double]) {
    parameters.values = [zip(parameters.values[0], gradient.values[0]).map { $0 - rates[0] * $1 }]
  }
}

/// The learning code knows a model by its interface only: another energy learns with the same rule and trainer.
@Suite struct OtherModelTests {
  @Test func gradientOfAnotherEnergy() throws {
    let model = LinearUnits(inputCount: 3, classCount: 2)
    let weights = model.initialParameters { _, i in Double(i) / 4 - 0.5 }
    let x = [0.5, 1, 0.25]
    let s = Array(model.drive(x, weights).prefix(2))
    for (estimator, factor) in [(GradientEstimator.oneSided, 1 / 1.2), (.centered, 1 / (1 - 0.04))] {
      let rule = EquilibriumPropagation(
        estimator: estimator, nudge: Conductance(si: 0.2),
        relaxation: Relaxation(tolerance: 1e-12, maximumSweeps: 5))
      let result = try rule.gradient(model, weights, batch: [LabeledInput(values: x, label: 1)], threads: 1)
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
    settings.nudge = Conductance(si: 0.1)
    let folder = try ScratchFolder()
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

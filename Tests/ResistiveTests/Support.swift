import Diagnostics
import Fabrics
import Foundation
import Kernels
import Quantities
import Specification

@testable import Learning
@testable import Resistive

/// A random network with random conductances and one random input; everything follows from the seed.
struct Sample: CustomStringConvertible, Sendable {
  var network: ResistiveNetwork
  var conductances: Conductances
  var inputs: [Double]
  var description: String

  var model: ResistiveModel { ResistiveModel(network) }

  init(
    seed: UInt64, law: Double?, output: OutputEncoding, hidden: [HiddenLayer],
    input: InputEncoding = .complementary,
    bias: Double? = 0.3, forward: Double = 0, on: Double = 1e-2
  ) {
    let philox = Philox(seed: seed)
    network = ResistiveNetwork(
      input: InputLayer(shape: [2, 3], encoding: input, fullScale: Voltage(si: 0.4)),
      bias: bias.map { Voltage(si: $0) }, hidden: hidden,
      output: OutputLayer(classes: 3, encoding: output, target: Voltage(si: 0.05)),
      nonlinearityVoltage: law.map { Voltage(si: $0) },
      rectifier: Rectifier(onConductance: Conductance(si: on), forwardVoltage: Voltage(si: forward)),
      conductanceRange: Conductance(si: 1e-6)...Conductance(si: 1e-4))
    conductances = ResistiveModel(network).initialParameters { k, i in
      1e-6 + 99e-6 * philox.uniform(purpose: 90, stream: UInt32(k), index: UInt64(i))
    }
    inputs = (0..<6).map { max(0, 1.3 * philox.uniform(purpose: 91, stream: 0, index: UInt64($0)) - 0.3) }
    let gains = hidden.map { "\($0.units)×\($0.gain)" }.joined(separator: ",")
    description = "seed \(seed), v0 \(law ?? .infinity), \(output.rawValue), hidden [\(gains)], Vf \(forward)"
  }

  /// Every output encoding, with linear and sinh synapses, with and without amplifiers and forward voltage.
  static let all: [Sample] = OutputEncoding.allCases.flatMap { output in
    [nil, 0.35, 0.08].flatMap { law -> [Sample] in
      [
        Sample(seed: 1, law: law, output: output, hidden: []),
        Sample(seed: 2, law: law, output: output, hidden: [HiddenLayer(units: 5)]),
        Sample(
          seed: 3, law: law, output: output, hidden: [HiddenLayer(units: 7, gain: 4)], input: .single,
          forward: 0.02),
        Sample(
          seed: 4, law: law, output: output,
          hidden: [HiddenLayer(units: 6, gain: 2), HiddenLayer(units: 5, gain: 3)], bias: nil, on: 3e-4),
        Sample(
          seed: 7, law: law, output: output,
          hidden: [
            HiddenLayer(units: 5, gain: 2, rectifiers: .alternating),
            HiddenLayer(units: 6, rectifiers: .halves),
          ], forward: 0.01),
        // The library's ideal rectifier: 1 nOhm.
        Sample(seed: 6, law: law, output: output, hidden: [HiddenLayer(units: 6, gain: 2)], on: 1e9),
        Sample(
          seed: 5, law: law, output: output,
          hidden: [HiddenLayer(units: 4), HiddenLayer(units: 5, gain: 1.5), HiddenLayer(units: 3)],
          forward: 0.05),
      ]
    }
  }

  /// A nudge toward class 1, weak enough for a negative sign.
  func nudge(_ siemens: Double) -> Nudge {
    Nudge(conductance: Conductance(si: siemens), target: network.target(of: 1))
  }

  /// The equilibrium, to rounding.
  func equilibrium(
    _ nudge: Nudge? = nil, conductances: Conductances? = nil, from start: ResistiveModel.State? = nil,
    tolerance: Double = 1e-14
  ) -> (state: ResistiveModel.State, report: RelaxationReport) {
    let model = model
    let prepared = model.prepare(conductances ?? self.conductances)
    let drive = model.drive(inputs, prepared)
    var state = start ?? model.restingState()
    let report = Relaxation(tolerance: tolerance, maximumSweeps: 4000).run(
      model, &state, drive, prepared, nudge: nudge)
    return (state, report)
  }

  /// C of the free equilibrium for a target.
  func freeCost(_ conductances: Conductances) -> Double {
    let model = model
    let state = equilibrium(conductances: conductances).state
    return network.output.cost(model.classValues(of: state), target: 1)
  }

  /// EP gradient.
  func gradient(_ estimator: GradientEstimator, nudge: Double) throws -> Conductances {
    let rule = EquilibriumPropagation(.equilibriumPropagation(estimator, nudge: nudge))
    return try gradient(rule.plan(minibatch: 0))
  }

  /// The gradient of a plan.
  func gradient(_ plan: GradientPlan) throws -> Conductances {
    let engine = ExactEngine(model, relaxation: Relaxation(tolerance: 1e-14, maximumSweeps: 4000))
    return try engine.gradient(
      plan, conductances, batch: [TargetedInput(values: inputs, target: 1)]
    ).gradient
  }
}

/// A run to the settings' number of epochs.
extension FastTrainer {
  func loop() -> TrainingLoop<FastTrainer> { TrainingLoop(self, epochs: settings.epochs) }
  func trained() throws -> TrainingLoop<FastTrainer> {
    var loop = loop()
    try loop.run()
    return loop
  }
}

import Activity
import Datasets
import Designs
import Fabrics
import Kernels
import Learning
import Mapping
import Specification

/// The trained weights of a design with equilibria of samples under them.
package struct TrainedDesign: Sendable {
  /// The weights.
  package let conductances: Conductances
  /// Free equilibria of the first training samples; empty when the network has trained bias currents, which the exact
  /// engine does not know.
  package let trainingStates: [NodeVoltages]
  /// Free equilibria of the first test samples, and their targets.
  package let testStates: [(nodes: NodeVoltages, target: Target)]
  /// What the rule's nudges move under the initial and under the trained weights; nil for a rule that compares no two
  /// states, and with trained bias currents.
  package let startSignals, endSignals: SignalBudget?

  /// Products of conductances and voltages to spend on equilibria, and samples at most.
  private static let (work, most, least) = (4e10, 1000, 50)
  /// Sweeps that an equilibrium takes about, forward and back.
  private static let sweeps = 30.0

  /// Relaxes samples.
  /// - Parameters:
  ///   - biases: whether the network has trained bias currents.
  ///   - threads: nil for one a processor; the result does not depend on it.
  package init(
    _ design: ChipDesign, _ conductances: Conductances, hasBiasCurrents: Bool = false, data: Dataset,
    threads: Int? = nil
  ) {
    self.conductances = conductances
    guard !hasBiasCurrents else {
      (trainingStates, testStates, startSignals, endSignals) = ([], [], nil, nil)
      return
    }
    let each = Self.sweeps * Double(max(1, design.chip.deviceCount))
    let count = min(Self.most, max(Self.least, Int(Self.work / each / 2)))
    let model = design.network.model(of: nil)
    let relaxation = Relaxation(design.spec.training.relaxation.value)
    trainingStates = Self.states(data.train.prefix(count), model, conductances, relaxation, threads)
    let test = data.test.prefix(count)
    testStates = Self.states(test, model, conductances, relaxation, threads).enumerated().map {
      ($1, test.target($0))
    }
    startSignals = try? SignalBudget.start(of: design, data: data, threads: threads)
    endSignals = try? SignalBudget.of(design, conductances, data: data, threads: threads)
  }

  /// Free equilibria of samples, each from rest.
  private static func states(
    _ samples: Samples, _ model: some CircuitModel, _ conductances: Conductances, _ relaxation: Relaxation,
    _ threads: Int?
  ) -> [NodeVoltages] {
    let prepared = model.prepare(conductances)
    return Parallel.map(count: samples.count, threads: threads ?? Parallel.processorCount) { index in
      let drive = model.drive(samples.values(index), prepared)
      var state = model.restingState()
      _ = relaxation.run(model, &state, drive, prepared, nudge: nil)
      return model.nodes(of: state)
    }
  }
}

import Fabrics
import Kernels

/// The samples of a minibatch in continual-update equilibrium propagation: they relax in step, since they share the weights,
/// which move after every sweep of the nudged phase.
struct RelaxingSamples<Model: EnergyModel> {
  private let free: [ExactEngine<Model>.FreeState]
  private var states: [Model.State]
  private var reports: [RelaxationReport]
  private var total: [[Double]] = []
  private var steps = 0
  /// Whether all samples have settled, or no more sweeps are allowed.
  private(set) var isDone = false

  /// Samples in their free states.
  init(_ engine: ExactEngine<Model>, _ prepared: Model.Prepared, _ batch: [TargetedInput]) {
    free = Parallel.map(count: batch.count, threads: engine.threads) { engine.free(batch[$0], prepared) }
    states = free.map(\.state)
    reports = free.map { _ in RelaxationReport(sweeps: 0, residual: 0, converged: true) }
  }

  /// A sweep of every sample.
  /// - Returns: the gradient of the step.
  mutating func relax(
    _ engine: ExactEngine<Model>, _ parameters: Model.Parameters, _ batch: [TargetedInput],
    nudge strength: Double
  ) -> Model.Parameters {
    let (model, free, states) = (engine.model, free, states)
    let sweep = Relaxation(tolerance: engine.relaxation.tolerance, maximumSweeps: 1)
    let prepared = model.prepare(parameters)
    let moved = Parallel.map(count: batch.count, threads: engine.threads) { i in
      let drive = model.drive(batch[i].values, prepared)
      var state = states[i]
      model.refresh(&state)
      let report = sweep.run(
        model, &state, drive, prepared,
        nudge: model.nudge(strength, target: batch[i].target, free: free[i].values))
      return (state: state, drive: drive, report: report)
    }
    let gradient = model.derivativeDifference(
      from: states, to: moved.map(\.state), moved.map(\.drive),
      scale: 1 / (strength * Double(max(1, batch.count))), threads: engine.threads)
    total = steps == 0 ? gradient.values : zip(total, gradient.values).map { zip($0, $1).map(+) }
    steps += 1
    self.states = moved.map(\.state)
    reports = moved.map {
      RelaxationReport(sweeps: steps, residual: $0.report.residual, converged: $0.report.converged)
    }
    isDone = steps == engine.relaxation.maximumSweeps || reports.allSatisfy(\.converged)
    return gradient
  }

  /// The figures of all steps, with the sum of the gradients.
  func result(
    _ engine: ExactEngine<Model>, _ parameters: Model.Parameters, _ batch: [TargetedInput]
  ) -> BatchResult<Model.Parameters> {
    var sum = parameters
    sum.values = total
    var result = engine.result(sum, free, batch)
    for report in reports { result.add(report) }
    return result
  }
}

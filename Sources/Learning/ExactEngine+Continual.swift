import Fabrics
import Kernels
import Quantities

// Continual-update equilibrium propagation: the samples of a minibatch relax in step, since they share the weights.
extension ExactEngine {
  /// Free phase, then a nudged phase with an update after every sweep.
  func continual(
    nudge strength: Double, _ parameters: inout Model.Parameters, batch: [TargetedInput],
    update: (inout Model.Parameters, Model.Parameters) -> Void
  ) throws -> BatchResult<Model.Parameters> {
    var prepared = model.prepare(parameters)
    let free = Parallel.map(count: batch.count, threads: threads) { [prepared] in
      self.free(batch[$0], prepared)
    }
    var states = free.map(\.state)
    var drives = free.map(\.drive)
    var reports = free.map { _ in RelaxationReport(sweeps: 0, residual: 0, converged: true) }
    var total: [[Double]] = []
    let sweep = Relaxation(tolerance: relaxation.tolerance, maximumSweeps: 1)
    for step in 0..<relaxation.maximumSweeps {
      if step > 0 {
        prepared = model.prepare(parameters)
        drives = Parallel.map(count: batch.count, threads: threads) { [prepared] in
          model.drive(batch[$0].values, prepared)
        }
      }
      let moved = Parallel.map(count: batch.count, threads: threads) { [prepared, states, drives] i in
        var state = states[i]
        model.refresh(&state)
        let report = sweep.run(
          model, &state, drives[i], prepared,
          nudge: model.nudge(strength, target: batch[i].target, free: free[i].values))
        return (state: state, report: report)
      }
      let gradient = model.derivativeDifference(
        from: states, to: moved.map(\.state), drives, scale: 1 / (strength * Double(max(1, batch.count))),
        threads: threads)
      update(&parameters, gradient)
      total = step == 0 ? gradient.values : zip(total, gradient.values).map { zip($0, $1).map(+) }
      states = moved.map(\.state)
      for (i, sample) in moved.enumerated() {
        reports[i] = RelaxationReport(
          sweeps: step + 1, residual: sample.report.residual, converged: sample.report.converged)
      }
      if reports.allSatisfy(\.converged) { break }
    }
    var sum = parameters
    sum.values = total
    var result = result(sum, free, batch)
    for report in reports { result.add(report) }
    return result
  }
}

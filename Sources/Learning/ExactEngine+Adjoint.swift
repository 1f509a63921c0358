import Kernels

// The exact gradient of the cost at the free equilibrium.
//
// Under a spring of strength β the equilibrium obeys ∂E/∂s + c_out β ∂C/∂s = 0, so τ = ds/dβ at β = 0 solves the
// linear system (∂²E/∂s²) τ = −c_out ∂C/∂s. The matrix is symmetric: τ is the adjoint of the equilibrium's equations
// but for its sign, and dC/dθ = τ · ∂²E/∂s∂θ / c_out. It is relaxed layer by layer like the state.
extension ExactEngine {
  /// Mean dC/dθ of a minibatch.
  func adjoint(_ prepared: Model.Prepared, _ batch: [TargetedInput]) -> BatchResult<Model.Parameters> {
    let samples = Parallel.map(count: batch.count, threads: threads) { i in
      let free = free(batch[i], prepared)
      var tangent = model.restingTangent(at: free.state, free.drive, prepared)
      let report = relax(&tangent, pull: model.pull(free.values, target: batch[i].target), prepared)
      return (free: free, tangent: tangent, report: report)
    }
    let gradient = model.derivative(
      along: samples.map(\.tangent), samples.map(\.free.drive), scale: 1 / Double(max(1, batch.count)),
      threads: threads)
    var result = result(gradient, samples.map(\.free), batch)
    for sample in samples { result.add(sample.report) }
    return result
  }

  /// Sweeps until no value moves by more than the tolerance times the largest one.
  private func relax(
    _ tangent: inout Model.Tangent, pull: [Double], _ prepared: Model.Prepared
  ) -> RelaxationReport {
    let order = model.blocks.flatMap { $0 }
    var sweep = 0
    while true {
      var (change, size) = (0.0, 0.0)
      for k in order {
        let layer = model.relax(tangent: &tangent, layer: k, pull: pull, prepared)
        change = max(change, layer.change)
        size = max(size, layer.size)
      }
      sweep += 1
      let residual = size > 0 ? change / size : 0
      // In the first sweep the nudge has not come beyond the first layers.
      if (sweep >= model.layerCount && residual <= relaxation.tolerance) || sweep >= relaxation.maximumSweeps
      {
        return RelaxationReport(
          sweeps: sweep, residual: residual, converged: residual <= relaxation.tolerance)
      }
    }
  }
}

import Kernels
import Learning
import Specification

/// Sweeps of the two kinds of phases.
struct HopfieldSweeps: Sendable, Equatable {
  /// Of the free phase.
  var free: Int
  /// Of a nudged phase.
  var nudged: Int
}

/// The engine of Hopfield networks: whole minibatches relax together, as matrix products.
///
/// What it saves, all exact: couplings with the clamped input and biases act once a minibatch; the drive that a coupling
/// makes is kept as long as the states it comes from have not moved, so that an asynchronous sweep takes every product
/// once; both nudged phases share each weight that is loaded; and gradients are sums of products with differences of
/// states. Results do not depend on the number of threads.
final class HopfieldEngine<Scalar: EngineScalar>: Sendable {
  let network: HopfieldNetwork
  let memory: HopfieldMemory<Scalar>
  let relaxation: HopfieldRelaxation
  let sweeps: HopfieldSweeps
  let threads: Int
  /// Samples of a minibatch.
  let batch: Int

  /// Makes an engine with parameters of 0.
  /// - Parameter phases: phases that are kept at a time: what a plan's ``GradientPlan/phaseCount`` asks for.
  init(
    _ network: HopfieldNetwork, relaxation: HopfieldRelaxation, sweeps: HopfieldSweeps, batch: Int,
    phases: Int,
    threads: Int
  ) {
    (self.network, self.relaxation, self.sweeps) = (network, relaxation, sweeps)
    (self.batch, self.threads) = (batch, max(1, min(threads, WorkerTeam.mostThreads)))
    memory = HopfieldMemory(network, samples: batch, phases: phases, threads: self.threads)
    BLASThreads.useCallersOnly()
  }

  /// Samples relaxed at a time in an evaluation.
  var evaluationRows: Int { memory.rows }

  /// Runs `body` on every thread of the team, each with a worker of its own.
  func run(_ body: @Sendable (inout HopfieldWorker<Scalar>) -> Void) {
    WorkerTeam.run(threads: threads) { seat in
      var worker = HopfieldWorker(memory, seat, relaxation)
      for op in memory.operators { op.prepare(seat) }
      seat.wait()
      body(&worker)
    }
  }
}

extension GradientPlan {
  /// Phases that an engine keeps at a time.
  var phaseCount: Int {
    switch self {
    case .contrast, .continual, .adjoint: 2
    case .circle(_, let points): 2 * points + 1
    }
  }
}

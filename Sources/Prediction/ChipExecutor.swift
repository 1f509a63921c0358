/// One chip of one trial: what an executor runs. Trial and draw alone decide its record, wherever it is made.
package struct ChipJob: Sendable {
  /// What is done with the chip.
  package let trial: any ChipTrial
  /// Its random numbers.
  package let draw: ChipDraw

  /// A job.
  package init(_ trial: any ChipTrial, _ draw: ChipDraw) { (self.trial, self.draw) = (trial, draw) }
}

/// What an executor reports, in the order in which it happens; jobs are named by their index.
package enum ChipEvent: Sendable {
  /// A chip is done.
  case finished(job: Int, ChipRecord)
  /// A chip cannot be simulated.
  case failed(job: Int, any Error)
  /// Nothing in particular: told a few times a second, so that orders can be given at any time.
  case waiting
}

/// What an executor is told in answer.
package enum ChipOrder: Sendable, Equatable {
  /// Jobs that nobody needs any more: they are not begun, and those at hand are asked to stop.
  case withdraw([Int])
  /// No job behind this one is begun any more, and those at hand behind it are asked to stop; -1 for all.
  case stop(after: Int)
}

/// Where chips are made: threads of this process, or machines.
///
/// An executor decides nothing: which chips are needed, when a series has enough of them and what fails is the loop's
/// business (``PredictionLoop``), so that no figure depends on the executor.
///
/// ```swift
/// ThreadExecutor(threads: 2).run(jobs) { event in
///   if case .finished(let job, let record) = event { print(job, record.accuracy) }
///   return []
/// }
/// ```
package protocol ChipExecutor: Sendable {
  /// Runs jobs; returns when none is at hand and none will be begun. A job that gives up (``ChipStopped``) is not
  /// reported.
  /// - Parameters:
  ///   - jobs: begun in this order.
  ///   - report: called on the calling thread only; returns orders.
  func run(_ jobs: [ChipJob], report: (ChipEvent) -> [ChipOrder])
}

import Synchronization

/// Training ran away: a cost is not a number, or larger than any that a network at work has.
package struct DivergedError: Error {
  /// The error.
  package init() {}
}

/// What the threads of a team share of an epoch at hand.
///
/// The first thread, which has called the engine, counts, and asks after every minibatch whether to go on. The others read what it
/// says after their next wait, so that all leave at the same place.
package final class TeamEpoch: Sendable {
  private struct State {
    var progress: EpochProgress
    var isEnding = false
    var fault: (any Error)?
  }
  private let state: Mutex<State>
  // Only the first thread calls it.
  private nonisolated(unsafe) let goesOn: (EpochProgress) -> Bool

  private init(_ progress: EpochProgress, _ goesOn: @escaping (EpochProgress) -> Bool) {
    state = Mutex(State(progress: progress))
    self.goesOn = goesOn
  }

  /// Runs an epoch.
  /// - Parameters:
  ///   - progress: where it stands; kept current.
  ///   - goesOn: called after every minibatch on the calling thread; false ends the epoch.
  ///   - body: makes a team work and returns when all its threads have.
  /// - Throws: what a thread has ended the epoch with.
  package static func run(
    _ progress: inout EpochProgress, while goesOn: (EpochProgress) -> Bool, _ body: (TeamEpoch) -> Void
  ) throws {
    try withoutActuallyEscaping(goesOn) { goesOn in
      let epoch = TeamEpoch(progress, goesOn)
      body(epoch)
      let end = epoch.state.withLock { $0 }
      progress = end.progress
      if let fault = end.fault { throw fault }
    }
  }

  /// Where the epoch stood when it began.
  package var progress: EpochProgress { state.withLock { $0.progress } }

  /// Asks whether to go on, and keeps the answer for the other threads; for the first thread alone.
  package func ask(_ progress: EpochProgress) { if !goesOn(progress) { end() } }

  /// Ends the epoch, by a fault if there is one.
  package func end(by fault: (any Error)? = nil) {
    state.withLock {
      $0.isEnding = true
      $0.fault = $0.fault ?? fault
    }
  }

  /// Whether to leave; the same for all threads after a wait.
  package var isEnding: Bool { state.withLock { $0.isEnding } }

  /// Keeps what the epoch has come to; for the first thread alone.
  package func keep(_ progress: EpochProgress) { state.withLock { $0.progress = progress } }
}

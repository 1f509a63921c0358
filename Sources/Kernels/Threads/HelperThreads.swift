import Dispatch
import Synchronization

/// Threads that stand by to help with loops. Who has a loop works on it himself and never waits for help to come, so that a
/// loop within a loop, or a system without more threads, is no fault: it only takes longer.
final class HelperThreads: Sendable {
  /// The process's helpers: threads are a resource of the process, as Dispatch's are.
  static let shared = HelperThreads()

  /// Something that several threads do at the same time.
  private final class Job: Sendable {
    private let body: Mutex<(@Sendable () -> Void)?>
    /// Told once by every helper that has done its part.
    let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) { self.body = Mutex(body) }

    func run() { body.withLock { $0 }?() }
    /// Gives the body up, which belongs to the caller.
    func end() { body.withLock { $0 = nil } }
  }

  private struct State {
    /// One entry for every helper that is wanted.
    var offers: [Job] = []
    var threads = 0
    var busy = 0
  }
  private let state = Mutex(State())
  private let wakes = DispatchSemaphore(value: 0)
  private static let mostThreads = 1024

  private init() {}

  /// Calls `body` on this thread and on up to `helpers` others at the same time; returns when all have returned.
  func run(helpers: Int, _ body: @Sendable () -> Void) {
    withoutActuallyEscaping(body) { body in
      let job = Job(body)
      offer(job, max(0, helpers))
      body()
      for _ in 0..<withdraw(job, of: max(0, helpers)) { job.done.wait() }
      job.end()
    }
  }

  private func offer(_ job: Job, _ count: Int) {
    let missing = state.withLock { state in
      for _ in 0..<count { state.offers.append(job) }
      let missing = min(state.offers.count - (state.threads - state.busy), Self.mostThreads - state.threads)
      state.threads += max(0, missing)
      return missing
    }
    for _ in 0..<max(0, missing) where !SystemThread.start({ self.work() }) {
      state.withLock { $0.threads -= 1 }
    }
    for _ in 0..<count { wakes.signal() }
  }

  /// Takes back the offers that nobody has taken.
  /// - Returns: the number of those that were.
  private func withdraw(_ job: Job, of count: Int) -> Int {
    state.withLock { state in
      let before = state.offers.count
      state.offers.removeAll { $0 === job }
      return count - (before - state.offers.count)
    }
  }

  private func work() {
    while true {
      wakes.wait()
      // A wake of an offer that was taken back finds nothing.
      let job = state.withLock { state -> Job? in
        guard let job = state.offers.popLast() else { return nil }
        state.busy += 1
        return job
      }
      guard let job else { continue }
      job.run()
      state.withLock { $0.busy -= 1 }
      job.done.signal()
    }
  }
}

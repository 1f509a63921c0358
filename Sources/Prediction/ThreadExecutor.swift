import Dispatch
import Kernels
import Synchronization

/// Makes chips on several threads of this process, each chip on one of them.
package struct ThreadExecutor: ChipExecutor {
  private let threads: Int
  /// How often the calling thread says that it is waiting, in milliseconds.
  private static let patience = 50

  /// An executor.
  /// - Parameter threads: nil for one a processor.
  package init(threads: Int? = nil) { self.threads = max(1, threads ?? Parallel.processorCount) }

  package func run(_ jobs: [ChipJob], report: (ChipEvent) -> [ChipOrder]) {
    guard !jobs.isEmpty else { return }
    let board = Board(jobs)
    var running = 0
    for _ in 0..<min(threads, jobs.count) {
      // With fewer threads it takes longer, and every number is the same.
      guard SystemThread.start({ board.work() }) else { break }
      running += 1
    }
    // Without one thread more, this one makes chip after chip.
    let isAlone = running == 0
    if isAlone { running = 1 }
    func tell(_ event: ChipEvent) { for order in report(event) { board.obey(order) } }
    while running > 0 {
      if isAlone { board.step() }
      for message in board.wait(milliseconds: Self.patience) {
        switch message {
        case .left: running -= 1
        case .event(let event): tell(event)
        }
      }
      tell(.waiting)
    }
  }
}

/// What the threads share: which chips are still to be begun, and what has come out.
private final class Board: Sendable {
  enum Message: Sendable {
    /// A chip is done or has failed.
    case event(ChipEvent)
    /// A thread has ended.
    case left
  }
  private struct State: Sendable {
    var next = 0
    /// Jobs behind this one are not wanted.
    var last = Int.max
    var isWithdrawn: [Bool]
    var messages: [Message] = []

    func isWanted(_ job: Int) -> Bool { job <= last && !isWithdrawn[job] }
  }
  private let jobs: [ChipJob]
  private let state: Mutex<State>
  private let arrivals = DispatchSemaphore(value: 0)

  init(_ jobs: [ChipJob]) {
    self.jobs = jobs
    state = Mutex(State(isWithdrawn: [Bool](repeating: false, count: jobs.count)))
  }

  /// The work of one thread.
  func work() { while step() {} }

  /// One chip.
  /// - Returns: whether there was one more.
  @discardableResult
  func step() -> Bool {
    guard let job = claim() else {
      post(.left)
      return false
    }
    do {
      let record = try jobs[job].trial.run(jobs[job].draw) { !isWanted(job) }
      post(.event(.finished(job: job, record)))
    } catch is ChipStopped {
    } catch {
      post(.event(.failed(job: job, error)))
    }
    return true
  }

  func obey(_ order: ChipOrder) {
    state.withLock { state in
      switch order {
      case .withdraw(let jobs): for job in jobs { state.isWithdrawn[job] = true }
      case .stop(let job): state.last = min(state.last, job)
      }
    }
  }

  /// Waits for news.
  func wait(milliseconds: Int) -> [Message] {
    _ = arrivals.wait(timeout: .now() + .milliseconds(milliseconds))
    return state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  private func isWanted(_ job: Int) -> Bool { state.withLock { $0.isWanted(job) } }

  private func claim() -> Int? {
    state.withLock { state in
      while state.next < jobs.count {
        defer { state.next += 1 }
        if state.isWanted(state.next) { return state.next }
      }
      return nil
    }
  }

  private func post(_ message: Message) {
    state.withLock { $0.messages.append(message) }
    arrivals.signal()
  }
}

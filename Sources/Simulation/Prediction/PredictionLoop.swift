import Dispatch
import Synchronization

/// Runs the chips of a trial on several threads and hands their records on in the order of the draws, so that every
/// number, and where a sequential test ends, does not depend on the threads.
public struct PredictionLoop: Sendable {
  /// How it ended.
  public enum End: Sendable, Equatable {
    /// All draws are done, or the taker has enough.
    case finished
    /// It was asked to stop before.
    case stopped
  }

  private let trial: any ChipTrial
  private let draws: [ChipDraw]
  private let threads: Int
  /// How often the calling thread asks whether to stop, in milliseconds.
  private static let patience = 50

  /// Prepares the chips of some draws.
  /// - Parameter threads: nil for one a processor.
  public init(_ trial: any ChipTrial, draws: [ChipDraw], threads: Int? = nil) {
    (self.trial, self.draws) = (trial, draws)
    self.threads = max(1, threads ?? Parallel.processorCount)
  }

  /// Runs the chips; every closure is called on the calling thread.
  /// - Parameters:
  ///   - known: the record of a chip that was run before.
  ///   - isStopped: asked a few times a second; when true, no chip is begun any more.
  ///   - computed: told every new record when it comes, in any order: to be saved.
  ///   - take: told the records in the order of the draws; false ends the loop after this one.
  /// - Throws: what `computed` throws; what the trial throws for the first chip, in the order of the draws, that
  ///   fails before the end; ``ChipRecordError``.
  public func run(
    known: (ChipDraw) -> ChipRecord? = { _ in nil }, isStopped: () -> Bool = { false },
    computed: (ChipDraw, ChipRecord) throws -> Void = { _, _ in }, take: (ChipRecord) -> Bool
  ) throws -> End {
    // Only what has come and is not handed on yet: there may be millions of draws.
    var results: [Int: Result<ChipRecord, any Error>] = [:]
    for (index, draw) in draws.enumerated() { results[index] = known(draw).map(Result.success) }
    var position = 0
    var end: End?
    /// Hands on what is there, in order.
    func advance() throws {
      while end == nil, position < draws.count, let result = results[position] {
        let record = try result.get()
        results[position] = nil
        position += 1
        if !take(record) { end = .finished }
      }
      if position == draws.count { end = .finished }
    }
    try advance()
    if let end { return end }

    let board = Board(draws.indices.filter { $0 >= position && results[$0] == nil })
    var running = 0
    for _ in 0..<min(threads, board.claimCount) {
      // With fewer threads it takes longer, and every number is the same.
      guard SystemThread.start({ [trial, draws] in board.work(trial, draws) }) else { break }
      running += 1
    }
    // Without one thread more, this one makes chip after chip.
    let isAlone = running == 0
    if isAlone { running = 1 }
    var failure: (any Error)?
    while running > 0 {
      if isAlone { board.step(trial, draws) }
      let messages = board.wait(milliseconds: Self.patience)
      if isStopped() { board.close(isStopped: true) }
      for message in messages {
        do {
          switch message {
          case .left: running -= 1
          case .given(_, .failure(is ChipStopped)): break
          case .given(let index, let result):
            results[index] = result
            switch result {
            case .success(let record):
              try ChipRecordError.check(record, draws[index])
              try computed(draws[index], record)
            // Chips before the failing one go on, so that the same chip fails with any number of threads.
            case .failure: board.close(isStopped: false)
            }
          }
          if failure == nil { try advance() }
        } catch { failure = failure ?? error }
        if failure != nil || end != nil { board.close(isStopped: true) }
      }
    }
    if let failure { throw failure }
    return end ?? .stopped
  }
}

/// A record that no chip can have: a fault of the trial.
public struct ChipRecordError: Error, CustomStringConvertible, Equatable {
  /// What is wrong.
  public let description: String

  /// Looks at a record.
  static func check(_ record: ChipRecord, _ draw: ChipDraw) throws(ChipRecordError) {
    guard record.chip == draw.chip else {
      throw ChipRecordError(description: "the record of chip \(draw.chip) says it is of chip \(record.chip)")
    }
    guard (0...1).contains(record.accuracy) else {
      throw ChipRecordError(description: "chip \(draw.chip) has the accuracy \(record.accuracy)")
    }
  }
}

/// What the threads of a loop share: which chips are still to be begun, and what has come out.
private final class Board: Sendable {
  enum Message: Sendable {
    /// A chip is done, has failed, or was given up.
    case given(Int, Result<ChipRecord, any Error>)
    /// A thread has ended.
    case left
  }
  private struct State: Sendable {
    var next = 0
    var isClosed = false
    var messages: [Message] = []
  }
  private let claims: [Int]
  private let state = Mutex(State())
  private let isStopped = Atomic<Bool>(false)
  private let arrivals = DispatchSemaphore(value: 0)

  init(_ claims: [Int]) { self.claims = claims }

  var claimCount: Int { claims.count }

  /// The work of one thread.
  func work(_ trial: any ChipTrial, _ draws: [ChipDraw]) { while step(trial, draws) {} }

  /// One chip.
  /// - Returns: whether there was one more.
  @discardableResult
  func step(_ trial: any ChipTrial, _ draws: [ChipDraw]) -> Bool {
    guard let index = claim() else {
      post(.left)
      return false
    }
    let result = Result { try trial.run(draws[index]) { isStopped.load(ordering: .relaxed) } }
    post(.given(index, result))
    return true
  }

  /// No chip is begun any more; those at hand are asked to stop, or go on.
  func close(isStopped: Bool) {
    state.withLock { $0.isClosed = true }
    if isStopped { self.isStopped.store(true, ordering: .relaxed) }
  }

  /// Waits for news.
  func wait(milliseconds: Int) -> [Message] {
    _ = arrivals.wait(timeout: .now() + .milliseconds(milliseconds))
    return state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  private func claim() -> Int? {
    state.withLock { state in
      guard !state.isClosed, state.next < claims.count else { return nil }
      defer { state.next += 1 }
      return claims[state.next]
    }
  }

  private func post(_ message: Message) {
    state.withLock { $0.messages.append(message) }
    arrivals.signal()
  }
}

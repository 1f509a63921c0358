import CKernels

/// Threads in lock step.
package struct WorkerTeam {
  /// One thread's seat.
  package struct Seat {
    /// From 0.
    @usableFromInline package let index: Int
    /// Number of threads of the team.
    @usableFromInline package let threads: Int
    fileprivate let team: OpaquePointer?

    /// The seat of a thread that works for itself.
    package static var alone: Seat { Seat(index: 0, threads: 1, team: nil) }

    /// Waits until every thread of the team has come here.
    package func wait() { if threads > 1 { gd_team_wait(team) } }
    /// Whether this thread does the part `item` of `count` parts.
    @inlinable package func owns(_ item: Int, of count: Int) -> Bool { item * threads / count == index }
    /// This thread's part of `count` items, one after the other.
    @inlinable package func part(of count: Int) -> Range<Int> {
      count * index / threads..<count * (index + 1) / threads
    }
  }

  private final class Body {
    let threads: Int
    let run: (Seat) -> Void
    init(threads: Int, run: @escaping (Seat) -> Void) { (self.threads, self.run) = (threads, run) }
  }

  /// Most threads of a team.
  package static let mostThreads = 1024

  /// Calls `body` on `threads` threads at once and returns when all have returned; on this one alone when the system has
  /// no more, which must give the same result.
  package static func run(threads: Int, _ body: @Sendable (Seat) -> Void) {
    let threads = max(1, min(threads, mostThreads))
    // A team that lacks a member has done nothing.
    if !start(threads: threads, body) { _ = start(threads: 1, body) }
  }

  /// - Returns: false, with nothing done, when the system has no more threads.
  private static func start(threads: Int, _ body: @Sendable (Seat) -> Void) -> Bool {
    withoutActuallyEscaping(body) { body in
      let box = Body(threads: threads, run: body)
      let context = Unmanaged.passUnretained(box).toOpaque()
      return gd_team_run(
        UInt32(threads),
        { context, index, team in
          guard let context, let team else { return }
          let box = Unmanaged<Body>.fromOpaque(context).takeUnretainedValue()
          box.run(Seat(index: Int(index), threads: box.threads, team: team))
        }, context) != 0
    }
  }
}

import Foundation
import Synchronization

/// Loops over independent elements on several threads.
package enum Parallel {
  /// Processors this process may run on.
  package static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// `[body(0), body(1), …]`; every element is computed on its own, so the result does not depend on `threads`.
  package static func map<T: Sendable>(count: Int, threads: Int, _ body: @Sendable (Int) -> T) -> [T] {
    guard threads > 1, count > 1 else { return (0..<count).map(body) }
    var slots = [T?](repeating: nil, count: count)
    slots.withUnsafeMutableBufferPointer { buffer in
      // Each index is claimed once, so no two threads touch one slot.
      nonisolated(unsafe) let slot = buffer
      forEach(count: count, threads: threads) { slot[$0] = body($0) }
    }
    return slots.compactMap { $0 }
  }

  /// Runs `body` once for every index below `count`; the threads claim indices one by one. Where the system has no more
  /// threads, those that there are do it all.
  package static func forEach(count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for i in 0..<count { body(i) }
      return
    }
    let next = Atomic<Int>(0)
    HelperThreads.shared.run(helpers: min(threads, count) - 1) {
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if i >= count { return }
        body(i)
      }
    }
  }
}

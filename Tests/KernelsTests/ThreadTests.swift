import Foundation
import Synchronization
import Testing

@testable import Kernels

@Suite("Threads")
struct ThreadTests {
  @Test("a loop within loops ends, and every index is met once", arguments: [1, 2, 5, 40])
  func nested(_ threads: Int) {
    let sums = Parallel.map(count: 30, threads: threads) { i in
      Parallel.map(count: 20, threads: threads) { j in
        Parallel.map(count: 3, threads: threads) { i * j + $0 }.reduce(0, +)
      }.reduce(0, +)
    }
    #expect(sums == (0..<30).map { i in (0..<20).reduce(0) { $0 + 3 * i * $1 + 3 } })
  }

  @Test("helpers work at the same time as the caller, and all have returned when the loop has")
  func together() {
    let state = Mutex((inside: 0, most: 0))
    for _ in 0..<20 {
      HelperThreads.shared.run(helpers: 3) {
        state.withLock {
          $0.inside += 1
          $0.most = max($0.most, $0.inside)
        }
        usleep(2000)
        state.withLock { $0.inside -= 1 }
      }
      #expect(state.withLock { $0.inside } == 0)
    }
    #expect(state.withLock { $0.most } > 1)
  }

  @Test("memory is what the strictest limit leaves; what fits is not refused")
  func memory() throws {
    let available = try #require(MachineMemory.available)
    #expect(available > 1 << 20)
    try MachineMemory.check(1000, for: "a little", at: nil)
    let error = #expect(throws: (any Error).self) {
      try MachineMemory.check(2_000_000_000, for: "a training", at: nil, available: 1_000_000_000)
    }
    #expect("\(String(describing: error))".contains("2 GB"))
    #expect(SystemShortage.text(.max) == "9.22 EB" && SystemShortage.text(512) == "512 B")
  }
}

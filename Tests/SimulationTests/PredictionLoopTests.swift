import Diagnostics
import Files
import Foundation
import Kernels
import Synchronization
import Testing

@testable import Simulation

/// A trial whose accuracies are random numbers, and whose chips take different times.
private struct RandomTrial: ChipTrial {
  var fingerprint = "random"
  /// Chips that cannot be simulated.
  var failing: Set<UInt32> = []

  struct Failed: Error, Equatable { var chip: UInt32 }

  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    let accuracy = Philox(seed: 5).uniform(purpose: 80, stream: 0, index: UInt64(draw.chip(for: 80)))
    usleep(UInt32(1000 * accuracy))
    if failing.contains(draw.chip) { throw Failed(chip: draw.chip) }
    return ChipRecord(chip: draw.chip, accuracy: accuracy)
  }
}

/// A chip that only ends when it is asked to.
private struct EndlessTrial: ChipTrial {
  let fingerprint = "endless"
  func run(_ draw: ChipDraw, isStopped: () -> Bool) throws -> ChipRecord {
    if draw.chip == 0 { return ChipRecord(chip: 0, accuracy: 0.5) }
    while !isStopped() { usleep(1000) }
    throw ChipStopped()
  }
}

private struct WrongTrial: ChipTrial {
  let fingerprint = "wrong"
  let accuracy: Double
  func run(_ draw: ChipDraw, isStopped: () -> Bool) -> ChipRecord {
    ChipRecord(chip: draw.chip, accuracy: accuracy)
  }
}

@Suite("Chips on several threads")
struct PredictionLoopTests {
  private let draws = (0..<40).map { ChipDraw(chip: UInt32($0)) }

  @Test(
    "records come in the order of the draws, and the end does not depend on the threads",
    arguments: [1, 2, 7])
  func order(_ threads: Int) throws {
    var taken: [UInt32] = []
    let end = try PredictionLoop(RandomTrial(), draws: draws, threads: threads).run { record in
      taken.append(record.chip)
      return record.chip != 23
    }
    #expect(end == .finished && taken == Array(0...23))
  }

  @Test("known chips are not run again, in any order", arguments: [1, 3])
  func known(_ threads: Int) throws {
    let all = try run(RandomTrial(), threads: threads)
    var computed: [UInt32] = []
    var taken: [ChipRecord] = []
    let end = try PredictionLoop(RandomTrial(), draws: draws, threads: threads).run(
      known: { $0.chip % 3 == 1 || $0.chip < 5 ? all[Int($0.chip)] : nil },
      computed: { draw, _ in computed.append(draw.chip) },
      take: {
        taken.append($0)
        return true
      })
    #expect(end == .finished && taken == all)
    #expect(Set(computed) == Set((5..<40).filter { $0 % 3 != 1 }) && computed.count == Set(computed).count)
    // With all known there is nothing to run.
    #expect(
      try PredictionLoop(RandomTrial(failing: [0, 1]), draws: draws).run(
        known: { all[Int($0.chip)] }, take: { _ in true }) == .finished)
  }

  private func run(_ trial: RandomTrial, threads: Int) throws -> [ChipRecord] {
    var taken: [ChipRecord] = []
    _ = try PredictionLoop(trial, draws: draws, threads: threads).run {
      taken.append($0)
      return true
    }
    return taken
  }

  @Test("the first failing chip is what is told, and those before it are taken", arguments: [1, 2, 5])
  func failure(_ threads: Int) throws {
    var taken: [UInt32] = []
    #expect(throws: RandomTrial.Failed(chip: 17)) {
      _ = try PredictionLoop(RandomTrial(failing: [17, 18, 19, 20]), draws: draws, threads: threads).run {
        taken.append($0.chip)
        return true
      }
    }
    #expect(taken == Array(0..<17))
  }

  @Test("a chip that fails after the end does not matter", arguments: [1, 4])
  func failureAfterEnd(_ threads: Int) throws {
    let end = try PredictionLoop(RandomTrial(failing: [8, 9]), draws: draws, threads: threads).run {
      $0.chip < 7
    }
    #expect(end == .finished)
  }

  @Test("a stop ends long chips and begins no other", arguments: [1, 3])
  func stop(_ threads: Int) throws {
    var taken: [UInt32] = []
    let end = try PredictionLoop(EndlessTrial(), draws: draws, threads: threads).run(
      isStopped: { !taken.isEmpty },
      take: {
        taken.append($0.chip)
        return true
      })
    #expect(end == .stopped && taken == [0])
  }

  @Test("an early end stops long chips that are not needed any more")
  func earlyEnd() throws {
    #expect(try PredictionLoop(EndlessTrial(), draws: draws, threads: 2).run { _ in false } == .finished)
  }

  @Test("what the saving throws ends the loop")
  func fullDisk() throws {
    struct Full: Error {}
    #expect(throws: Full.self) {
      _ = try PredictionLoop(RandomTrial(), draws: draws, threads: 2).run(
        computed: { _, _ in throw Full() }, take: { _ in true })
    }
  }

  @Test("an accuracy that is none is a fault of the trial", arguments: [Double.nan, -0.1, 1.5])
  func wrongRecord(_ accuracy: Double) {
    #expect(throws: ChipRecordError.self) {
      _ = try PredictionLoop(WrongTrial(accuracy: accuracy), draws: draws, threads: 2).run { _ in true }
    }
  }
}

@Suite("Kept chips")
struct ChipStoreTests {
  private func store() -> ChipStore {
    var store = ChipStore()
    for chip in 0..<20 as Range<UInt32> {
      store["a", ChipDraw(chip: chip)] = ChipRecord(
        chip: chip, accuracy: 1 / Double(chip + 3), flips: Int(chip),
        curve: [.init(updates: 10, accuracy: 0.1 + 0.2)])
      store["b", ChipDraw(chip: chip, replacing: [31: chip + 20, 32: 7])] = ChipRecord(
        chip: chip, accuracy: 0.3)
    }
    return store
  }
  private func file() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-\(UUID().uuidString).chips")
  }

  @Test("what is written is read to the last bit, and the same chips give the same bytes")
  func roundTrip() throws {
    let url = file()
    defer { try? FileManager.default.removeItem(at: url) }
    try store().write(to: url)
    let bytes = try Data(contentsOf: url)
    let read = try ChipStore(reading: url)
    #expect(read == store() && read.count == 40 && read.count(of: "b") == 20 && read.count(of: "c") == 0)
    try read.write(to: url)
    #expect(try Data(contentsOf: url) == bytes)
  }

  @Test("a file that is damaged anywhere is refused")
  func damaged() throws {
    let url = file()
    defer { try? FileManager.default.removeItem(at: url) }
    try store().write(to: url)
    let bytes = try Data(contentsOf: url)
    for position in stride(from: 0, to: bytes.count, by: 41) {
      var damaged = bytes
      damaged[position] ^= 4
      try damaged.write(to: url)
      #expect(throws: Diagnostic.self, "byte \(position)") { try ChipStore(reading: url) }
      try bytes.prefix(position).write(to: url)
      #expect(throws: Diagnostic.self, "cut at \(position)") { try ChipStore(reading: url) }
    }
    // A right checksum of something else.
    let body = Data("[{\"fingerprint\":1}]".utf8)
    try (Data("grenadyn-prediction 1\n\(Checksum.text(of: body))\n".utf8) + body).write(to: url)
    #expect(throws: Diagnostic.self) { try ChipStore(reading: url) }
  }

  @Test("a place that cannot be written to is told with its name")
  func unwritable() throws {
    let url = URL(fileURLWithPath: "/nowhere/at/all.chips")
    let error = #expect(throws: OutputFailure.self) { try store().write(to: url) }
    #expect(error?.description == "cannot write /nowhere/at/all.chips: No such file or directory")
  }
}

import Foundation
import Kernels
import Testing

@testable import Prediction

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

extension PredictionLoop {
  /// The loop of one series.
  fileprivate init(_ trial: any ChipTrial, draws: [ChipDraw], threads: Int? = nil) {
    self.init([Series(trial, draws: draws)], executor: ThreadExecutor(threads: threads))
  }

  fileprivate func run(
    known: (ChipDraw) -> ChipRecord? = { _ in nil }, isStopped: () -> Bool = { false },
    computed: (ChipDraw, ChipRecord) throws -> Void = { _, _ in }, take: (ChipRecord) -> Bool
  ) throws -> End {
    try run(
      known: { known($1) }, isStopped: isStopped, computed: { try computed($1, $2) }, take: { take($1) })
  }
}

/// Makes chips one by one in an order that follows from a seed.
private struct ShuffledExecutor: ChipExecutor {
  let seed: UInt64

  func run(_ jobs: [ChipJob], report: (ChipEvent) -> [ChipOrder]) {
    let random = Philox(seed: seed)
    let order = jobs.indices.sorted {
      random.uniform(purpose: 81, stream: 0, index: UInt64($0))
        < random.uniform(purpose: 81, stream: 0, index: UInt64($1))
    }
    var (withdrawn, last): (Set<Int>, Int) = ([], .max)
    func tell(_ event: ChipEvent) {
      for order in report(event) {
        switch order {
        case .withdraw(let jobs): withdrawn.formUnion(jobs)
        case .stop(let job): last = min(last, job)
        }
      }
    }
    for job in order where job <= last && !withdrawn.contains(job) {
      do { tell(.finished(job: job, try jobs[job].trial.run(jobs[job].draw) { false })) } catch {
        tell(.failed(job: job, error))
      }
      tell(.waiting)
    }
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

  /// Three series: one that ends early, one with the same trial, one of another.
  private func series(failing: Set<UInt32> = []) -> [PredictionLoop.Series] {
    let (one, other) = (RandomTrial(), RandomTrial(fingerprint: "other", failing: failing))
    return [
      PredictionLoop.Series(one, draws: draws), PredictionLoop.Series(other, draws: draws),
      PredictionLoop.Series(one, draws: Array(draws.prefix(30)) + [ChipDraw(chip: 3, replacing: [80: 7])]),
    ]
  }

  /// What the series' takers are told; the first ends after chip 11.
  private func taken(
    _ executor: any ChipExecutor, _ series: [PredictionLoop.Series],
    known: (Int, ChipDraw) -> ChipRecord? = { _, _ in nil }, computed: (Int) -> Void = { _ in }
  ) throws -> [[ChipRecord]] {
    var taken = series.map { _ in [ChipRecord]() }
    var ended: [Int] = []
    let end = try PredictionLoop(series, executor: executor).run(
      known: known, computed: { index, _, _ in computed(index) },
      take: { index, record in
        taken[index].append(record)
        return index != 0 || record.chip != 11
      }, ended: { ended.append($0) })
    #expect(end == .finished && ended.sorted() == Array(series.indices))
    return taken
  }

  @Test(
    "what comes out of several series does not depend on who makes the chips in which order",
    arguments: 0..<8 as Range<UInt64>)
  func orderOfJobs(_ seed: UInt64) throws {
    let expected = try taken(ThreadExecutor(threads: 1), series())
    #expect(expected.map(\.count) == [12, 40, 31])
    #expect(expected[0] == Array(expected[2].prefix(12)) && expected[2].last?.chip == 3)
    #expect(try taken(ShuffledExecutor(seed: seed), series()) == expected)
    #expect(try taken(ThreadExecutor(threads: 4), series()) == expected)
    // Some are known.
    let some = try taken(
      ShuffledExecutor(seed: seed), series(),
      known: { index, draw in
        draw.replaced.isEmpty && (draw.chip + UInt32(seed)) % 3 == 0 ? expected[1][Int(draw.chip)] : nil
      })
    #expect(some == expected)
  }

  @Test("a chip that two series ask for is made once, also when one of them has enough")
  func shared() throws {
    var made = [0, 0, 0]
    _ = try taken(ThreadExecutor(threads: 1), series(), computed: { made[$0] += 1 })
    // The first asks for all 40; it ends after 12, the third needs 30 of them; those at hand are finished.
    #expect((30...32).contains(made[0]) && made[1] == 40 && made[2] == 1, "\(made)")
  }

  @Test("of several failing series the first is told, however many threads there are", arguments: [1, 2, 6])
  func failingSeries(_ threads: Int) throws {
    let failing: [PredictionLoop.Series] = [
      PredictionLoop.Series(RandomTrial(), draws: draws),
      PredictionLoop.Series(RandomTrial(fingerprint: "b", failing: [25, 30]), draws: draws),
      PredictionLoop.Series(RandomTrial(fingerprint: "c", failing: [0, 1]), draws: draws),
    ]
    #expect(throws: RandomTrial.Failed(chip: 25)) {
      _ = try PredictionLoop(failing, executor: ThreadExecutor(threads: threads)).run { _, _ in true }
    }
    // One that fails behind the end of its own series does not matter to the others.
    let late = try taken(
      ThreadExecutor(threads: threads),
      [PredictionLoop.Series(RandomTrial(fingerprint: "late", failing: [12, 13]), draws: draws)]
        + series().dropFirst())
    #expect(late.map(\.count) == [12, 40, 31])
  }

  @Test("series without draws end at once")
  func noDraws() throws {
    let empty = PredictionLoop.Series(RandomTrial(), draws: [])
    #expect(try PredictionLoop([empty, empty]).run { _, _ in true } == .finished)
    #expect(try PredictionLoop([]).run { _, _ in true } == .finished)
  }
}

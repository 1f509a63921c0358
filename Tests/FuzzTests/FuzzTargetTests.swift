import Foundation
import Testing

@testable import grenadyn_fuzz

/// What `tools/fuzz` feeds, for a moment, in the build that tests run in: no sanitizer, no coverage, but every trap.
@Suite("Fuzz targets")
struct FuzzTargetTests {
  private static let readers = FuzzTarget.all.map(\.name)

  private func target(_ name: String) throws -> FuzzTarget {
    try #require(FuzzTarget.all.first { $0.name == name })
  }

  @Test("Seeds reach the end of their reader", arguments: readers)
  func seeds(name: String) throws {
    let target = try target(name)
    let read = try target.reader(Scratch())
    let seeds = try target.seeds(FuzzTarget.project)
    #expect(!seeds.isEmpty)
    let accepted = seeds.count { FuzzTarget.outcome(of: $0, read) == .accepted }
    // Some seeds are there to be refused, and some need data of the network; most are right.
    #expect(accepted > 0, "of \(seeds.count) none is accepted")
  }

  @Test("Damaged inputs end in order", arguments: readers)
  func mutations(name: String) throws {
    let target = try target(name)
    let read = try target.reader(Scratch())
    let seeds = try target.seeds(FuzzTarget.project)
    let words = FuzzDictionary(seeds, isText: target.isText).words
    var outcomes: Set<String> = []
    for seed in 0..<60 {
      var mutation = TextMutation(seed: UInt64(seed), words: words)
      let input = mutation.mutated(seeds[seed % seeds.count])
      outcomes.insert(FuzzTarget.outcome(of: input, read) == .accepted ? "accepted" : "refused")
    }
    // A damaged result that was kept is none at all: it is computed again.
    #expect(outcomes.contains("refused") || name == "cache")
  }

  @Test("A mutation follows from its seed alone")
  func deterministic() {
    let text = Array("name: x\nbias: 0.9 V\nhidden: [1, 2]\n".utf8)
    func mutated(_ seed: UInt64) -> [UInt8] {
      var mutation = TextMutation(seed: seed, words: [Array("units".utf8)])
      return mutation.mutated(text)
    }
    let all = (0..<200).map { mutated(UInt64($0)) }
    #expect(all == (0..<200).map { mutated(UInt64($0)) })
    #expect(Set(all).count > 150)
  }

  @Test("Names differ")
  func namesDiffer() { #expect(Set(Self.readers).count == Self.readers.count) }
}

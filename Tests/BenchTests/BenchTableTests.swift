import Foundation
import Testing

@testable import grenadyn_bench

@Suite("Tables of the benchmark")
struct BenchTableTests {
  private static let results = [
    BenchResult("a-long-name", seconds: 0.00123, peer: "numpy", peerSeconds: 1.5, bound: "bound by FMA"),
    BenchResult("b", seconds: 61.04, peer: "a peer with a name", peerSeconds: nil, bound: ""),
  ]

  @Test("columns are aligned, figures to the right")
  func aligned() {
    #expect(
      BenchTable("title", Self.results).lines == [
        "title",
        "case            ours  peer                peer's time  ratio  bound",
        "a-long-name  1.23 ms  numpy                    1.50 s   1220  bound by FMA",
        "b             61.0 s  a peer with a name            –      –",
      ])
  }

  @Test("without a peer on the machine its columns are left out")
  func withoutPeers() {
    #expect(
      BenchTable("title", [Self.results[1]]).lines == ["title", "case    ours  bound", "b     61.0 s"])
  }

  @Test("a peer's published formulation stands beside its fastest one")
  func published() {
    let both = BenchResult(
      "c", seconds: 2, peer: "PyTorch", peerSeconds: 7, publishedSeconds: 40, bound: "loops")
    #expect(both.ratio == 3.5 && both.publishedRatio == 20)
    #expect(
      BenchTable("title", [both, Self.results[1]]).lines == [
        "title",
        "case    ours  peer                peer's time  ratio  as published  ratio  bound",
        "c     2.00 s  PyTorch                  7.00 s   3.50        40.0 s   20.0  loops",
        "b     61.0 s  a peer with a name            –      –             –      –",
      ])
  }

  @Test("a case's own property decides its table")
  func kinds() throws {
    let kinds = Dictionary(uniqueKeysWithValues: BenchCases.all.map { ($0.name, $0.kind) })
    for (name, kind) in kinds {
      let isSolver = ["conv-step-", "hopfield-conv-", "tile-"].contains { name.hasPrefix($0) }
      #expect(kind == (isSolver ? .solver : .task), "\(name)")
    }
    let text = BenchTable.text([(.solver, Self.results[1]), (.task, Self.results[0])])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.map { String($0.prefix(7)) } == [
        "whole t", "case   ", "a-long-", "", "energy ", "case   ", "b     6", "",
      ])
    #expect(BenchTable.text([(.task, Self.results[0])]).split(separator: "\n").count == 3)
  }

  @Test(
    "figures have three digits",
    arguments: [(0.0123, "0.0123"), (1, "1.00"), (12.34, "12.3"), (1234, "1234")])
  func figures(_ value: Double, _ text: String) { #expect(BenchTable.figure(value) == text) }

  @Test("JSON is the contract of scripts")
  func json() throws {
    let data = try JSONEncoder().encode(Self.results[0])
    let keys = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]).keys
    #expect(Set(keys) == ["case", "seconds", "peer", "peerSeconds", "ratio", "bound"])
  }
}

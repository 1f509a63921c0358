import ArgumentParser
import Diagnostics
import Files
import Foundation
import Reports

/// Measures the product beside a peer on the same machine, in the same run. Called by `tools/bench`.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time grenadyn's hot paths and print them beside a peer's time.",
    discussion: """
      Example:
        tools/bench --case emit-4m-devices --json
      """)

  @Option(
    name: .customLong("case"), help: "One of: \(BenchCases.all.map { $0.name }.joined(separator: ", ")).")
  var caseName: String?
  @Flag(help: "Print as JSON.")
  var json = false

  @Flag(help: "Instead of timing, train the published networks in full and write their learning curves.")
  var accuracy = false
  @Option(help: "With --accuracy: number of seeds.")
  var seeds = 3
  @Option(help: "With --accuracy: the first seed.")
  var firstSeed: UInt64 = 1
  @Option(help: "With --accuracy: number of threads (default: one a core); the result does not depend on it.")
  var threads: Int?
  @Option(help: "With --accuracy: the folder of the learning curves.")
  var output = "generated/published"

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds takes a number from 1, not \(seeds).") }
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1, not \(threads).") }
  }

  func run() throws {
    if accuracy { return try runAccuracy() }
    let cases = BenchCases.all.filter { caseName == nil || $0.name == caseName }
    guard !cases.isEmpty else { throw ValidationError("There is no case '\(caseName ?? "")'.") }
    let results = try cases.map { item in
      // Tables are only aligned when all is known, which may take an hour.
      _ = Descriptor.write(Data("measuring \(item.name)\n".utf8), to: STDERR_FILENO)
      return (kind: item.kind, result: try item.run())
    }
    print(try json ? JSONText.of(results.map(\.result)) : BenchTable.text(results), terminator: "")
  }

  private func runAccuracy() throws {
    let cases = BenchCases.all.compactMap { $0 as? DRNCase }.filter { caseName == nil || $0.name == caseName }
    guard !cases.isEmpty else { throw ValidationError("There is no published network '\(caseName ?? "")'.") }
    for item in cases {
      for seed in firstSeed..<firstSeed + UInt64(seeds) {
        let run = try AccuracyRun.write(
          item.specName, published: item.publishedTestError, seed: seed, threads: threads,
          to: URL(fileURLWithPath: output))
        print(
          "\(run.network) seed \(seed): test error \(Figure.percent(run.testError)) after \(run.epochs) epochs "
            + "(published \(Figure.percent(run.publishedTestError))), \(text(run.seconds)) s")
      }
    }
  }

  private func text(_ value: Double) -> String { String(format: "%.3g", value) }
}

/// One line of the result; the contract of `tools/bench --json`.
struct BenchResult: Codable {
  /// Name of the case.
  var `case`: String
  /// Wall time of ours.
  var seconds: Double
  /// What it is compared with: the fastest way that the peer was found to do it.
  var peer: String
  /// Wall time of the peer for the same work; null when there is no peer on this machine.
  var peerSeconds: Double?
  /// peerSeconds / seconds.
  var ratio: Double?
  /// Wall time of the peer in its published formulation, where that is another than the fastest.
  var publishedSeconds: Double?
  /// publishedSeconds / seconds.
  var publishedRatio: Double?
  /// What limits it, with figures.
  var bound: String

  init(
    _ name: String, seconds: Double, peer: String, peerSeconds: Double?, publishedSeconds: Double? = nil,
    bound: String
  ) {
    (self.case, self.seconds, self.peer, self.peerSeconds) = (name, seconds, peer, peerSeconds)
    (ratio, self.bound) = (peerSeconds.map { $0 / seconds }, bound)
    (self.publishedSeconds, publishedRatio) = (publishedSeconds, publishedSeconds.map { $0 / seconds })
  }
}

/// A case: one file and one line in ``BenchCases``.
protocol BenchCase: Sendable {
  /// Name on the command line.
  var name: String { get }
  /// Which table it belongs to.
  var kind: BenchKind { get }
  /// Measures.
  func run() throws -> BenchResult
}

/// What is measured, and so the table that tells it, in their order.
enum BenchKind: CaseIterable {
  /// A whole task of a user: an epoch, a prediction, an emission.
  case task
  /// An inner loop of an energy solver.
  case solver

  /// Title of its table.
  var title: String {
    switch self {
    case .task: "whole tasks"
    case .solver: "energy solvers, inner loops"
    }
  }
}

extension BenchCase {
  var kind: BenchKind { .task }
}

/// Every case.
enum BenchCases {
  static let all: [any BenchCase] = [
    DRNCase("xs", published: 0.0346, epochs: 5, peerMinibatches: 400),
    DRNCase("1h", published: 0.0157, epochs: 4, peerMinibatches: 60),
    DRNCase("2h", published: 0.0148, epochs: 2, peerMinibatches: 30),
    DRNCase("3h", published: 0.0166, epochs: 2, peerMinibatches: 20),
    DRNCase("xl", published: 0.0133, epochs: 1, peerMinibatches: 6),
    HopfieldEpochCase(
      name: "hopfield-dense-epoch", spec: "specs/hopfield-mnist.yaml", epochs: 3,
      published: [], fastest: ["--order", "by-hand"], peerArguments: ["--minibatches", "100"]),
    HopfieldEpochCase(
      name: "hopfield-binary-epoch", spec: "specs/published/binary-ep.yaml", epochs: 2,
      published: ["--order", "by-hand", "--recompute"], fastest: ["--order", "by-hand"],
      peerArguments: ["--binary", "--phases", "2", "--minibatches", "10"]),
    HopfieldStepCase(name: "hopfield-conv-step", batch: 16, order: .synchronous),
    HopfieldStepCase(name: "hopfield-conv-iteration", batch: 32, order: .asynchronous),
    ConvolutionCase(batch: 16), ConvolutionCase(batch: 32),
    TileCase(size: 1024), DiodeTileCase(), InSituCase(), PredictCase(),
    EmitCase(), EmitWiresCase(),
  ]
}

/// Wall time of a piece of work.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let time = try clock.measure(work)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

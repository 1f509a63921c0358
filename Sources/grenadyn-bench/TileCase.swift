import Crossbars
import Foundation
import Quantities

/// A tile with its wires solved for one set of voltages, from conductances to currents: N × N cells of 1 to 100 uS, 1 Ohm
/// a segment.
struct TileCase: BenchCase {
  /// Rows and columns.
  let size: Int
  var name: String { "tile-\(size)" }
  let kind = BenchKind.solver

  /// Sums of the output currents in amperes by CHOLMOD, UMFPACK, KLU and badcrossbar, which agree to 1.4e-11.
  private static let sums = [
    64: 1.860238192234e-2, 128: 5.37764514159e-2, 256: 1.11494769961e-1, 512: 1.63915696078e-1,
    1024: 2.1083436113e-1,
  ]

  func run() throws -> BenchResult {
    let smaller = try [128, 256, 512].filter { $0 < size }.map { other in
      let run = try Self.measure(size: other, repetitions: 10)
      return String(format: "%d: %.3g ms (%d it.)", other, run.seconds * 1e3, run.iterations)
    }
    let run = try Self.measure(size: size, repetitions: 5)
    let direct = PythonPeer(
      script: "crossbar.py", arguments: ["--size", "\(size)", "--solver", "cholmod"], key: "seconds")
    let fallback = PythonPeer(
      script: "crossbar.py", arguments: ["--size", "\(size)", "--solver", "splu"], key: "seconds")
    let other = PythonPeer(
      script: "crossbar.py", arguments: ["--size", "\(size)", "--solver", "badcrossbar"], key: "seconds")
    var (peer, peerSeconds) = ("SuiteSparse CHOLMOD, analysis, factors and solution", direct.seconds())
    if peerSeconds == nil {
      (peer, peerSeconds) = ("SciPy's SuperLU, factors and solution", fallback.seconds())
    }
    let otherText = other.seconds().map { String(format: "%.3g s", $0) } ?? "not here"
    return BenchResult(
      name, seconds: run.seconds, peer: peer, peerSeconds: peerSeconds,
      bound: String(
        format:
          "%d iterations, %.0f MB, %.2g off the direct solvers' sum; badcrossbar %@; smaller tiles: %@; "
          + "memory traffic, one core",
        run.iterations, run.megabytes, abs(run.sum / (Self.sums[size] ?? .nan) - 1), otherText,
        smaller.joined(separator: ", ")))
  }

  private struct Run {
    var seconds: Double
    var iterations: Int
    var sum: Double
    var megabytes: Double
  }

  private static func measure(size: Int, repetitions: Int) throws -> Run {
    let tile = CrossbarTile.instance(size: size, low: Conductance(si: 1e-6), high: Conductance(si: 100e-6))
    let voltages = CrossbarTile.instanceVoltages(size: size)
    let before = ProcessMemory.resetPeak()
    var run = Run(seconds: .infinity, iterations: 0, sum: 0, megabytes: 0)
    for _ in 0..<repetitions {
      let time = try seconds {
        let solution = try CrossbarSolver(tile).solve(voltages)
        run.iterations = solution.iterations
        run.sum = -solution.currents.bottom.reduce(0, +)
      }
      run.seconds = min(run.seconds, time)
    }
    run.megabytes = Double(ProcessMemory.peak() - before) / 1e6
    return run
  }
}

/// Memory of this process, from the kernel.
enum ProcessMemory {
  /// Makes the peak start from now on; returns what is resident now.
  static func resetPeak() -> Int {
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    return bytes("VmRSS:")
  }
  /// The most that was resident since.
  static func peak() -> Int { bytes("VmHWM:") }

  private static func bytes(_ key: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(key) }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
}

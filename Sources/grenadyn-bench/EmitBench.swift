import Circuits
import Foundation
import Kernels
import Netlists
import Simulators
import Verification

/// What the cases that write a netlist share: one tile to a file in a dialect, and the same lines by Python with
/// formatted strings, the way of the scripts that teams use today.
struct EmitBench {
  /// Rows and columns of the tile.
  let size: Int
  /// Name of the dialect.
  let dialect: String
  /// What is counted, for the reader.
  let what: String
  /// Makes the tile's content; `values` are conductances to take in turn.
  let items: @Sendable (_ size: Int, _ values: [Double]) -> [Item]
  /// The peer's statements in the loops over `i` and `j`, with `values`, `size` and `file` known.
  let script: String

  /// Why there is no result.
  enum Failure: Error { case noDialect }

  /// Measures both.
  func run(_ name: String) throws -> BenchResult {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("tile.sp").path
    let random = Philox(seed: 1)
    // Few enough values that drawing them is not what is measured.
    let values = (0..<65536).map { 1e-6 + 39e-6 * random.uniform(purpose: 0, stream: 0, index: UInt64($0)) }
    guard let dialect = DialectRegistry.named(dialect) else { throw Failure.noDialect }
    let tile = Module(
      name: "tile", kind: .tile, comment: "bench", ports: ["vss"], items: items(size, values))
    var bytes = 0
    let before = residentBytes()
    let time = try seconds {
      let output = try TextOutput(path: path)
      NetlistWriter(dialect: dialect, output: output).module(tile)
      try output.finish()
      bytes = output.byteCount
    }
    let growth = residentBytes() - before
    let peer = try peerSeconds(folder)
    let megabytes = Double(bytes) / 1e6
    return BenchResult(
      name, seconds: time, peer: "Python, one formatted write a line", peerSeconds: peer,
      bound:
        "\(size * size) \(what), \(Int(megabytes)) MB at \(Int(megabytes / time)) MB/s; formatting, one core; "
        + "memory grew by \(growth / 1024) KiB")
  }

  private func peerSeconds(_ folder: URL) throws -> Double {
    let script = """
      import random
      size = \(size)
      values = [1e-6 + 39e-6 * random.random() for _ in range(65536)]
      with open("peer.sp", "w") as file:
          for i in range(size):
              for j in range(size):

      """ + script.split(separator: "\n").map { String(repeating: " ", count: 12) + $0 + "\n" }.joined()
    let run = ToolRun(
      URL(fileURLWithPath: "/usr/bin/env"), ["python3", "-c", script], in: folder,
      limits: ToolLimits(seconds: 600))
    return try seconds { try run.runSuccessfully() }
  }

  /// Resident memory of this process.
  private func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * Int(getpagesize())
  }
}

import Foundation
import Kernels
import Netlists

/// Writing a netlist of 2048 × 2048 devices, one line a device, to a file.
///
/// The peer writes the same lines with formatted strings in Python, the way of the scripts that teams use today.
struct EmitCase: BenchCase {
  let name = "emit-4m-devices"
  private let size = 2048

  func run() throws -> BenchResult {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("tile.sp").path
    let random = Philox(seed: 1)
    // Four tiles' worth of values, so that drawing them is not what is measured.
    let values = (0..<65536).map { 1e-6 + 39e-6 * random.uniform(purpose: 0, stream: 0, index: UInt64($0)) }
    guard let dialect = DialectRegistry.named("ngspice") else { throw Failure.noDialect }
    let array = CellArray(
      rows: size, columns: size, module: "gd_memristor", parameter: "g",
      nets: .lines(row: "row", column: "col")
    ) { values[($0 &* size &+ $1) & 65535] }
    let tile = Module(name: "tile", kind: .tile, comment: "bench", ports: ["vss"], items: [.cells(array)])
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
        "\(size * size) devices, \(Int(megabytes)) MB at \(Int(megabytes / time)) MB/s; formatting, one core; "
        + "memory grew by \(growth / 1024) KiB")
  }

  enum Failure: Error { case noDialect, noPeer }

  private func peerSeconds(_ folder: URL) throws -> Double {
    let script = """
      import random
      values = [1e-6 + 39e-6 * random.random() for _ in range(65536)]
      with open("peer.sp", "w") as file:
          for i in range(\(size)):
              for j in range(\(size)):
                  file.write(f"xc{i}_{j} row{i} col{j} gd_memristor g={values[(i * \(size) + j) & 65535]:.14e}\\n")
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = folder
    let time = try seconds {
      try process.run()
      process.waitUntilExit()
    }
    guard process.terminationStatus == 0 else { throw Failure.noPeer }
    return time
  }

  /// Resident memory of this process.
  private func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * Int(getpagesize())
  }
}

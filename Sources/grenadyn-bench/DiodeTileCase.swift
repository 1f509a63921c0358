import Crossbars
import Foundation
import Quantities
import Simulators
import Verification

/// A tile of 128 × 128 rectifying cells with its wires: I = g v₀ (exp(v/v₀) − 1) with v₀ = 25.85 mV, driven with 0 to
/// 0.2 V, where a cell conducts up to two thousand times as much as at 0 V.
///
/// The peer is ngspice on the same circuit, a diode and two resistors a cell.
struct DiodeTileCase: BenchCase {
  let name = "tile-128-diodes"
  let kind = BenchKind.solver
  private static let size = 128
  private static let scale = 0.02585

  func run() throws -> BenchResult {
    let tile = Self.tile(Self.size)
    let voltages = CrossbarTile.instanceVoltages(size: Self.size)
    var (best, steps, iterations, sum) = (Double.infinity, 0, 0, 0.0)
    let solver = try CrossbarSolver(tile)
    for _ in 0..<20 {
      let time = try seconds {
        let solution = try solver.solve(voltages)
        (steps, iterations) = (solution.newtonSteps, solution.iterations)
        sum = -solution.currents.bottom.reduce(0, +)
      }
      best = min(best, time)
    }
    // The whole tile takes ngspice longer than one wants to wait; a smaller one says which way it goes.
    let small = 32
    let smallSolver = try CrossbarSolver(Self.tile(small))
    let smallVoltages = CrossbarTile.instanceVoltages(size: small)
    let smallTime =
      try (0..<20).map { _ in try seconds { _ = try smallSolver.solve(smallVoltages) } }.min() ?? 0
    let smallPeer = Self.ngspiceSeconds(small).map { String(format: "%.3g s", $0) } ?? "not here"
    return BenchResult(
      name, seconds: best, peer: "ngspice .op, at most 300 s", peerSeconds: Self.ngspiceSeconds(Self.size),
      bound: String(
        format:
          "%d Newton steps, %d iterations, sum of currents %.10g A, from 0 V; %d x %d: %.3g ms, ngspice %@; "
          + "arithmetic in the caches, one core",
        steps, iterations, sum, small, small, smallTime * 1e3, smallPeer))
  }

  private static func tile(_ size: Int) -> CrossbarTile {
    var tile = CrossbarTile.instance(size: size, low: Conductance(si: 1e-6), high: Conductance(si: 100e-6))
    tile.law = .diode(Voltage(si: scale))
    return tile
  }

  /// Wall time of ngspice; nil when it is not installed or takes too long.
  private static func ngspiceSeconds(_ size: Int) -> Double? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    guard
      (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil,
      let program = Tools.discover().ngspice
    else { return nil }
    let file = folder.appendingPathComponent("tile.sp")
    guard (try? netlist(size).write(to: file, atomically: true, encoding: .utf8)) != nil else { return nil }
    let run = ToolRun(program, ["-n", "-b", file.path], in: folder, limits: ToolLimits(seconds: 300))
    return try? seconds { try run.runSuccessfully() }
  }

  private static func netlist(_ size: Int) -> String {
    let (tile, voltages) = (tile(size), CrossbarTile.instanceVoltages(size: size))
    var lines = ["crossbar of diodes", ".options reltol=1e-6"]
    for i in 0..<size {
      lines.append("v\(i) in\(i) 0 \(voltages.left[i])")
      for j in 0..<size {
        lines.append("rr\(i)_\(j) \(j == 0 ? "in\(i)" : "r\(i)_\(j - 1)") r\(i)_\(j) 1")
        lines.append("rc\(i)_\(j) c\(i)_\(j) \(i == size - 1 ? "0" : "c\(i + 1)_\(j)") 1")
        lines.append("d\(i)_\(j) r\(i)_\(j) c\(i)_\(j) cell area=\(tile.siemens[i * size + j] * 1e6)")
      }
    }
    // n = 1 at the temperature where kT/q is v0, in the constants of 2019: 299.98 K.
    lines.append(".model cell d(is=\(1e-6 * scale) n=1)")
    lines.append(".temp \(scale / 8.617333262e-5 - 273.15)")
    lines.append(contentsOf: [".op", ".save i(v0)", ".end", ""])
    return lines.joined(separator: "\n")
  }
}

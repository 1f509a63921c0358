import Crossbars
import Foundation
import Kernels
import Quantities
import Simulators
import Testing

@testable import Verification

/// The crossbar solver against ngspice on the same tile, node by node.
@Suite struct CrossbarNgspiceTests {
  static let cases: [(name: String, law: CellLaw, segment: Double, amplitude: Double)] = [
    ("ohmic", .ohmic, 1, 0.3), ("ohmic, resistive wires", .ohmic, 1e4, 0.3),
    ("sinh", .sinh(Voltage(si: 0.1)), 10, 0.4), ("diodes", .diode(Voltage(si: 0.05)), 100, 0.4),
  ]

  @Test("ngspice finds the same voltages at every node", arguments: cases)
  func nodes(_ name: String, _ law: CellLaw, _ segment: Double, _ amplitude: Double) throws {
    let (rows, columns) = (9, 12)
    let random = Philox(seed: 3)
    let siemens = (0..<rows * columns).map {
      1e-6 + 99e-6 * random.uniform(purpose: 0, stream: 0, index: UInt64($0))
    }
    let volts = (0..<rows).map { amplitude * random.uniform(purpose: 1, stream: 0, index: UInt64($0)) }
    let ohms = Resistance(si: segment)
    let tile = CrossbarTile(
      rows: rows, columns: columns, siemens: siemens, law: law,
      wires: CrossbarWires(
        rowSegment: ohms, columnSegment: ohms, left: .connected(.zero), top: .connected(3 * ohms),
        bottom: .connected(2 * ohms)))
    let solution = try CrossbarSolver(tile).solve(CrossbarVoltages(left: volts), keepsNodes: true)
    let nodes = try #require(solution.nodes)
    let (rowVolts, columnVolts) = (nodes.rowVolts(), nodes.columnVolts())

    let scratch = try ScratchFolder()
    try Data(netlist(tile, segment, volts).utf8).write(to: scratch.url.appendingPathComponent("tile.sp"))
    let ngspice = try Tools.discover().require(.ngspice)
    try ToolRun(ngspice, ["-n", "-b", "tile.sp"], in: scratch.url, limits: ToolLimits(seconds: 60))
      .runSuccessfully()
    let file = try RawFile(reading: scratch.url.appendingPathComponent("tile.raw"))
    for i in 0..<rows {
      for j in 0..<columns {
        let (row, column) = (
          try #require(file.voltage("r\(i)_\(j)")), try #require(file.voltage("k\(i)_\(j)"))
        )
        #expect(abs(rowVolts[i * columns + j] - row) < 1e-9 * amplitude)
        #expect(abs(columnVolts[i * columns + j] - column) < 1e-9 * abs(column))
      }
    }
  }

  private func netlist(_ tile: CrossbarTile, _ segment: Double, _ volts: [Double]) -> String {
    var lines = ["* crossbar tile"]
    if case .sinh(let scale) = tile.law { lines.append(".param v0=\(scale.si)") }
    if case .diode(let scale) = tile.law { lines.append(".param v0=\(scale.si)") }
    for i in 0..<tile.rows {
      lines.append("v\(i) r\(i)_0 0 \(volts[i])")
      for j in 0..<tile.columns {
        let (row, column, siemens) = ("r\(i)_\(j)", "k\(i)_\(j)", tile.siemens[i * tile.columns + j])
        if j > 0 { lines.append("rr\(i)_\(j) r\(i)_\(j - 1) \(row) \(segment)") }
        lines.append(
          "rk\(i)_\(j) \(column) \(i + 1 == tile.rows ? "0" : "k\(i + 1)_\(j)") \(i + 1 == tile.rows ? 2 * segment : segment)"
        )
        if i == 0 { lines.append("rt\(j) \(column) 0 \(3 * segment)") }
        // Conductances as parameters: ngspice cuts literals in behavioural sources.
        switch tile.law {
        case .ohmic: lines.append("rc\(i)_\(j) \(row) \(column) \(1 / siemens)")
        case .sinh:
          lines.append(".param g\(i)_\(j)=\(siemens)")
          lines.append("bc\(i)_\(j) \(row) \(column) i='g\(i)_\(j)*v0*sinh(v(\(row),\(column))/v0)'")
        case .diode:
          lines.append(".param g\(i)_\(j)=\(siemens)")
          lines.append("bc\(i)_\(j) \(row) \(column) i='g\(i)_\(j)*v0*(exp(v(\(row),\(column))/v0)-1)'")
        }
      }
    }
    lines.append(
      """
      .options reltol=1e-12 abstol=1e-20 vntol=1e-18 gmin=1e-30
      .op
      .control
      set filetype=ascii
      set numdgt=16
      run
      write tile.raw all
      quit 0
      .endc
      .end

      """)
    return lines.joined(separator: "\n")
  }
}

import Kernels
import Quantities
import Testing

@testable import Crossbars

/// The nodal equations of a tile, branch by branch, solved by elimination with pivoting: slow, and without any of the
/// solver's structure.
private struct NodalTile {
  let tile: CrossbarTile
  private var a: [[Double]] = []
  private var b: [Double] = []
  private var held: [Int: Double] = [:]

  init(_ tile: CrossbarTile, _ voltages: CrossbarVoltages) {
    self.tile = tile
    let (rows, columns) = (tile.rows, tile.columns)
    let count = 2 * rows * columns
    a = .init(repeating: .init(repeating: 0, count: count), count: count)
    b = .init(repeating: 0, count: count)
    for i in 0..<rows {
      for j in 0..<columns {
        let k = i * columns + j
        connect(k, rows * columns + k, tile.siemens[k])
        if j > 0 { connect(k - 1, k, 1 / tile.wires.rowSegment.si) }
        if i > 0 {
          connect(rows * columns + k - columns, rows * columns + k, 1 / tile.wires.columnSegment.si)
        }
      }
    }
    for (end, nodes, volts) in ends(voltages) {
      guard case .connected(let resistance) = end else { continue }
      for (k, node) in nodes.enumerated() {
        let volt = volts.isEmpty ? 0 : volts[k]
        if resistance.si == 0 {
          held[node] = volt
        } else {
          a[node][node] += 1 / resistance.si
          b[node] += volt / resistance.si
        }
      }
    }
  }

  private mutating func connect(_ p: Int, _ q: Int, _ siemens: Double) {
    a[p][p] += siemens
    a[q][q] += siemens
    a[p][q] -= siemens
    a[q][p] -= siemens
  }

  private func ends(_ voltages: CrossbarVoltages) -> [(LineEnd, [Int], [Double])] {
    let (rows, columns, cells) = (tile.rows, tile.columns, tile.rows * tile.columns)
    return [
      (tile.wires.left, (0..<rows).map { $0 * columns }, voltages.left),
      (tile.wires.right, (0..<rows).map { $0 * columns + columns - 1 }, voltages.right),
      (tile.wires.top, (0..<columns).map { cells + $0 }, voltages.top),
      (tile.wires.bottom, (0..<columns).map { 2 * cells - columns + $0 }, voltages.bottom),
    ]
  }

  /// Currents of all connected ends: left, right, top, bottom.
  func currents(_ voltages: CrossbarVoltages) -> [Double] {
    var m = a
    var x = b
    for (node, volt) in held {
      m[node] = m[node].indices.map { $0 == node ? 1 : 0 }
      x[node] = volt
    }
    let n = x.count
    for k in 0..<n {
      let pivot = (k..<n).max { abs(m[$0][k]) < abs(m[$1][k]) } ?? k
      m.swapAt(k, pivot)
      x.swapAt(k, pivot)
      for i in (k + 1)..<max(k + 1, n) where m[i][k] != 0 {
        let factor = m[i][k] / m[k][k]
        for j in k..<n where m[k][j] != 0 { m[i][j] -= factor * m[k][j] }
        x[i] -= factor * x[k]
      }
    }
    for k in (0..<n).reversed() {
      for j in (k + 1)..<max(k + 1, n) { x[k] -= m[k][j] * x[j] }
      x[k] /= m[k][k]
    }
    return ends(voltages).flatMap { end, nodes, volts -> [Double] in
      guard case .connected(let resistance) = end else { return [] }
      return nodes.enumerated().map { k, node in
        if resistance.si > 0 { return ((volts.isEmpty ? 0 : volts[k]) - x[node]) / resistance.si }
        // What leaves a held node into the tile.
        return zip(a[node], x).reduce(-b[node]) { $0 + $1.0 * $1.1 }
      }
    }
  }
}

@Suite struct CrossbarReferenceTests {
  @Test("agrees with elimination for every combination of ends and small sizes", arguments: 0..<81)
  func ends(_ combination: Int) throws {
    let random = Philox(seed: 5)
    var drawn: UInt64 = 0
    func next() -> Double {
      drawn += 1
      return random.uniform(purpose: 0, stream: UInt32(combination), index: drawn)
    }
    // Each end open, held or through a resistance.
    func end(_ digit: Int) -> LineEnd {
      switch combination / digit % 3 {
      case 0: .open
      case 1: .connected(.zero)
      default: .connected(Resistance(si: 0.1 + 10 * next()))
      }
    }
    for sizes in [(1, 1), (1, 4), (5, 1), (2, 2), (3, 5)] {
      let wires = CrossbarWires(
        rowSegment: Resistance(si: 0.1 + 5 * next()), columnSegment: Resistance(si: 0.1 + 5 * next()),
        left: end(1), right: end(3), top: end(9), bottom: end(27))
      // From far less to somewhat more conductive than the wires.
      let tile = randomTile(
        sizes.0, sizes.1, seed: UInt64(100 * next()), scale: [1e-6, 1e-3, 0.02][Int(3 * next())], wires: wires
      )
      let voltages = randomVoltages(tile)
      guard tile.diagnostics().isEmpty else {
        // Nothing is connected, or two terminals directly.
        #expect(combination == 0 || sizes.0 == 1 || sizes.1 == 1)
        #expect(throws: (any Error).self) { _ = try CrossbarSolver(tile) }
        continue
      }
      let found = try CrossbarSolver(tile).solve(voltages).currents.all
      let expected = NodalTile(tile, voltages).currents(voltages)
      // Where no two terminals are connected, no current flows but rounding.
      let bound = 1e-9 * (expected.map(abs).max() ?? 0) + 1e-14
      let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(found.count == expected.count && difference < bound, "\(sizes) \(wires): \(difference)")
    }
  }
}

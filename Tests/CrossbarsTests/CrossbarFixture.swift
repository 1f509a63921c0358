import Foundation
import Kernels
import Quantities

@testable import Crossbars

/// A tile of `tools/make-crossbar-fixtures`, solved by SciPy.
struct CrossbarFixture: Decodable, Sendable {
  struct Solution: Decodable, Sendable {
    var volts: [String: [Double]]
    var currents: [String: [Double]]
    var rows: [Double]?
    var columns: [Double]?

    var voltages: CrossbarVoltages {
      CrossbarVoltages(
        left: volts["left"] ?? [], right: volts["right"] ?? [], top: volts["top"] ?? [],
        bottom: volts["bottom"] ?? [])
    }
    /// Left, right, top, bottom.
    var allCurrents: [Double] { ["left", "right", "top", "bottom"].flatMap { currents[$0] ?? [] } }
  }

  var name: String
  var rows: Int
  var columns: Int
  var rowSegment: Double
  var columnSegment: Double
  var ends: [String: Double?]
  var siemens: [Double]
  var solutions: [Solution]

  static func all() throws -> [CrossbarFixture] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/crossbar.json")
    return try JSONDecoder().decode([CrossbarFixture].self, from: Data(contentsOf: file))
  }

  var tile: CrossbarTile {
    func end(_ name: String) -> LineEnd {
      guard let ohms = ends[name] ?? nil else { return .open }
      return .connected(Resistance(si: ohms))
    }
    return CrossbarTile(
      rows: rows, columns: columns, siemens: siemens,
      wires: CrossbarWires(
        rowSegment: Resistance(si: rowSegment), columnSegment: Resistance(si: columnSegment),
        left: end("left"),
        right: end("right"), top: end("top"), bottom: end("bottom")))
  }
}

/// The largest difference, relative to the largest expected value.
func relativeDifference(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let largest = expected.map(abs).max() ?? 0
  let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  return difference == 0 ? 0 : difference / largest
}

/// A tile with random cells of 1 to 100 uS.
func randomTile(
  _ rows: Int, _ columns: Int, seed: UInt64 = 1, scale: Double = 1e-6, law: CellLaw = .ohmic,
  wires: CrossbarWires
) -> CrossbarTile {
  let philox = Philox(seed: seed)
  return CrossbarTile(
    rows: rows, columns: columns,
    siemens: (0..<rows * columns).map {
      scale * (1 + 99 * philox.uniform(purpose: 0, stream: 0, index: UInt64($0)))
    }, law: law, wires: wires)
}

/// Random voltages of −0.3 to 0.3 V at every connected end.
func randomVoltages(_ tile: CrossbarTile, seed: UInt64 = 2, amplitude: Double = 0.3) -> CrossbarVoltages {
  let philox = Philox(seed: seed)
  func volts(_ end: LineEnd, _ stream: UInt32, _ count: Int) -> [Double] {
    guard end.isConnected else { return [] }
    return (0..<count).map {
      amplitude * (2 * philox.uniform(purpose: 0, stream: stream, index: UInt64($0)) - 1)
    }
  }
  return CrossbarVoltages(
    left: volts(tile.wires.left, 0, tile.rows), right: volts(tile.wires.right, 1, tile.rows),
    top: volts(tile.wires.top, 2, tile.columns), bottom: volts(tile.wires.bottom, 3, tile.columns))
}

extension CrossbarWires {
  /// One Ohm everywhere, rows driven at the left, columns grounded at the bottom.
  static func driven(_ ohms: Double = 1) -> CrossbarWires {
    let segment = Resistance(si: ohms)
    return CrossbarWires(
      rowSegment: segment, columnSegment: segment, left: .connected(segment), bottom: .connected(segment))
  }
}

import Diagnostics
import Kernels

/// A linear tile seen from its terminals: the currents of all connected ends are a matrix times their voltages.
///
/// The matrix is symmetric (reciprocity) and positive semidefinite (passivity). It is extracted once, a solution a
/// terminal, and then stands for the tile without its inner nodes.
package struct EffectiveTile: Sendable {
  /// Number of terminals: left, right, top, bottom, as far as they are connected.
  package let terminals: Int
  /// The admittances in siemens, row by row: the current into terminal i for 1 V at terminal j alone.
  package let siemens: [Double]
  /// Terminals of the left, right, top and bottom ends.
  package let left, right, top, bottom: Range<Int>

  /// Extracts the matrix.
  /// - Parameters:
  ///   - solver: Of a tile with ohmic cells.
  ///   - tolerance: Of each solution.
  ///   - threads: Number of threads, on which the result does not depend; nil: one a core.
  /// - Throws: GD0464 when the cells are not ohmic, and as ``CrossbarSolver/solve(_:from:keepsNodes:tolerance:)``.
  package init(
    _ solver: CrossbarSolver, tolerance: Double = CrossbarSolver.defaultTolerance, threads: Int? = nil
  ) throws {
    let tile = solver.tile
    guard tile.law == .ohmic else {
      throw Diagnostic(
        .error, "GD0464", "A crossbar tile with cells that are not ohmic has no linear operator.",
        advice: "solve it for each set of voltages, or take the ohmic law")
    }
    var count = 0
    func range(_ end: LineEnd, _ lines: Int) -> Range<Int> {
      defer { count += end.isConnected ? lines : 0 }
      return count..<(end.isConnected ? count + lines : count)
    }
    left = range(tile.wires.left, tile.rows)
    right = range(tile.wires.right, tile.rows)
    top = range(tile.wires.top, tile.columns)
    bottom = range(tile.wires.bottom, tile.columns)
    terminals = count
    let ranges = [left, right, top, bottom]
    let columns = try Parallel.map(count: count, threads: threads ?? Parallel.processorCount) { terminal in
      Result {
        let ends = ranges.map { range in
          range.contains(terminal) ? range.map { $0 == terminal ? 1.0 : 0 } : []
        }
        let voltages = CrossbarVoltages(left: ends[0], right: ends[1], top: ends[2], bottom: ends[3])
        return try solver.solve(voltages, tolerance: tolerance).currents.all
      }
    }.map { try $0.get() }
    // The two halves differ by the tolerance; their mean is symmetric to the last bit.
    siemens = [Double](unsafeUninitializedCapacity: count * count) { buffer, initialized in
      for i in 0..<count {
        for j in 0..<count { buffer[i * count + j] = 0.5 * (columns[i][j] + columns[j][i]) }
      }
      initialized = count * count
    }
  }

  /// The currents into all terminals at their voltages, in the order left, right, top, bottom.
  /// - Precondition: one voltage a terminal.
  package func apply(_ volts: [Double]) -> [Double] {
    precondition(volts.count == terminals, "\(volts.count) voltages for \(terminals) terminals")
    return siemens.withUnsafeBufferPointer { matrix in
      (0..<terminals).map { i in
        var sum = 0.0
        for j in 0..<terminals { sum += matrix[i * terminals + j] * volts[j] }
        return sum
      }
    }
  }
}

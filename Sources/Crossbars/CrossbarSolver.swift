import CKernels
import Diagnostics
import Kernels
import Synchronization

/// Solves a crossbar tile with its wires as a circuit, in float64, for many terminal voltages.
///
/// ```swift
/// let solver = try CrossbarSolver(tile)
/// let solution = try solver.solve(CrossbarVoltages(left: inputs))
/// let outputs = solution.currents.bottom.map { -$0 }
/// ```
/// The factors of the tile are made once. Ohmic cells: ``ConjugateGradients``; others: ``CrossbarNewton`` around it.
package final class CrossbarSolver: Sendable {
  /// The tile.
  package let tile: CrossbarTile
  /// The factors of the tile's conductances at 0 V.
  let factors: CrossbarFactors
  /// Memory of finished solutions for the next ones: allocating it takes as long as solving a small tile.
  private let idle = Mutex<[CrossbarWorkspace]>([])

  /// The default tolerance: terminal currents agree with those of a direct solution to 1e-10 or better.
  package static let defaultTolerance = 1e-12

  /// Checks and factors a tile.
  /// - Throws: `DiagnosticsError` with GD0460 for sizes and values that mean nothing, and GD0461 for lines that float.
  package convenience init(_ tile: CrossbarTile) throws { try self.init(tile, isa: gd_best_isa()) }

  /// For tests: with a given instruction set.
  init(_ tile: CrossbarTile, isa: gd_isa) throws {
    let found = tile.diagnostics()
    guard found.isEmpty else { throw DiagnosticsError(found) }
    self.tile = tile
    let geometry = CrossbarGeometry(tile)
    factors = CrossbarFactors(
      geometry, cells: geometry.tiles(tile.siemens),
      smallestCell: tile.siemens.reduce(.infinity) { $1 > 0 ? min($0, $1) : $0 }, isa: isa)
  }

  /// Solves for one set of terminal voltages.
  /// - Parameters:
  ///   - voltages: The terminals' voltages.
  ///   - start: Nodes to start from, as of similar voltages.
  ///   - keepsNodes: Whether the solution has the voltages of all nodes.
  ///   - tolerance: How far Kirchhoff's current law may be missed, relative to the drive, in the energy norm.
  /// - Throws: GD0462 for voltages that do not fit the tile, GD0463 when the solution does not converge.
  package func solve(
    _ voltages: CrossbarVoltages, from start: CrossbarNodes? = nil, keepsNodes: Bool = false,
    tolerance: Double = defaultTolerance
  ) throws -> CrossbarSolution {
    try check(voltages, start)
    let work = idle.withLock { $0.popLast() } ?? CrossbarWorkspace(factors.geometry)
    work.setVoltages(voltages, factors.geometry)
    let solution =
      tile.law == .ohmic
      ? ohmic(work, from: start, keepsNodes: keepsNodes, tolerance: tolerance)
      : CrossbarNewton(factors, tile, work).solve(
        from: start, keepsNodes: keepsNodes, tolerance: tolerance)
    guard solution.relativeResidual <= max(10 * tolerance, Self.acceptable) || solution.isRounding else {
      // Its memory may hold numbers that are none, and is not used again.
      throw Diagnostic(
        .error, "GD0463",
        "The solution of a crossbar tile did not converge: after \(solution.iterations) iterations Kirchhoff's law is "
          + "missed by \(solution.relativeResidual) of the drive.")
    }
    idle.withLock { $0.append(work) }
    return solution
  }

  /// Solves for many sets of terminal voltages, on several threads; the results do not depend on their number.
  /// - Parameters:
  ///   - voltages: The terminals' voltages, set by set.
  ///   - starts: Nodes to start from for each set; empty for none.
  ///   - keepsNodes: Whether the solutions have the voltages of all nodes.
  ///   - tolerance: As for one set.
  ///   - threads: Number of threads; nil: one a core.
  /// - Throws: As for one set.
  package func solve(
    _ voltages: [CrossbarVoltages], from starts: [CrossbarNodes] = [], keepsNodes: Bool = false,
    tolerance: Double = defaultTolerance, threads: Int? = nil
  ) throws -> [CrossbarSolution] {
    guard starts.isEmpty || starts.count == voltages.count else {
      throw Diagnostic(
        .error, "GD0462",
        "\(starts.count) starts were given for \(voltages.count) sets of voltages of a crossbar tile; expected one each, or none."
      )
    }
    return try Parallel.map(count: voltages.count, threads: threads ?? Parallel.processorCount) { k in
      Result {
        try solve(
          voltages[k], from: starts.isEmpty ? nil : starts[k], keepsNodes: keepsNodes, tolerance: tolerance)
      }
    }.map { try $0.get() }
  }

  /// The residual that is still a solution where rounding sets the limit.
  private static let acceptable = 1e-9
  /// Squared norms up to this multiple of one rounding a node are rounding: of tiles whose terminals are all at one
  /// voltage, where no current flows that a residual could be compared with.
  static let roundingFactor = 1e4

  private func ohmic(
    _ work: CrossbarWorkspace, from start: CrossbarNodes?, keepsNodes: Bool, tolerance: Double
  ) -> CrossbarSolution {
    let geometry = factors.geometry
    let x = DoubleMemory(geometry.cellCount)
    if let start {
      x.base.update(from: start.columns.base, count: x.count)
      geometry.setHeld(x, work.volts)
    } else {
      geometry.setWithoutCells(x, work.volts)
    }
    let rows = keepsNodes ? DoubleMemory(geometry.cellCount) : nil
    let outcome = ConjugateGradients(factors: factors, work: work).solve(
      work.drive(rowNodes: rows), x, isWarm: start != nil, tolerance: tolerance, floor: work.noise)
    return CrossbarSolution(
      currents: geometry.currents(work.currents),
      nodes: rows.map { CrossbarNodes(geometry: geometry, rows: $0, columns: x) },
      iterations: outcome.iterations, newtonSteps: 0, relativeResidual: outcome.relative,
      isRounding: outcome.squared <= Self.roundingFactor * work.noise)
  }

  private func check(_ voltages: CrossbarVoltages, _ start: CrossbarNodes?) throws {
    let wires = tile.wires
    let ends = [wires.left, wires.right, wires.top, wires.bottom]
    let counts = [tile.rows, tile.rows, tile.columns, tile.columns]
    var found: [Diagnostic] = []
    for (k, name) in ["left", "right", "top", "bottom"].enumerated() where !voltages.ends[k].isEmpty {
      let values = voltages.ends[k]
      if values.count != counts[k] {
        found.append(
          Diagnostic(
            .error, "GD0462",
            "\(values.count) voltages were given for the \(name) ends of a crossbar tile; expected \(counts[k])."
          ))
      }
      if !ends[k].isConnected {
        found.append(
          Diagnostic(
            .error, "GD0462", "Voltages were given for the \(name) ends of a crossbar tile, which are open.",
            advice: "leave them out, or connect the ends"))
      }
      if let bad = values.first(where: { !$0.isFinite }) {
        found.append(
          Diagnostic(
            .error, "GD0462", "A voltage at the \(name) ends of a crossbar tile is \(bad); expected a number."
          ))
      }
    }
    if let start, start.geometry.rows != tile.rows || start.geometry.columns != tile.columns {
      found.append(
        Diagnostic(
          .error, "GD0462",
          "The start of a solution is of a tile of \(start.geometry.rows) × \(start.geometry.columns); expected "
            + "\(tile.rows) × \(tile.columns)."))
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }
}

extension CrossbarGeometry {
  /// The currents of the connected ends.
  func currents(_ memories: [DoubleMemory]) -> CrossbarCurrents {
    func values(_ end: LineEnd, _ memory: DoubleMemory, _ count: Int) -> [Double] {
      end.isConnected ? Array(UnsafeBufferPointer(start: memory.base, count: count)) : []
    }
    return CrossbarCurrents(
      left: values(wires.left, memories[0], rows), right: values(wires.right, memories[1], rows),
      top: values(wires.top, memories[2], columns), bottom: values(wires.bottom, memories[3], columns))
  }
}

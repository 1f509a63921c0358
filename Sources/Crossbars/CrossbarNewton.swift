import CKernels
import Kernels

/// Newton's method for a tile whose cells are not ohmic.
///
/// The solution is the minimum of the content, a convex function of the node voltages because the current of a cell
/// grows with its voltage: Φ = Σ ½ a (Δv)² over the wires + Σ ∫ I dv over the cells. F = −∇Φ is what Kirchhoff's current
/// law misses at the nodes, and the Hessian is a linear tile whose cells have the slopes dI/dv, so a step δ is one
/// solution by ``ConjugateGradients``. F·δ is the squared error in the energy norm, as good as the model is.
///
/// A step is shortened when F at its end points back too strongly, which is all that a convex function needs and costs
/// no evaluation of Φ. The linear solutions are only as exact as the step is: their tolerance is the error before.
struct CrossbarNewton {
  /// Of the conductances at 0 V.
  let base: CrossbarFactors
  private let curve: gd_cell_curve
  let work: CrossbarWorkspace
  private let memory: Memory
  /// Row nodes (lanes) and column nodes (tiles).
  private let u, w: DoubleMemory

  /// What a solution needs besides its nodes.
  struct Memory {
    /// The slopes of the cells, and their factors.
    let slopes: CrossbarFactors
    /// A step, and what Kirchhoff's law misses: of row nodes (lanes) and column nodes (tiles).
    let rowStep, columnStep, rowMissing, columnMissing: DoubleMemory

    init(_ base: CrossbarFactors) {
      func memory() -> DoubleMemory { DoubleMemory(base.geometry.cellCount) }
      slopes = CrossbarFactors(base.geometry, cells: memory(), isa: base.isa)
      (rowStep, columnStep, rowMissing, columnMissing) = (memory(), memory(), memory(), memory())
    }
  }

  /// - Parameters:
  ///   - base: Factors of the tile.
  ///   - tile: The tile.
  ///   - work: With the terminals' voltages.
  init(_ base: CrossbarFactors, _ tile: CrossbarTile, _ work: CrossbarWorkspace) {
    (self.base, self.work) = (base, work)
    memory = work.newton(base)
    (u, w) = (DoubleMemory(base.geometry.cellCount), DoubleMemory(base.geometry.cellCount))
    // With open cells alone any bound will do.
    let smallest = base.smallestCell.isFinite ? base.smallestCell : 1
    curve = tile.law.curve(below: Self.largestCurrent(base.geometry, work) / smallest)
  }

  /// More than any cell's current: all node voltages lie between the terminals', and no cell gets more than the wires of
  /// one of its nodes carry at that voltage. Infinite where a cell lies between two held nodes.
  private static func largestCurrent(_ geometry: CrossbarGeometry, _ work: CrossbarWorkspace) -> Double {
    let wires = geometry.wires
    if (wires.left.isHeld || wires.right.isHeld) && (wires.top.isHeld || wires.bottom.isHeld) {
      return .infinity
    }
    let segment = 2 / wires.rowSegment.si + 2 / wires.columnSegment.si
    return (segment + [wires.left, wires.right, wires.top, wires.bottom].map(\.siemens).reduce(0, +))
      * 2 * work.largestVoltage
  }

  /// Newton steps after which there is no hope.
  private static let limit = 200
  /// The residual where rounding is the limit when it no longer falls.
  private static let rounding = 1e-9

  /// Solves at the voltages in `work`.
  func solve(from start: CrossbarNodes?, keepsNodes: Bool, tolerance: Double) -> CrossbarSolution {
    let geometry = base.geometry
    let linear = ConjugateGradients(factors: base, work: work)
    var (iterations, steps) = (0, 0)
    let reference: Double
    if let start {
      w.base.update(from: start.columns.base, count: w.count)
      u.base.update(from: start.rows.base, count: u.count)
      reference = linear.reference(work.drive(rowNodes: nil))
    } else {
      geometry.setWithoutCells(w, work.volts)
      let outcome = linear.solve(
        work.drive(rowNodes: u), w, isWarm: false, tolerance: 1e-2, floor: work.noise)
      (iterations, reference) = (outcome.iterations, outcome.reference)
    }
    geometry.setHeld(w, work.volts)
    geometry.setHeldRows(u, work.volts)
    var (relative, lastGain) = (1.0, 0.0)
    var isValid = evaluate()
    while isValid, steps < Self.limit {
      memory.slopes.factor()
      let drive = max(reference, endEnergy())
      let goal = max(tolerance * tolerance * drive, work.noise)
      memory.columnStep.clear()
      let outcome = ConjugateGradients(factors: memory.slopes, work: work).solve(
        gd_crossbar_drive(
          row_volts: (nil, nil), column_volts: (nil, nil), row_sources: UnsafePointer(memory.rowMissing.base),
          column_sources: UnsafePointer(memory.columnMissing.base), row_nodes: memory.rowStep.base,
          row_currents: (nil, nil), column_currents: (nil, nil)),
        memory.columnStep, isWarm: false, tolerance: min(0.03, relative), floor: 0.1 * goal)
      iterations += outcome.iterations
      // The rows' own part of the error is in F·δ, but not in the norm of the column nodes' right-hand side.
      let gain = along()
      let before = relative
      relative = drive > 0 ? (max(gain, 0) / drive).squareRoot() : 0
      lastGain = gain
      if gain <= goal { break }
      if relative < Self.rounding, relative > 0.5 * before { break }
      steps += 1
      // Where rounding is the limit, no length of the step need gain anything.
      isValid = advance(gain) || relative < Self.rounding
    }
    return solution(
      keepsNodes: keepsNodes, iterations: iterations, steps: steps, relative: isValid ? relative : .infinity,
      isRounding: isValid && lastGain <= CrossbarSolver.roundingFactor * work.noise)
  }

  /// Goes along the step as far as is good; false when no length is.
  private func advance(_ gain: Double) -> Bool {
    var (length, done) = (1.0, 0.0)
    for _ in 0..<60 {
      move(length - done)
      done = length
      let end = evaluate() ? along() : -.infinity
      if end >= -0.5 * gain { return true }
      // Where the derivative would vanish if it fell linearly, but neither short nor long.
      length *= min(max(gain / (gain - end), 0.1), 0.5)
    }
    return false
  }

  /// Σ I²/a over the ends with the conductance a of the end or of the first segment: what errors are compared with, since
  /// the drive of the cells' conductances at 0 V says little when they conduct far more than that.
  private func endEnergy() -> Double {
    let geometry = base.geometry
    let wires = geometry.wires
    func energy(_ end: LineEnd, _ segment: Double, _ volt: Double, _ node: Double, _ missing: Double)
      -> Double
    {
      switch end {
      case .open: 0
      case .connected where end.isHeld: missing * missing * segment
      case .connected: end.siemens * (volt - node) * (volt - node)
      }
    }
    var sum = 0.0
    for (end, column, volts) in [
      (wires.left, 0, work.volts[0]), (wires.right, geometry.columns - 1, work.volts[1]),
    ] {
      for i in 0..<geometry.rows {
        let k = geometry.lanePlace(row: i, column: column)
        sum += energy(end, wires.rowSegment.si, volts.base[i], u.base[k], memory.rowMissing.base[k])
      }
    }
    for (end, row, volts) in [
      (wires.top, 0, work.volts[2]), (wires.bottom, geometry.rows - 1, work.volts[3]),
    ] {
      for j in 0..<geometry.columns {
        let k = geometry.place(row: row, column: j)
        sum += energy(end, wires.columnSegment.si, volts.base[j], w.base[k], memory.columnMissing.base[k])
      }
    }
    return sum
  }

  private func move(_ length: Double) {
    withUnsafePointer(to: base.geometry.kernel) {
      gd_crossbar_advance(base.isa, $0, length, memory.rowStep.numbers, u.numbers)
      gd_crossbar_advance(base.isa, $0, length, memory.columnStep.numbers, w.numbers)
    }
  }

  /// F·δ; held nodes have no step.
  private func along() -> Double {
    withUnsafePointer(to: base.geometry.kernel) {
      gd_crossbar_dot(base.isa, $0, memory.rowMissing.numbers, memory.rowStep.numbers)
        + gd_crossbar_dot(base.isa, $0, memory.columnMissing.numbers, memory.columnStep.numbers)
    }
  }

  /// F and the slopes at u and w; false when a number overflowed.
  private func evaluate() -> Bool {
    var drive = work.drive(rowNodes: nil)
    var at = gd_newton(
      cells: base.cells.numbers, u: u.numbers, w: w.numbers, slopes: memory.slopes.cells.numbers,
      row_missing: memory.rowMissing.numbers, column_missing: memory.columnMissing.numbers)
    return withUnsafePointer(to: base.geometry.kernel) {
      gd_crossbar_evaluate(base.isa, $0, curve, &drive, &at) != 0
    }
  }

  private func solution(
    keepsNodes: Bool, iterations: Int, steps: Int, relative: Double, isRounding: Bool
  ) -> CrossbarSolution {
    let geometry = base.geometry
    let kernel = geometry.kernel
    // Where the other end is open, the sum of the cells' currents: the current over the end less what the line misses.
    func setRows(_ end: Int, _ isHeld: Bool, _ siemens: Double, _ column: Int) {
      for i in 0..<geometry.rows {
        let k = geometry.lanePlace(row: i, column: column)
        var current = isHeld ? -memory.rowMissing[k] : siemens * (work.volts[end][i] - u[k])
        if kernel.row_ends.0 == 0 && kernel.row_held.0 == 0
          || kernel.row_ends.1 == 0 && kernel.row_held.1 == 0
        {
          for j in 0..<geometry.columns where !(isHeld && j == column) {
            current -= memory.rowMissing[geometry.lanePlace(row: i, column: j)]
          }
        }
        work.currents[end][i] = current
      }
    }
    func setColumns(_ end: Int, _ isHeld: Bool, _ siemens: Double, _ row: Int) {
      for j in 0..<geometry.columns {
        let k = geometry.place(row: row, column: j)
        var current = isHeld ? -memory.columnMissing[k] : siemens * (work.volts[end][j] - w[k])
        if kernel.column_ends.0 == 0 && kernel.column_held.0 == 0
          || kernel.column_ends.1 == 0 && kernel.column_held.1 == 0
        {
          for i in 0..<geometry.rows where !(isHeld && i == row) {
            current -= memory.columnMissing[geometry.place(row: i, column: j)]
          }
        }
        work.currents[end][j] = current
      }
    }
    setRows(0, kernel.row_held.0 != 0, kernel.row_ends.0, 0)
    setRows(1, kernel.row_held.1 != 0, kernel.row_ends.1, geometry.columns - 1)
    setColumns(2, kernel.column_held.0 != 0, kernel.column_ends.0, 0)
    setColumns(3, kernel.column_held.1 != 0, kernel.column_ends.1, geometry.rows - 1)
    return CrossbarSolution(
      currents: geometry.currents(work.currents),
      nodes: keepsNodes ? CrossbarNodes(geometry: geometry, rows: u, columns: w) : nil,
      iterations: iterations,
      newtonSteps: steps, relativeResidual: relative, isRounding: isRounding)
  }
}

import CKernels
import Kernels

/// Preconditioned conjugate gradients on the column nodes of a linear tile.
///
/// Kirchhoff's current law at the row nodes u and column nodes w reads
///
///     T u − G w = b_u      T: tridiagonal in every row, the row lines' segments and ends plus the cells
///     S w − G u = b_w      S: tridiagonal in every column; G: the cells
///
/// so the row nodes are eliminated exactly, a tridiagonal system a row, which leaves
///
///     C w = b,   C = S − G T⁻¹ G,   b = b_w + G T⁻¹ b_u,
///
/// symmetric and positive definite. The preconditioner M is C without the coupling of columns through rows, which is weak
/// where wires conduct more than cells: the tridiagonal matrices of the column lines with every cell in series with its
/// two row segments, S − G D⁻¹ G with the diagonal D of T. With the bare S, a cell that conducts more than its wires, as
/// a shorted one, would cost an iteration or more each, because its C is that of the wires. The coarse tile adds what M
/// misses of slow variations, see ``CoarseCrossbar``. This is the method of conjugate gradients in its standard form;
/// only the order of the work is ours: an iteration reads and writes the arrays of cells in two sweeps.
///
/// Down the columns, y −= α L⁻¹q with M = L Δ Lᵀ, so that y = L⁻¹r follows r without keeping r, and r·M⁻¹r = Σ y²/δ is
/// known before the back substitution. Up the columns, z = L⁻ᵀΔ⁻¹y and at once p ← z + βp and q = C p for eight rows
/// after another, and x += αp of the iteration before, while p is at hand. With n cells that is 14 n numbers to and from
/// memory in an iteration, and eight rows or eight columns in each vector operation.
struct ConjugateGradients {
  let factors: CrossbarFactors
  let work: CrossbarWorkspace

  /// How it ended.
  struct Outcome {
    /// Iterations.
    var iterations = 0
    /// r·M⁻¹r of the residual of column lines without cells, and of the true residual.
    var reference = 0.0
    var squared = 0.0
    /// √(r·M⁻¹r) of the true residual, relative to that of column lines without cells.
    var relative: Double { reference > 0 ? (squared / reference).squareRoot() : 0 }
  }

  /// Improves x until the norm of the residual is at most `tolerance` times that of column lines without cells, or as
  /// small as rounding lets it become, and computes the drive's currents and row nodes.
  /// - Parameters:
  ///   - x: Column nodes (tiles), held nodes at their voltage.
  ///   - isWarm: Whether x has been solved for before; otherwise it is that of column lines without cells.
  ///   - floor: A squared norm that is small enough in any case.
  func solve(
    _ drive: gd_crossbar_drive, _ x: DoubleMemory, isWarm: Bool, tolerance: Double, floor: Double = 0
  ) -> Outcome {
    withInterpolation { down in
      let reference = isWarm ? self.reference(drive, down) : nil
      return solve(drive, x, reference: reference, tolerance: tolerance, floor: floor, down)
    }
  }

  /// r·M⁻¹r of column lines without cells.
  func reference(_ drive: gd_crossbar_drive) -> Double { withInterpolation { reference(drive, $0) } }

  private func withInterpolation<Result>(_ body: (gd_interpolation) -> Result) -> Result {
    work.prepare(factors)
    return factors.coarse?.withInterpolation(body) ?? body(gd_interpolation())
  }

  private func solve(
    _ drive: gd_crossbar_drive, _ x: DoubleMemory, reference: Double?, tolerance: Double, floor: Double,
    _ down: gd_interpolation
  ) -> Outcome {
    var outcome = Outcome()
    var squared = residual(drive, x, down)
    let reference = reference ?? squared
    let goal = max(tolerance * tolerance * reference, floor)
    // Rounding makes the residual of the recurrence drift from the true one, which is computed again at the end and is
    // where another round starts if it is worse. When a round does not gain anything, rounding is the limit.
    while squared > goal, outcome.iterations < Self.limit {
      let before = squared
      iterate(x, down, from: squared, to: goal, &outcome.iterations)
      squared = residual(drive, x, down)
      if !(squared < 0.25 * before) || squared <= 4 * goal { break }
    }
    (outcome.reference, outcome.squared) = (reference, squared)
    return outcome
  }

  /// Iterations after which there is no hope.
  private static let limit = 20_000

  private func reference(_ drive: gd_crossbar_drive, _ down: gd_interpolation) -> Double {
    let start = DoubleMemory(factors.geometry.cellCount)
    factors.geometry.setWithoutCells(start, work.volts)
    return residual(drive, start, down)
  }

  /// y = L⁻¹r, the coarse residual and its correction; returns r·M⁻¹r.
  private func residual(_ drive: gd_crossbar_drive, _ x: DoubleMemory, _ down: gd_interpolation) -> Double {
    let geometry = factors.geometry
    var (drive, kernel) = (drive, factors.kernel)
    if factors.coarse != nil { work.rows.clear() }
    var at = vectors(x, down)
    let squared = withUnsafePointer(to: geometry.kernel) {
      gd_crossbar_residual(factors.isa, $0, &kernel, &drive, &at)
    }
    guard let coarse = factors.coarse else { return squared }
    coarse.restrict(work.rows, fineStride: geometry.paddedColumns, into: work.residual)
    return squared + correct(coarse)
  }

  /// What the kernels work on.
  private func vectors(_ x: DoubleMemory, _ down: gd_interpolation) -> gd_iteration {
    gd_iteration(
      x: x.numbers, y: work.y.numbers, p: work.p.numbers, q: work.q.numbers, down: down,
      coarse: factors.coarse == nil ? gd_numbers() : work.rows.numbers, scratch: work.scratch.numbers)
  }

  /// e from the coarse residual, expanded to `rows`; returns c·e.
  private func correct(_ coarse: CoarseCrossbar) -> Double {
    coarse.solve(work.residual, into: work.correction, scratch: work.coarseScratch, isa: factors.isa)
    coarse.interpolate(work.correction, into: work.rows, fineStride: factors.geometry.paddedColumns)
    var sum = 0.0
    for k in 0..<work.residual.count { sum += work.residual.base[k] * work.correction.base[k] }
    return sum
  }

  /// One round, from the residual in `work` whose squared norm is `squared`.
  private func iterate(
    _ x: DoubleMemory, _ down: gd_interpolation, from squared: Double, to goal: Double,
    _ iterations: inout Int
  ) {
    let isa = factors.isa
    var kernel = factors.kernel
    let coarse = factors.coarse
    var at = vectors(x, down)
    var (rho, alpha, beta) = (squared, 0.0, 0.0)
    withUnsafePointer(to: factors.geometry.kernel) { tile in
      while rho > goal, iterations < Self.limit {
        let curvature = gd_crossbar_up(isa, tile, &kernel, alpha, beta, &at)
        iterations += 1
        alpha = rho / curvature
        guard alpha.isFinite, alpha > 0 else { return }
        if coarse != nil { work.rows.clear() }
        var next = gd_crossbar_down(isa, tile, &kernel, alpha, &at)
        if let coarse {
          coarse.restrict(work.rows, fineStride: factors.geometry.paddedColumns, into: work.image)
          for k in 0..<work.residual.count { work.residual.base[k] -= alpha * work.image.base[k] }
          next += correct(coarse)
        }
        beta = next / rho
        rho = next
      }
      gd_crossbar_advance(isa, tile, alpha, at.p, at.x)
    }
  }
}

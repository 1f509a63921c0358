import CKernels
import Kernels

/// A tile of fewer and longer segments that stands for the tile in what varies slowly over its cells.
///
/// The iteration's preconditioner M sees each column line alone. What it misses is the coupling of column lines through
/// the row lines, C = S − G T⁻¹ G; where cells conduct much more than the wires over the size of the tile, row and column
/// nodes follow one another and C is far smaller than M for voltages that vary slowly, as in Poisson's equation. So the
/// same difference is taken on a coarse tile, solved directly and interpolated,
///
///   M⁻¹ + P (C_c⁻¹ − M_c⁻¹) Pᵀ,
///
/// which is symmetric and positive definite because C_c ≤ M_c: the cells of M_c, in series with row segments alone, conduct
/// at least as much as those of C_c. Adding the whole C_c⁻¹, as in additive two-level methods,
/// would count the column lines twice. The coarse tile is a crossbar again: the lines of a block in parallel, segments
/// as long as the blocks, the block's cells in parallel, each with half a segment of either wire in series, because a
/// shorted cell couples no more of its block than its own wires carry.
final class CoarseCrossbar: Sendable {
  /// Coarse rows; the kernels' sweeps interpolate along the column lines.
  let rows: CoarseDirection
  /// Coarse columns.
  let columns: CoarseDirection
  /// Columns with padding.
  let stride: Int
  private let cells, columnCells, rowLinks, rowGround, columnLinks, columnGround, blocks, pivots: DoubleMemory
  nonisolated(unsafe) private let kernel: gd_coarse_crossbar

  /// - Returns: nil when the preconditioner alone is as good: where, along rows or along columns, cells conduct no more
  ///   than the line's wires do over its length.
  init?(_ geometry: CrossbarGeometry, isa: gd_isa, cells fine: DoubleMemory) {
    let wires = geometry.wires
    let (row, column) = (wires.rowSegment.si, wires.columnSegment.si)
    let series = (row + column) / 2
    let limit = Self.limit(geometry)
    guard
      let rows = CoarseDirection(
        lines: geometry.rows, padded: geometry.paddedRows, limit: limit, held: geometry.kernel.column_held),
      // Column nodes are meant: those where a row node is held are free.
      let columns = CoarseDirection(
        lines: geometry.columns, padded: geometry.paddedColumns, limit: limit, held: (0, 0))
    else { return nil }
    /// Cells of each coarse row and fine column.
    func sums(series: Double) -> DoubleMemory {
      let sums = DoubleMemory(rows.count * geometry.paddedColumns)
      withUnsafePointer(to: geometry.kernel) {
        gd_crossbar_sum_rows(isa, $0, fine.numbers, series, rows.owner, sums.numbers)
      }
      return sums
    }
    let partial = sums(series: series)
    let mean =
      (0..<partial.count).reduce(0.0) { $0 + partial.base[$1] } / Double(geometry.rows * geometry.columns)
    func strength(_ lines: Int, _ segment: Double, _ first: LineEnd, _ second: LineEnd) -> Double {
      // A line without terminals moves as a whole, however well it conducts.
      first.isConnected || second.isConnected ? mean * segment * Double(lines * lines) : .infinity
    }
    let strength = min(
      strength(geometry.columns, row, wires.left, wires.right),
      strength(geometry.rows, column, wires.top, wires.bottom))
    guard strength > Self.threshold else { return nil }
    let columnPartial = sums(series: row / 2)
    (self.rows, self.columns) = (rows, columns)
    stride = (columns.count + 7) / 8 * 8
    let count = rows.count * stride
    cells = DoubleMemory(count)
    columnCells = DoubleMemory(count)
    rowLinks = DoubleMemory(count)
    rowGround = DoubleMemory(count)
    // One row more, which is read past the last one and stays zero.
    columnLinks = DoubleMemory(count + stride)
    columnGround = DoubleMemory(count)
    blocks = DoubleMemory(count * columns.count)
    pivots = DoubleMemory(count)
    for i in 0..<rows.count {
      for j in 0..<geometry.columns {
        let (k, fine) = (i * stride + Int(columns.owner[j]), i * geometry.paddedColumns + j)
        cells.base[k] += partial.base[fine]
        columnCells.base[k] += columnPartial.base[fine]
      }
      for j in 0..<columns.count {
        let k = i * stride + j
        let (lines, across) = (Double(rows.size(i)), Double(columns.size(j)))
        if j > 0 { rowLinks[k] = lines / (row * columns.segments(before: j)) }
        if i > 0 { columnLinks[k] = across / (column * rows.segments(before: i)) }
        func ground(_ end: LineEnd, _ lines: Double, _ segment: Double, _ half: Double) -> Double {
          guard case .connected(let resistance) = end else { return 0 }
          // A block of one held line is as good as held.
          return lines / max(resistance.si + segment * half, 1e-3 * segment)
        }
        if j == 0 { rowGround[k] += ground(wires.left, lines, row, columns.halfSegments(j)) }
        if j == columns.count - 1 { rowGround[k] += ground(wires.right, lines, row, columns.halfSegments(j)) }
        if i == 0 { columnGround[k] += ground(wires.top, across, column, rows.halfSegments(i)) }
        if i == rows.count - 1 {
          columnGround[k] += ground(wires.bottom, across, column, rows.halfSegments(i))
        }
      }
    }
    kernel = gd_coarse_crossbar(
      rows: rows.count, columns: columns.count, stride: stride, cells: cells.base,
      column_cells: columnCells.base,
      row_links: rowLinks.base,
      row_ground: rowGround.base, column_links: columnLinks.base, column_ground: columnGround.base,
      blocks: blocks.base, pivots: pivots.base)
    let scratch = DoubleMemory(2 * stride)
    withUnsafePointer(to: kernel) { gd_coarse_factor(isa, $0, scratch.numbers) }
  }

  /// Lines a side, at most: factoring the coarse tile takes limit⁴ multiply-adds, which with this limit is about the time
  /// of an iteration on all cells; fewer lines would leave more to the iteration.
  private static func limit(_ geometry: CrossbarGeometry) -> Int {
    8 * max(1, Int((0.27 * Double(geometry.rows * geometry.columns).squareRoot().squareRoot()).rounded()))
  }
  /// g r n² from where the coarse tile is worth its time, measured.
  private static let threshold = 8.0

  /// Numbers of `scratch` that ``solve(_:into:scratch:isa:)`` needs.
  var scratchCount: Int { 2 * rows.count * stride }

  /// `fine`, [coarse row][fine column], restricted along the rows: [coarse row][stride].
  func restrict(_ fine: DoubleMemory, fineStride: Int, into coarse: DoubleMemory) {
    coarse.clear()
    let (first, weights) = (columns.first, columns.weights)
    for i in 0..<rows.count {
      let (source, target) = (fine.base + i * fineStride, coarse.base + i * stride)
      for j in 0..<columns.lines {
        let k = Int(first[j])
        target[k] += weights[2 * j] * source[j]
        target[k + 1] += weights[2 * j + 1] * source[j]
      }
    }
  }

  /// `coarse`, [coarse row][stride], interpolated along the rows: [coarse row][fine column].
  func interpolate(_ coarse: DoubleMemory, into fine: DoubleMemory, fineStride: Int) {
    let (first, weights) = (columns.first, columns.weights)
    for i in 0..<rows.count {
      let (source, target) = (coarse.base + i * stride, fine.base + i * fineStride)
      for j in 0..<columns.lines {
        let k = Int(first[j])
        target[j] = weights[2 * j] * source[k] + weights[2 * j + 1] * source[k + 1]
      }
    }
  }

  /// The interpolation along the column lines in the kernels' terms.
  func withInterpolation<Result>(_ body: (gd_interpolation) -> Result) -> Result {
    rows.first.withUnsafeBufferPointer { first in
      rows.weights.withUnsafeBufferPointer { weights in
        body(gd_interpolation(first: first.baseAddress, weights: weights.baseAddress))
      }
    }
  }

  /// e = (C_c⁻¹ − M_c⁻¹) c.
  func solve(_ c: DoubleMemory, into e: DoubleMemory, scratch: DoubleMemory, isa: gd_isa) {
    withUnsafePointer(to: kernel) { gd_coarse_solve(isa, $0, c.numbers, e.numbers, scratch.numbers) }
  }
}

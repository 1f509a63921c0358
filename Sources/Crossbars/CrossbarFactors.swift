import CKernels
import Kernels

/// The factors of a programming state: pivots of all lines and the coarse tile.
///
/// Shared by threads once factored; whoever factors anew owns it alone.
final class CrossbarFactors: @unchecked Sendable {
  let geometry: CrossbarGeometry
  let isa: gd_isa
  /// Conductances (tiles).
  let cells: DoubleMemory
  /// Reciprocal pivots of row lines (lanes) and column lines (tiles).
  let rowPivots, columnPivots: DoubleMemory
  /// The smallest conductance of a cell that is not open; infinite if all are.
  let smallestCell: Double
  /// nil where it does not pay.
  private(set) var coarse: CoarseCrossbar?
  private let scratch: DoubleMemory

  /// Factors a tile of the conductances `cells` (tiles).
  init(_ geometry: CrossbarGeometry, cells: DoubleMemory, smallestCell: Double = 1, isa: gd_isa) {
    (self.geometry, self.cells, self.smallestCell, self.isa) = (geometry, cells, smallestCell, isa)
    rowPivots = DoubleMemory(geometry.cellCount)
    columnPivots = DoubleMemory(geometry.cellCount)
    scratch = DoubleMemory(geometry.paddedColumns)
    factor()
  }

  /// Factors anew after a change of `cells`.
  func factor() {
    var factors = kernel
    withUnsafePointer(to: geometry.kernel) { gd_crossbar_factor(isa, $0, &factors, scratch.numbers) }
    coarse = CoarseCrossbar(geometry, isa: isa, cells: cells)
  }

  /// In the kernels' terms.
  var kernel: gd_crossbar_factors {
    gd_crossbar_factors(
      cells: cells.numbers, row_pivots: rowPivots.numbers, column_pivots: columnPivots.numbers)
  }
}

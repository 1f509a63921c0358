import CKernels
import Kernels

/// Memory of one solution in progress; a thread has its own.
final class CrossbarWorkspace: @unchecked Sendable {
  /// Search direction p and its image q = C p, and L⁻¹ of the residual.
  let p, q, y: DoubleMemory
  /// Of the kernels.
  let scratch: DoubleMemory
  /// Voltages at the ends, padded: left, right, top, bottom.
  let volts: [DoubleMemory]
  /// Currents at the ends.
  let currents: [DoubleMemory]
  /// The coarse tile's restricted residual c, its increments, and e; [coarse row][stride].
  private(set) var residual, image, correction, coarseScratch: DoubleMemory
  /// [coarse row][fine column].
  private(set) var rows: DoubleMemory

  /// Of Newton's method, once it is used.
  private var newtonMemory: CrossbarNewton.Memory?

  init(_ geometry: CrossbarGeometry) {
    (p, q, y) = (
      DoubleMemory(geometry.cellCount), DoubleMemory(geometry.cellCount), DoubleMemory(geometry.cellCount)
    )
    scratch = DoubleMemory(11 * geometry.paddedColumns)
    let ends = [geometry.paddedRows, geometry.paddedRows, geometry.paddedColumns, geometry.paddedColumns]
    volts = ends.map { DoubleMemory($0) }
    currents = ends.map { DoubleMemory($0) }
    let nothing = DoubleMemory(0)
    (residual, image, correction, coarseScratch, rows) = (nothing, nothing, nothing, nothing, nothing)
  }

  /// The largest voltage of a terminal, and the squared norm that one rounding of each column node's voltage leaves:
  /// n (ε V)² a, with the segments' a.
  private(set) var largestVoltage = 0.0, noise = 0.0

  /// Takes the terminals' voltages.
  func setVoltages(_ voltages: CrossbarVoltages, _ geometry: CrossbarGeometry) {
    for (memory, values) in zip(volts, voltages.ends) {
      memory.clear()
      memory.base.update(from: values, count: values.count)
    }
    largestVoltage = voltages.ends.joined().reduce(0) { max($0, abs($1)) }
    let volt = largestVoltage * .ulpOfOne
    noise = Double(geometry.rows * geometry.columns) * volt * volt / geometry.wires.columnSegment.si
  }

  /// Makes room for a coarse tile, which may come and go with the cells of a non-linear tile.
  func prepare(_ factors: CrossbarFactors) {
    guard let coarse = factors.coarse else { return }
    let count = coarse.rows.count * coarse.stride
    guard residual.count != count else { return }
    residual = DoubleMemory(count)
    image = DoubleMemory(count)
    correction = DoubleMemory(count)
    coarseScratch = DoubleMemory(coarse.scratchCount)
    rows = DoubleMemory(coarse.rows.count * factors.geometry.paddedColumns)
  }

  /// Memory of Newton's method.
  func newton(_ base: CrossbarFactors) -> CrossbarNewton.Memory {
    if let newtonMemory { return newtonMemory }
    let memory = CrossbarNewton.Memory(base)
    newtonMemory = memory
    return memory
  }

  /// What drives the linear tile: the ends' voltages.
  func drive(rowNodes: DoubleMemory?) -> gd_crossbar_drive {
    gd_crossbar_drive(
      row_volts: (UnsafePointer(volts[0].base), UnsafePointer(volts[1].base)),
      column_volts: (UnsafePointer(volts[2].base), UnsafePointer(volts[3].base)), row_sources: nil,
      column_sources: nil, row_nodes: rowNodes?.base, row_currents: (currents[0].base, currents[1].base),
      column_currents: (currents[2].base, currents[3].base))
  }
}

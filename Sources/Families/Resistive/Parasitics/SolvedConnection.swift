import CKernels
import Fabrics
import Foundation
import Mapping
import Quantities

/// A connection whose cells are solved together with their wires.
///
/// Row lines and column lines are trees of wires (``ConnectionWires``) that only cells join. With the voltages w of the
/// column lines given, each row line is solved exactly, from its start to its cells' u; with u given, each column line is,
/// down to the current that it gives its node. A cell that is not linear is taken as its tangent at u − w, I = s (u − w) + c,
/// so that a step is Newton's. Elimination goes by series and parallel conductances: seen from its end at v, a part of a
/// line takes the current b v − a, a node v_j is given A_j − B_j v_j, and no matrix is made.
///
/// Of a change of the columns the rows answer with the small share that their wires give way, and the columns again, so
/// that the error falls to a few hundredths and less in a turn (the spectral radius is that of a block Gauss-Seidel
/// iteration of a symmetric positive definite matrix, below 1 whatever the wires).
struct SolvedConnection: Sendable {
  /// Network row on each physical row.
  let order: [Int]
  let wires: ConnectionWires
  /// v₀ in volts; nil = linear.
  let v0: Double?
  /// Conductances, [padded physical row][stride], siemens.
  let cells: [Double]
  /// Columns and rows, padded for the kernels.
  let stride, paddedRows: Int
  private let isa: gd_isa

  /// - Parameter siemens: as the network has them.
  init(
    _ matrix: ConductanceMatrix, _ order: [Int], _ wires: ConnectionWires, v0: Double?,
    isa: gd_isa = gd_best_isa()
  ) {
    (self.order, self.wires, self.v0, self.isa) = (order, wires, v0, isa)
    (stride, paddedRows) = (wires.stride, wires.paddedRows)
    var cells = [Double](repeating: 0, count: stride * paddedRows)
    for (i, row) in order.enumerated() {
      cells.replaceSubrange(
        i * stride..<i * stride + matrix.columns,
        with: matrix.siemens[row * matrix.columns..<(row + 1) * matrix.columns])
    }
    self.cells = cells
  }

  /// What the wires of one sample carry.
  struct State: Sendable {
    fileprivate var storage: [Double]
    /// Whether the rows have been solved at all, whether the columns are eliminated, and whether the currents into the
    /// row lines fit the columns.
    fileprivate var isStarted = false
    fileprivate(set) var isDown = false
    fileprivate var hasRows = false

    /// No current.
    init(_ wires: ConnectionWires) {
      storage = [Double](repeating: 0, count: Layout(wires).count)
    }

    /// Forgets what depends on the conductances.
    mutating func forget() {
      // Without the columns, which have been eliminated, the next solution starts anew.
      if isDown {
        storage = [Double](repeating: 0, count: storage.count)
        isStarted = false
      }
      (isDown, hasRows) = (false, false)
    }
  }

  /// Where the arrays of a state are.
  private struct Layout {
    let cells, rows, columns: Int
    let count: Int
    init(_ wires: ConnectionWires) {
      (cells, rows, columns) = (wires.stride * wires.paddedRows, wires.paddedRows, wires.stride)
      count = 3 * cells + 2 * rows + (3 + 2 * wires.down.count) * columns
    }
    func pointers(_ s: UnsafeMutablePointer<Double>) -> gd_connection_state {
      let small = s + 3 * cells
      let columnSums = small + 2 * rows
      return gd_connection_state(
        rows: s, columns: s + cells, factors: s + 2 * cells, row_sums: small, row_slopes: small + rows,
        column_sums: columnSums, column_slopes: columnSums + columns, missing: columnSums + 2 * columns,
        trunks: columnSums + 3 * columns)
    }
  }
}

// MARK: steps

extension SolvedConnection {
  /// What the ends of lines see, the other ends given: the current into an end at v is slope · v − sum for a row's
  /// start, and sum − slope · v for a column's node.
  struct Ends: Sendable {
    var sums, slopes: [Double]
  }

  /// Solves the row lines with the columns as they are, and eliminates the column lines.
  /// - Parameter starts: volts of the starts of network rows.
  func down(_ state: inout State, starts: [Double]) {
    guard !state.isDown else { return }
    var volts = [Double](repeating: 0, count: paddedRows)
    for (i, row) in order.enumerated() { volts[i] = starts[row] }
    let isStarted = state.isStarted || v0 == nil
    with(&state) { connection, pointers, scratch in
      if !isStarted {
        // Tangents at the voltages without wires.
        for (i, start) in volts.enumerated() {
          (pointers.rows + i * stride).update(repeating: start, count: stride)
        }
      }
      gd_connection_down(isa, &connection, &pointers, volts, scratch)
    }
    (state.isStarted, state.isDown, state.hasRows) = (true, true, true)
  }

  /// Sets the column lines to what they are with their nodes at `nodes` volts, rows and tangents as they are.
  func up(_ state: inout State, nodes: some Collection<Double>) {
    precondition(state.isDown, "columns that are not eliminated")
    let volts = nodes + [Double](repeating: 0, count: stride - nodes.count)
    with(&state) { connection, pointers, _ in gd_connection_up(isa, &connection, &pointers, volts) }
    (state.isDown, state.hasRows) = (false, false)
  }

  /// What the columns' nodes see; the columns are eliminated.
  func columnEnds(_ state: State) -> Ends {
    precondition(state.isDown, "columns that are not eliminated")
    return read(state) { pointers in
      Ends(
        sums: Array(UnsafeBufferPointer(start: pointers.column_sums, count: wires.columns)),
        slopes: Array(UnsafeBufferPointer(start: pointers.column_slopes, count: wires.columns)))
    }
  }

  /// What the starts of the first network rows see.
  func rowEnds(_ state: inout State, count: Int) -> Ends {
    if !state.hasRows {
      // Columns that are eliminated always come with their rows.
      with(&state) { connection, pointers, scratch in gd_connection_rows(isa, &connection, &pointers, scratch)
      }
      state.hasRows = true
    }
    return read(state) { pointers in
      var ends = Ends(
        sums: [Double](repeating: 0, count: count), slopes: [Double](repeating: 0, count: count))
      for (i, row) in order.enumerated() where row < count {
        (ends.sums[row], ends.slopes[row]) = (pointers.row_sums[i], pointers.row_slopes[i])
      }
      return ends
    }
  }

  /// Σ_i of what the cells' currents of every column changed by the last step of the row lines, amperes.
  func missing(_ state: State) -> [Double] {
    read(state) { Array(UnsafeBufferPointer(start: $0.missing, count: wires.columns)) }
  }

  /// The currents of all cells, amperes, [physical row][column], after the columns have been solved for `nodes`.
  func currents(_ state: State, nodes: some Collection<Double>) -> [Double] {
    var state = state
    if state.isDown { up(&state, nodes: nodes) }
    let law = ReadLaw(nonlinearityVoltage: v0.map { Voltage(si: $0) })
    return read(state) { pointers in
      (0..<wires.rows).flatMap { i in
        (0..<wires.columns).map { j in
          let k = i * stride + j
          return cells[k] * law.currentPerConductance(pointers.rows[k] - pointers.columns[k])
        }
      }
    }
  }

  // MARK: memory

  private func read<T>(_ state: State, _ body: (gd_connection_state) -> T) -> T {
    state.storage.withUnsafeBufferPointer { storage in
      // Never empty, and only read.
      body(Layout(wires).pointers(UnsafeMutablePointer(mutating: storage.baseAddress!)))
    }
  }

  private func with(
    _ state: inout State,
    _ body: (inout gd_connection, inout gd_connection_state, gd_numbers) -> Void
  ) {
    let layout = Layout(wires)
    wires.acrossEnds.withUnsafeBufferPointer { across in
      wires.downEnds.withUnsafeBufferPointer { down in
        wires.rowLinks.withUnsafeBufferPointer { rowLinks in
          wires.columnLinks.withUnsafeBufferPointer { columnLinks in
            cells.withUnsafeBufferPointer { cells in
              state.storage.withUnsafeMutableBufferPointer { storage in
                var connection = gd_connection(
                  rows: wires.rows, columns: wires.columns, stride: stride, across: across.count,
                  down: down.count,
                  across_ends: across.baseAddress, down_ends: down.baseAddress, row_segment: wires.rowSegment,
                  column_segment: wires.columnSegment, row_links: rowLinks.baseAddress,
                  column_links: columnLinks.baseAddress, cells: cells.baseAddress, scale: v0 ?? 0)
                // Never empty: a connection has a cell.
                var pointers = layout.pointers(storage.baseAddress!)
                let count = gd_connection_scratch(&connection)
                withUnsafeTemporaryAllocation(byteCount: 8 * count, alignment: 64) { memory in
                  let scratch = gd_numbers(
                    values: memory.bindMemory(to: Double.self).baseAddress, count: count)
                  body(&connection, &pointers, scratch)
                }
              }
            }
          }
        }
      }
    }
  }
}

import CKernels
import Kernels

/// How a tile's cells are wired, in the kernels' terms: all that does not depend on the cells.
struct CrossbarGeometry: Sendable {
  /// The tile's wires.
  let wires: CrossbarWires
  /// For the kernels; its arrays live as long as this value.
  nonisolated(unsafe) let kernel: gd_crossbar
  private let rowLinks: DoubleMemory
  private let columnLinks: DoubleMemory
  private let rowTies: DoubleMemory

  init(_ tile: CrossbarTile) {
    wires = tile.wires
    let (blocks, chunks) = ((tile.rows + 7) / 8, (tile.columns + 7) / 8)
    func links(_ lines: Int, _ padded: Int, _ siemens: Double) -> DoubleMemory {
      let memory = DoubleMemory(8 * padded + 1)
      for k in 1..<max(1, lines) { memory[k] = siemens }
      return memory
    }
    rowLinks = links(tile.columns, chunks, 1 / wires.rowSegment.si)
    columnLinks = links(tile.rows, blocks, 1 / wires.columnSegment.si)
    rowTies = DoubleMemory(8 * chunks)
    for j in 0..<tile.columns {
      let (isFirst, isLast) = (j == 0, j == tile.columns - 1)
      if (isFirst && wires.left.isHeld) || (isLast && wires.right.isHeld) { continue }
      let siemens =
        rowLinks[j] + rowLinks[j + 1] + (isFirst ? wires.left.siemens : 0)
        + (isLast ? wires.right.siemens : 0)
      // A row line of one cell without terminals only follows its column.
      rowTies[j] = siemens > 0 ? 1 / siemens : .infinity
    }
    kernel = gd_crossbar(
      rows: tile.rows, columns: tile.columns, blocks: blocks, chunks: chunks, row_links: rowLinks.base,
      column_links: columnLinks.base, row_ties: rowTies.base,
      row_ends: (wires.left.siemens, wires.right.siemens),
      column_ends: (wires.top.siemens, wires.bottom.siemens),
      row_held: (wires.left.isHeld ? 1 : 0, wires.right.isHeld ? 1 : 0),
      column_held: (wires.top.isHeld ? 1 : 0, wires.bottom.isHeld ? 1 : 0))
  }

  /// Row lines.
  var rows: Int { kernel.rows }
  /// Column lines.
  var columns: Int { kernel.columns }
  /// Rows with padding.
  var paddedRows: Int { 8 * kernel.blocks }
  /// Columns with padding.
  var paddedColumns: Int { 8 * kernel.chunks }
  /// Numbers of an array of cells.
  var cellCount: Int { paddedRows * paddedColumns }
}

extension CrossbarGeometry {
  /// Where a cell is in tiles.
  func place(row: Int, column: Int) -> Int {
    (row / 8 * kernel.chunks + column / 8) * 64 + row % 8 * 8 + column % 8
  }

  /// Where a cell is in lanes.
  func lanePlace(row: Int, column: Int) -> Int {
    (row / 8 * kernel.chunks + column / 8) * 64 + column % 8 * 8 + row % 8
  }

  /// Sets held column nodes (tiles) to the voltages of their terminals, given as left, right, top, bottom.
  func setHeld(_ x: DoubleMemory, _ volts: [DoubleMemory]) {
    for (end, row, volts) in [(wires.top, 0, volts[2]), (wires.bottom, rows - 1, volts[3])] where end.isHeld {
      for j in 0..<columns { x.base[place(row: row, column: j)] = volts.base[j] }
    }
  }

  /// Sets column nodes (tiles), which are 0, to the voltages they have without cells: what a solution starts from and is
  /// measured against, so that a voltage common to the terminals of a column does not count.
  func setWithoutCells(_ x: DoubleMemory, _ volts: [DoubleMemory]) {
    guard wires.top.isConnected || wires.bottom.isConnected else { return }
    let segment = wires.columnSegment.si
    var share = [Double](repeating: 0, count: rows)  // of the bottom's voltage
    switch (wires.top, wires.bottom) {
    case (.connected(let top), .connected(let bottom)):
      let whole = top.si + bottom.si + segment * Double(rows - 1)
      for i in 0..<rows { share[i] = whole > 0 ? (top.si + segment * Double(i)) / whole : 0 }
    case (.open, _): share = share.map { _ in 1 }
    default: break
    }
    for j in 0..<columns {
      let (top, bottom) = (volts[2].base[j], volts[3].base[j])
      guard top != 0 || bottom != 0 else { continue }
      for i in 0..<rows { x.base[place(row: i, column: j)] = (1 - share[i]) * top + share[i] * bottom }
    }
    // To the last bit.
    setHeld(x, volts)
  }

  /// Sets held row nodes (lanes) to the voltages of their terminals.
  func setHeldRows(_ u: DoubleMemory, _ volts: [DoubleMemory]) {
    for (end, column, volts) in [(wires.left, 0, volts[0]), (wires.right, columns - 1, volts[1])]
    where end.isHeld {
      for i in 0..<rows { u.base[lanePlace(row: i, column: column)] = volts.base[i] }
    }
  }

  /// An array in tiles from one in rows.
  func tiles(_ matrix: [Double]) -> DoubleMemory {
    let memory = DoubleMemory(cellCount)
    withUnsafePointer(to: kernel) { gd_crossbar_pack($0, matrix, memory.numbers) }
    return memory
  }

  /// An array in rows from one in tiles.
  func rowMajor(tiles: DoubleMemory) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      if let base = buffer.baseAddress {
        withUnsafePointer(to: kernel) { gd_crossbar_unpack($0, tiles.numbers, base) }
      }
      count = rows * columns
    }
  }

  /// An array in rows from one in lanes.
  func rowMajor(lanes: DoubleMemory) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      if let base = buffer.baseAddress {
        withUnsafePointer(to: kernel) { gd_crossbar_unpack_lanes($0, lanes.numbers, base) }
      }
      count = rows * columns
    }
  }
}

import Crossbars
import Fabrics
import Kernels
import Mapping
import Quantities

/// What the wires of one tile carry and lose when every row is at its largest voltage and the columns' nodes are at 0 V.
///
/// The tile is solved as a circuit (``CrossbarSolver``), with the trained conductances when there are such, else with every
/// cell at its highest.
package struct TileLoad: Sendable {
  /// The tile.
  package let tile: Tile
  /// Share of its row's voltage that the worst cell lacks.
  package let drop: Double
  /// Largest current at the head of a row and at the foot of a column.
  package let rowCurrent, columnCurrent: Current

  /// The loads of all tiles, connection by connection.
  /// - Parameters:
  ///   - conductances: in the network's order; nil for all at their highest.
  ///   - threads: nil for one a processor; the result does not depend on it.
  /// - Throws: what the solver throws.
  package static func all(
    of chip: Chip, at conductances: Conductances?, threads: Int? = nil
  ) throws -> [TileLoad] {
    let tiles = chip.blocks.flatMap { block in block.tiles.map { (block, $0) } }
    let circuits = tiles.map { TileCircuit($1, in: $0, of: chip, at: conductances) }
    // Tiles at the highest conductances are alike but for their sizes and signs: each kind is solved once.
    let kinds = conductances == nil ? Array(Set(circuits)) : circuits
    let solved = Parallel.map(count: kinds.count, threads: threads ?? Parallel.processorCount) { index in
      Result { try kinds[index].solution() }
    }
    var solutions: [TileCircuit: TileCircuit.Solution] = [:]
    if conductances == nil {
      for (kind, solution) in zip(kinds, solved) { solutions[kind] = try solution.get() }
    }
    return try zip(tiles, circuits).enumerated().map { index, item in
      let solution = try solutions[item.1] ?? solved[index].get()
      return TileLoad(
        tile: item.0.1, drop: solution.drop, rowCurrent: Current(si: solution.rowCurrent),
        columnCurrent: Current(si: solution.columnCurrent))
    }
  }
}

/// A tile as it is solved.
private struct TileCircuit: Hashable, Sendable {
  struct Solution: Sendable { var drop, rowCurrent, columnCurrent: Double }

  let rows, columns: Int
  /// Volts of the rows.
  let volts: [Double]
  /// Siemens, row by row; empty when all are the same.
  let siemens: [Double]
  let highest: Double
  let law: CellLaw
  let rowSegment, columnSegment: Resistance

  init(_ tile: Tile, in block: TileBlock, of chip: Chip, at conductances: Conductances?) {
    let (fabric, process, device) = (chip.fabric, chip.technology.process, chip.technology.device)
    (rows, columns) = (tile.rows.count, tile.columns.count)
    let order = tile.rows.map { block.rowOrder[$0] }
    volts = order.map { chip.signedRowVoltage($0, connection: tile.connection).si }
    siemens =
      conductances.map { conductances in
        let matrix = conductances.connections[tile.connection]
        return order.flatMap { row in tile.columns.map { matrix.siemens[row * matrix.columns + $0] } }
      } ?? []
    highest = fabric.conductanceRange.upperBound.si
    law = CellLaw(fabric.readLaw)
    rowSegment = process.rowWire.resistancePerLength * device.cellWidth.value
    columnSegment = process.columnWire.resistancePerLength * device.cellHeight.value
  }

  func solution() throws -> Solution {
    let cells =
      siemens.isEmpty ? [Double](repeating: highest, count: rows * columns) : siemens
    guard rowSegment.si > 0, columnSegment.si > 0 else { return ideal(cells) }
    let tile = CrossbarTile(
      rows: rows, columns: columns, siemens: cells, law: law,
      wires: CrossbarWires(
        rowSegment: rowSegment, columnSegment: columnSegment, left: .connected(rowSegment),
        bottom: .connected(columnSegment)))
    let solution = try CrossbarSolver(tile).solve(
      CrossbarVoltages(left: volts), keepsNodes: true, tolerance: 1e-9)
    var drop = 0.0
    if let nodes = solution.nodes {
      let (row, column) = (nodes.rowVolts(), nodes.columnVolts())
      for i in 0..<rows where volts[i] != 0 {
        for j in 0..<columns {
          drop = max(drop, 1 - (row[i * columns + j] - column[i * columns + j]) / volts[i])
        }
      }
    }
    return Solution(
      drop: drop, rowCurrent: largest(solution.currents.left),
      columnCurrent: largest(solution.currents.bottom))
  }

  /// Without resistance nothing is lost, and the currents are sums.
  private func ideal(_ cells: [Double]) -> Solution {
    var (row, column) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: columns))
    for i in 0..<rows {
      for j in 0..<columns {
        let current = cells[i * columns + j] * volts[i]
        row[i] += current
        column[j] += current
      }
    }
    return Solution(drop: 0, rowCurrent: largest(row), columnCurrent: largest(column))
  }

  private func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}

import COpenBLAS
import Crossbars
import Diagnostics
import Fabrics
import Mapping
import Quantities
import Technology

/// A connection's tiles with their wires, and the trunk wires and drivers between them, as a linear operator at the
/// starts of the rows and at the nodes.
///
/// Every tile is an ``EffectiveTile`` at the left ends of its rows and the lower ends of its columns. Trunk wires join
/// these ports: a row's port with that of the tile on the left, or with the row's start in the bank; a column's with
/// that of the tile below, or with the node. It is the circuit that is emitted with wires per cell. The ports' voltages
/// are eliminated: with Y_pp the admittances between ports, trunks included, and G the trunks to the terminals,
/// the terminals see G − G Y_pp⁻¹ G.
struct ConnectionOperator: Sendable {
  /// Rows of the connection as the network has them, bias rows included; columns.
  let rows, columns: Int
  /// Siemens from row i to node j, ≥ 0 up to rounding, row-major as the conductances: the effective ones.
  private(set) var coupling: [Double]
  /// Current out of node j into the connection for 1 V at node k and all else at 0 V, row-major; symmetric.
  private(set) var nodes: [Double]
  /// Current out of signal row i into the connection for 1 V at row k, bias rows included, all else at 0 V; row-major.
  /// Empty for the first connection, whose rows are sources.
  private(set) var rowsBelow: [Double]

  /// The operator when every device has a little more conductance, to first order in that and without the loss of the
  /// wires in it.
  /// - Parameter siemens: what the devices have more, row-major as the conductances.
  func adding(_ siemens: [Double]) -> ConnectionOperator {
    var result = self
    for i in 0..<rows {
      var sum = 0.0
      for j in 0..<columns {
        let more = siemens[i * columns + j]
        sum += more
        result.coupling[i * columns + j] += more
        result.nodes[j * columns + j] += more
      }
      if i * rows + i < rowsBelow.count { result.rowsBelow[i * rows + i] += sum }
    }
    return result
  }

  /// Extracts the operator of programmed devices.
  /// - Parameter factor: on the resistances of all wires, not on those of drivers.
  /// - Throws: what ``EffectiveTile`` throws.
  init(
    _ matrix: ConductanceMatrix, of chip: Chip, connection: Int, factor: Double, threads: Int
  ) throws {
    let block = chip.blocks[connection]
    let wires = ConnectionWires(of: chip, connection: connection, factor: factor)
    // Ports: of each tile its rows, then its columns.
    var first: [Int] = []
    var count = 0
    for tile in block.tiles {
      first.append(count)
      count += tile.rows.count + tile.columns.count
    }
    var ports = [Double](repeating: 0, count: count * count)
    func join(_ a: Int, _ b: Int, _ siemens: Double) {
      ports[a * count + a] += siemens
      ports[b * count + b] += siemens
      ports[a * count + b] -= siemens
      ports[b * count + a] -= siemens
    }
    var rowTerminals = [(port: Int, siemens: Double)](repeating: (0, 0), count: block.rowCount)
    var columnTerminals = [(port: Int, siemens: Double)](repeating: (0, 0), count: block.columnCount)
    let signals = chip.fabric.signalRowCount(connection)
    for (t, tile) in block.tiles.enumerated() {
      let (r, c) = (tile.rows.count, tile.columns.count)
      let siemens = tile.rows.flatMap { physical -> ArraySlice<Double> in
        let start = block.rowOrder[physical] * matrix.columns
        return matrix.siemens[start + tile.columns.lowerBound..<start + tile.columns.upperBound]
      }
      let effective = try EffectiveTile(
        CrossbarSolver(
          CrossbarTile(
            rows: r, columns: c, siemens: siemens,
            wires: wires.ofTiles)),
        threads: threads)
      for i in 0..<r + c {
        for j in 0..<r + c {
          ports[(first[t] + i) * count + first[t] + j] += effective.siemens[i * (r + c) + j]
        }
      }
      for (i, physical) in tile.rows.enumerated() {
        let port = first[t] + i
        let siemens = 1 / wires.rowLinks[tile.across * wires.paddedRows + physical]
        if tile.across > 0 {
          join(first[t - 1] + i, port, siemens)
        } else {
          rowTerminals[block.rowOrder[physical]] = (port, siemens)
        }
      }
      for (j, column) in tile.columns.enumerated() {
        let port = first[t] + r + j
        let link = wires.columnLinks[tile.down * wires.stride + column]
        if tile.down + 1 < block.tilesDown {
          let below = t + block.tilesAcross
          join(port, first[below] + block.tiles[below].rows.count + j, 1 / link)
        } else {
          columnTerminals[column] = (port, 1 / link)
        }
      }
    }
    for (port, siemens) in rowTerminals + columnTerminals { ports[port * count + port] += siemens }

    // Y_pp⁻¹ for the ports beside the nodes and, where rows are neurons, beside the rows.
    let isInput = connection == 0
    let sources = columnTerminals + (isInput ? [] : rowTerminals)
    var solutions = [Double](repeating: 0, count: count * sources.count)
    for (k, source) in sources.enumerated() { solutions[k * count + source.port] = source.siemens }
    try Self.solve(&ports, count, &solutions, sources.count)

    let (rows, columns) = (block.rowCount, block.columnCount)
    /// The current that a terminal sends through the ports for 1 V at a source.
    func transfer(_ terminal: (port: Int, siemens: Double), _ source: Int) -> Double {
      terminal.siemens * solutions[source * count + terminal.port]
    }
    coupling = (0..<rows).flatMap { i in (0..<columns).map { transfer(rowTerminals[i], $0) } }
    nodes = (0..<columns).flatMap { j in
      (0..<columns).map { (j == $0 ? columnTerminals[j].siemens : 0) - transfer(columnTerminals[j], $0) }
    }
    rowsBelow =
      isInput
      ? []
      : (0..<signals).flatMap { i in
        (0..<rows).map { (i == $0 ? rowTerminals[i].siemens : 0) - transfer(rowTerminals[i], columns + $0) }
      }
    (self.rows, self.columns) = (rows, columns)
  }

  /// Solves with a symmetric positive definite matrix, in place; both are column-major, which for it is all one.
  private static func solve(_ matrix: inout [Double], _ count: Int, _ right: inout [Double], _ columns: Int)
    throws(Diagnostic)
  {
    // Its threads would make the last bits depend on their number.
    openblas_set_num_threads(1)
    var (n, nrhs, info) = (Int32(count), Int32(columns), Int32(0))
    dpotrf_("L", &n, &matrix, &n, &info)
    if info == 0 { dpotrs_("L", &n, &nrhs, matrix, &n, &right, &n, &info) }
    guard info == 0 else {
      throw Diagnostic(
        .error, "GD0466",
        "the wires of a connection's tiles have no unique solution (pivot \(info) of \(count))")
    }
  }
}

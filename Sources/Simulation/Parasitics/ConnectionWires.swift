import Mapping
import Quantities
import Technology

/// The wires of a connection: segments between the cells of its tiles, trunks between tiles, drivers.
///
/// A row is a tree of wires that starts at its source or at its neuron's amplifier; every tile's row line hangs on the
/// trunk at the tile's left end. A column is a tree that starts at its node; column lines hang on it with their lower
/// ends. It is the circuit that is emitted with wires per cell.
struct ConnectionWires: Sendable {
  /// Physical rows and columns.
  let rows, columns: Int
  /// Ohms of a row line and of a column line from cell to cell, and from a tile's edge to the first cell.
  let rowSegment, columnSegment: Double
  /// Physical columns of each column of tiles, physical rows of each row of tiles.
  let across, down: [Range<Int>]
  /// Ohms of a row's trunk to a tile, from its start, driver included, or from the tile on the left; [across][row].
  let rowLinks: [Double]
  /// Ohms from the lower edge of a tile to the one below, or to the node; [down][column].
  let columnLinks: [Double]

  /// Smallest resistance of a trunk: below a thousandth of an ohm a link of no length is as good as none.
  private static let leastResistance = 1e-3

  /// The wires of a connection.
  /// - Parameter factor: on all resistances.
  init(of chip: Chip, connection: Int, factor: Double) {
    let block = chip.blocks[connection]
    let process = chip.technology.process
    let device = chip.technology.device
    func trunk(_ length: Length) -> Double {
      max(factor * (process.trunkWire.resistancePerLength * length).si, Self.leastResistance)
    }
    (rows, columns) = (block.rowCount, block.columnCount)
    rowSegment = factor * (process.rowWire.resistancePerLength * device.cellWidth.value).si
    columnSegment = factor * (process.columnWire.resistancePerLength * device.cellHeight.value).si
    across = (0..<block.tilesAcross).map { block.tile(down: 0, across: $0).columns }
    down = (0..<block.tilesDown).map { block.tile(down: $0, across: 0).rows }
    let signals = chip.network.signalRowCount(connection)
    let driver = factor * chip.technology.peripherals.driverResistance.value.si
    rowLinks = (0..<block.tilesAcross).flatMap { across in
      (0..<block.tilesDown).flatMap { down in
        let tile = block.tile(down: down, across: across)
        let link = trunk(chip.floorplan.rowLinkLength(to: tile, in: block))
        // Input and bias rows have a driver; a neuron's row is driven by its amplifier, or is the node itself.
        return tile.rows.map {
          link + (across == 0 && (connection == 0 || block.rowOrder[$0] >= signals) ? driver : 0)
        }
      }
    }
    columnLinks = (0..<block.tilesDown).flatMap { down in
      (0..<block.tilesAcross).flatMap { across in
        let tile = block.tile(down: down, across: across)
        return tile.columns.map {
          trunk(chip.floorplan.columnLinkLength(from: tile, column: $0, in: block))
        }
      }
    }
  }

  /// The wires inside each tile.
  var ofTiles: CrossbarWires {
    let (row, column) = (Resistance(si: rowSegment), Resistance(si: columnSegment))
    return CrossbarWires(
      rowSegment: row, columnSegment: column, left: .connected(row), bottom: .connected(column))
  }

  /// Numbers of scratch space that ``drops(_:into:scratch:)`` needs.
  var scratchCount: Int { max((rows + down.count + 2) * columns, 4 * columns) }

  /// The volts that the wires take from every cell when cells draw currents: T I.
  ///
  /// T is symmetric and positive definite; trees make it two passes over the cells for rows and two for columns.
  /// - Parameters:
  ///   - currents: amperes from row to column, [physical row][physical column].
  ///   - drops: set to the volts of the row's and the column's wires together.
  ///   - scratch: `scratchCount` numbers.
  func drops(
    _ currents: UnsafePointer<Double>, into drops: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    for first in stride(from: 0, to: rows, by: 4) { setRows(first, currents, drops, scratch) }
    addColumns(currents, drops, scratch)
  }

  /// Row wires of four rows, the last ones again when there are fewer.
  ///
  /// Currents add up from the right end of a line to its left and over the tiles, volts from the start on.
  private func setRows(
    _ first: Int, _ currents: UnsafePointer<Double>, _ drops: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let n = columns
    let (a, b, c, d) = (
      min(first, rows - 1) * n, min(first + 1, rows - 1) * n, min(first + 2, rows - 1) * n,
      min(first + 3, rows - 1) * n
    )
    func load(_ p: UnsafePointer<Double>, _ j: Int) -> SIMD4<Double> {
      SIMD4(p[a + j], p[b + j], p[c + j], p[d + j])
    }
    // The volts over the segment before each cell go to the scratch space.
    var trunk = SIMD4<Double>.zero
    for (t, range) in across.enumerated().reversed() {
      var sum = SIMD4<Double>.zero
      for j in range.reversed() {
        sum += load(currents, j)
        let volts = rowSegment * sum
        for k in 0..<4 { scratch[4 * j + k] = volts[k] }
      }
      trunk += sum
      let link = rowLinks.withUnsafeBufferPointer { ohms in
        SIMD4(
          ohms[t * rows + a / n], ohms[t * rows + b / n], ohms[t * rows + c / n], ohms[t * rows + d / n])
      }
      let volts = link * trunk
      // Kept where the tile's own volts cannot need it: in the drops of its first cells, which are set below.
      (drops[a + range.lowerBound], drops[b + range.lowerBound]) = (volts[0], volts[1])
      (drops[c + range.lowerBound], drops[d + range.lowerBound]) = (volts[2], volts[3])
    }
    var port = SIMD4<Double>.zero
    for range in across {
      port += load(drops, range.lowerBound)
      var sum = port
      for j in range {
        sum += SIMD4(scratch[4 * j], scratch[4 * j + 1], scratch[4 * j + 2], scratch[4 * j + 3])
        (drops[a + j], drops[b + j], drops[c + j], drops[d + j]) = (sum[0], sum[1], sum[2], sum[3])
      }
    }
  }

  /// Column wires: currents add up from a tile's top to its bottom and over the tiles, volts from the node up.
  private func addColumns(
    _ currents: UnsafePointer<Double>, _ drops: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let n = columns
    let (trunk, sum) = (scratch, scratch + n)
    let links = scratch + 2 * n
    let segments = links + down.count * n
    for j in 0..<n { trunk[j] = 0 }
    for (d, range) in down.enumerated() {
      for j in 0..<n { sum[j] = 0 }
      for i in range {
        let (from, to) = (currents + i * n, segments + i * n)
        for j in 0..<n {
          sum[j] += from[j]
          to[j] = columnSegment * sum[j]
        }
      }
      columnLinks.withUnsafeBufferPointer { ohms in
        for j in 0..<n {
          trunk[j] += sum[j]
          links[d * n + j] = ohms[d * n + j] * trunk[j]
        }
      }
    }
    for j in 0..<n { trunk[j] = 0 }
    for (d, range) in down.enumerated().reversed() {
      for j in 0..<n {
        trunk[j] += links[d * n + j]
        sum[j] = trunk[j]
      }
      for i in range.reversed() {
        let (from, to) = (segments + i * n, drops + i * n)
        for j in 0..<n {
          sum[j] += from[j]
          to[j] += sum[j]
        }
      }
    }
  }
}

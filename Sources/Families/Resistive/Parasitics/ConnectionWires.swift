import Crossbars
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
  /// Ohms of a row's trunk to a tile, from its start, driver included, or from the tile on the left;
  /// [across][padded row].
  let rowLinks: [Double]
  /// Ohms from the lower edge of a tile to the one below, or to the node; [down][padded column].
  let columnLinks: [Double]
  /// Ends of `across` and `down`, for the kernels.
  let acrossEnds, downEnds: [UInt32]

  /// Smallest resistance of a trunk: below a thousandth of an ohm a link of no length is as good as none.
  private static let leastResistance = 1e-3

  /// The wires of a connection.
  /// - Parameter factor: on the resistances of wires; a driver is no wire and keeps its own.
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
    (acrossEnds, downEnds) = (across.map { UInt32($0.upperBound) }, down.map { UInt32($0.upperBound) })
    let (paddedRows, stride) = (Self.padded(block.rowCount), Self.padded(block.columnCount))
    let signals = chip.fabric.signalRowCount(connection)
    let driver = chip.technology.peripherals.driverResistance.value.si
    rowLinks = (0..<block.tilesAcross).flatMap { across in
      let links = (0..<block.tilesDown).flatMap { down in
        let tile = block.tile(down: down, across: across)
        let link = trunk(chip.floorplan.rowLinkLength(to: tile, in: block))
        // Input and bias rows have a driver; a neuron's row is driven by its amplifier, or is the node itself.
        return tile.rows.map {
          link + (across == 0 && (connection == 0 || block.rowOrder[$0] >= signals) ? driver : 0)
        }
      }
      return links + [Double](repeating: 0, count: paddedRows - links.count)
    }
    columnLinks = (0..<block.tilesDown).flatMap { down in
      let links = (0..<block.tilesAcross).flatMap { across in
        let tile = block.tile(down: down, across: across)
        return tile.columns.map {
          trunk(chip.floorplan.columnLinkLength(from: tile, column: $0, in: block))
        }
      }
      return links + [Double](repeating: 0, count: stride - links.count)
    }
  }

  /// The kernels' vectors have eight numbers.
  private static func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
  /// Rows and columns with padding.
  var paddedRows: Int { Self.padded(rows) }
  var stride: Int { Self.padded(columns) }

  /// The wires inside each tile.
  var ofTiles: CrossbarWires {
    let (row, column) = (Resistance(si: rowSegment), Resistance(si: columnSegment))
    return CrossbarWires(
      rowSegment: row, columnSegment: column, left: .connected(row), bottom: .connected(column))
  }
}

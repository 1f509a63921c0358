import Diagnostics
import Fabrics
import Quantities
import Specification

/// Bounds on the current of a line of cells whose far ends are at 0 V.
///
/// A row carries the sum of its cells. At a column's end the currents of rows of opposite sign cancel, so only
/// rows of one sign count: an input above 0 V and its complement below it, excitatory neurons above and
/// inhibitory ones below, a bias row of either sign.
///
/// The lower bound is a current that inputs at full scale do bring about, whatever the programming. The voltages
/// of hidden rows depend on the programming and may be 0, so that they add to the upper bound alone. There they are
/// taken at the largest voltage that does not disturb the devices, where the gains would allow more: an assumption,
/// as nothing here holds a neuron below it, but one without which the chip would write its own weights.
struct LineCurrent {
  /// With all devices at the lowest conductance.
  let lowest: Current
  /// With all at the highest.
  let highest: Current
  /// Number of cells.
  let cells: Int
  /// Largest voltage of a row.
  let voltage: Voltage

  /// The line in words.
  var cause: String { "\(cells) cells with rows at \(voltage.formatted(digits: 3))" }

  /// One row that drives a number of cells.
  /// - Parameter fabricRow: the row in the fabric's order.
  init(row fabricRow: Int, cells: Int, connection: Int, of chip: Chip) {
    let row = RowVoltage(fabricRow, connection: connection, of: chip)
    let range = chip.fabric.conductanceRange
    lowest = Double(cells) * abs(row.certain) * range.lowerBound
    highest = Double(cells) * abs(row.largest) * range.upperBound
    self.cells = cells
    voltage = row.voltage
  }

  /// The end of a column that some physical rows of a block feed.
  init(column rows: Range<Int>, of block: TileBlock, on chip: Chip) {
    let voltages = rows.map {
      RowVoltage(block.rowOrder[$0], connection: block.connection, of: chip)
    }
    let above = voltages.reduce(0) { $0 + max(0, $1.largest) }
    let below = voltages.reduce(0) { $0 + max(0, -$1.largest) }
    let range = chip.fabric.conductanceRange
    lowest = abs(voltages.reduce(0) { $0 + $1.certain }) * range.lowerBound
    highest = max(above, below) * range.upperBound
    cells = rows.count
    voltage = voltages.map(\.voltage).max() ?? .zero
  }

  /// The row of a connection that may carry the most.
  static func largestRow(cells: Int, connection: Int, of chip: Chip) -> LineCurrent? {
    (0..<chip.fabric.rowCount(connection)).map {
      LineCurrent(row: $0, cells: cells, connection: connection, of: chip)
    }.max { $0.highest < $1.highest }
  }

  /// The message where the current is above a limit.
  func diagnostic(
    _ code: String, limit: Current, what: String, at location: SourceLocation?
  ) -> Diagnostic? {
    guard
      let severity = MappingCheck.severity(
        lowest: lowest.si, highest: highest.si, warningAbove: limit.si, errorAbove: limit.si)
    else { return nil }
    let isError = severity == .error
    let current =
      isError ? "at least \(lowest.formatted(digits: 3))" : "up to \(highest.formatted(digits: 3))"
    return Diagnostic(
      severity, code,
      "\(what) would carry \(current) through \(cause); the technology allows \(limit.formatted(digits: 3))",
      at: location, advice: isError ? "fewer cells on a line, or a lower full-scale voltage" : nil)
  }
}

/// The voltage of a row as its cells' read law sees it: current per conductance, v₀ sinh(v/v₀), with its sign.
private struct RowVoltage {
  /// At the row's largest voltage.
  let largest: Double
  /// At a voltage that some input brings about with any programming: full scale or bias; 0 for a hidden row.
  let certain: Double
  /// The largest voltage.
  let voltage: Voltage

  init(_ row: Int, connection: Int, of chip: Chip) {
    let signed = chip.signedRowVoltage(row, connection: connection)
    voltage = Voltage(si: abs(signed.si))
    largest = chip.fabric.readLaw.currentPerConductance(signed.si)
    if case .node = chip.fabric.driver(ofRow: row, of: connection) { certain = 0 } else { certain = largest }
  }
}

/// Cells in parallel at one voltage: volts × siemens.
private func * (volts: Double, g: Conductance) -> Current { Current(si: volts * g.si) }

import Diagnostics
import Quantities
import Specification

/// A rule that a mapping must obey. Adding one is one value here and its entry in ``all``.
///
/// Where a rule depends on the programmed conductances it looks at both ends: an error when even all devices
/// at their lowest conductance break it (no programming can be legal), a warning with the number when all at
/// their highest would.
public struct MappingCheck: Sendable {
  /// Finds violations.
  let run: @Sendable (Chip, ChipSpec) -> [Diagnostic]

  /// Every rule, in the order of their diagnostics.
  public static let all = [tilePorts, driverCurrent, rectifierCurrent, rowWireCurrent, wireDrop]

  /// ngspice refuses a subcircuit of more than about 1,005 ports.
  static let tilePorts = MappingCheck { chip, spec in
    let ports = chip.tileShape.rows + chip.tileShape.columns
    guard ports > 1000 else { return [] }
    return [
      Diagnostic(
        .error, "GD0501",
        "a tile of \(chip.tileShape.rows) × \(chip.tileShape.columns) has \(ports) ports; at most 1000 are "
          + "possible in a subcircuit that ngspice reads",
        at: spec.mapping.tileRows.location, suggestion: "{ rows: 256, columns: 256 }")
    ]
  }

  /// A row driver must source the current of every cell of its row.
  static let driverCurrent = MappingCheck { chip, spec in
    guard let limit = chip.technology.peripherals.driverMaximumCurrent?.value else { return [] }
    return chip.blocks.prefix(1).flatMap { block in
      currentDiagnostics(
        chip, cells: block.columnCount, voltage: chip.largestRowVoltage(0), limit: limit, code: "GD0502",
        what: "a row driver", where: "its \(block.columnCount) cells", at: spec.network.input.shape.location)
    }
  }

  /// A rectifier must sink what the rows of its node push into it.
  static let rectifierCurrent = MappingCheck { chip, spec in
    guard let limit = chip.technology.neuron.maximumCurrent?.value else { return [] }
    return chip.blocks.dropLast().flatMap { block in
      currentDiagnostics(
        chip, cells: block.rowCount, voltage: chip.largestRowVoltage(block.connection), limit: limit,
        code: "GD0503", what: "a neuron of layer \(block.connection + 1)",
        where: "its fan-in of \(block.rowCount)",
        at: spec.network.hidden[block.connection].location)
    }
  }

  /// A row wire must carry the current of the cells of its tile without electromigration.
  static let rowWireCurrent = MappingCheck { chip, spec in
    guard let limit = chip.technology.process.rowWire.maximumCurrent?.value else { return [] }
    return chip.blocks.flatMap { block in
      let cells = block.tiles.map(\.columns.count).max() ?? 0
      return currentDiagnostics(
        chip, cells: cells, voltage: chip.largestRowVoltage(block.connection), limit: limit, code: "GD0504",
        what: "a row wire of connection \(block.connection + 1)", where: "\(cells) cells",
        at: spec.mapping.tileColumns.location)
    }
  }

  /// Voltage lost along a row from the driven end to the far cell, all cells at one conductance and the far
  /// ends of the cells at 0 V: r g n (n + 1) / 2 of the row voltage, r the segment between two cells.
  static let wireDrop = MappingCheck { chip, spec in
    let wire = chip.technology.process.rowWire
    let segment = wire.resistancePerLength * chip.technology.device.cellWidth.value
    let cells = Double(chip.blocks.flatMap { $0.tiles.map(\.columns.count) }.max() ?? 0)
    func loss(_ g: Conductance) -> Double { segment.si * g.si * cells * (cells + 1) / 2 }
    let low = loss(chip.technology.device.minimumConductance.value)
    let high = loss(chip.technology.device.maximumConductance.value)
    guard high > 0.1 else { return [] }
    let isError = low > 0.5
    return [
      Diagnostic(
        isError ? .error : .warning, "GD0505",
        "a row of \(Int(cells)) cells loses up to \(percent(high)) of its voltage in its wire "
          + "(\(segment) a cell; \(percent(low)) with every cell at its lowest conductance); "
          + "at most \(isError ? "50 %" : "10 %") is sound",
        at: spec.mapping.tileColumns.location, suggestion: "a tile of fewer columns")
    ]
  }

  private static func percent(_ share: Double) -> String {
    "\(Ratio(si: 100 * share).formatted(digits: 2)) %"
  }

  /// Compares the current of cells in parallel with a limit, at both ends of the conductance range.
  private static func currentDiagnostics(
    _ chip: Chip, cells: Int, voltage: Voltage, limit: Current, code: String, what: String,
    where cause: String,
    at location: SourceLocation
  ) -> [Diagnostic] {
    let range = chip.network.conductanceRange
    let low = (Double(cells) * range.lowerBound) * voltage
    let high = (Double(cells) * range.upperBound) * voltage
    guard high > limit else { return [] }
    let isError = low > limit
    return [
      Diagnostic(
        isError ? .error : .warning, code,
        "\(what) would carry \(isError ? "at least \(low.formatted(digits: 3))" : "up to \(high.formatted(digits: 3))") "
          + "through \(cause) at \(voltage); the technology allows \(limit.formatted(digits: 3))",
        at: location,
        suggestion: isError ? "fewer cells on a line, or a lower full-scale voltage" : nil)
    ]
  }
}

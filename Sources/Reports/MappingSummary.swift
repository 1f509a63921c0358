import Mapping
import Quantities

/// Figures of a mapping, for people and for scripts.
package struct MappingSummary: Codable, Sendable, Equatable {
  /// One connection.
  package struct Connection: Codable, Sendable, Equatable {
    /// Physical rows and columns.
    package var rows, columns: Int
    /// Rows and columns of tiles.
    package var tilesDown, tilesAcross: Int
  }

  /// Name of the chip.
  package var name: String
  /// Its technology.
  package var technology: String
  /// Full tile.
  package var tileRows, tileColumns: Int
  /// Every connection, first to last.
  package var connections: [Connection]
  /// Number of synapse devices.
  package var devices: Int
  /// Number of tiles.
  package var tiles: Int
  /// Share of the cells of all tiles that hold a device, as a fraction.
  package var utilization: Double
  /// Core size.
  package var width, height, area: Figure
  /// Length of all wires between tiles and banks.
  package var trunkLength: Figure

  /// The figures of a chip.
  package init(_ chip: Chip) {
    name = chip.name
    technology = chip.technology.name
    (tileRows, tileColumns) = (chip.tileShape.rows, chip.tileShape.columns)
    connections = chip.blocks.map {
      Connection(
        rows: $0.rowCount, columns: $0.columnCount, tilesDown: $0.tilesDown, tilesAcross: $0.tilesAcross)
    }
    devices = chip.deviceCount
    tiles = chip.tileCount
    utilization = chip.utilization
    width = Figure(chip.floorplan.boundary.width)
    height = Figure(chip.floorplan.boundary.height)
    area = Figure(chip.floorplan.boundary.area)
    trunkLength = Figure(chip.floorplan.totalTrunkLength(of: chip.blocks))
  }

  /// A table for the terminal.
  package var text: String {
    let size = (Length(si: width.value).formatted(digits: 4), Length(si: height.value).formatted(digits: 4))
    var lines = [
      "chip          \(name), \(technology)",
      "tiles         \(tiles.grouped) of \(tileRows.grouped) × \(tileColumns.grouped), \(devices.grouped) devices, "
        + "\(Figure.percent(utilization)) used",
    ]
    for (index, connection) in connections.enumerated() {
      lines.append(
        "connection \(index + 1)  \(connection.rows.grouped) rows × \(connection.columns.grouped) columns on "
          + "\(connection.tilesDown) × \(connection.tilesAcross) tiles")
    }
    lines += [
      "core          \(size.0) × \(size.1), \(Area(si: area.value).formatted(digits: 4).withGroupedNumbers)",
      "trunk wires   \(Length(si: trunkLength.value).formatted(digits: 4))",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}

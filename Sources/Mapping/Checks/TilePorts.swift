import Diagnostics

extension MappingCheck {
  /// ngspice refuses a subcircuit of more than about 1,005 ports.
  static let tilePorts = MappingCheck("GD0501") { chip, mapping in
    let ports = chip.tileShape.rows + chip.tileShape.columns
    guard ports > 1000 else { return [] }
    return [
      Diagnostic(
        .error, "GD0501",
        "a tile of \(chip.tileShape.rows) × \(chip.tileShape.columns) has \(ports) ports; at most 1000 are "
          + "possible in a subcircuit that ngspice reads",
        at: mapping.tileRows.location,
        suggestion: chip.tileShape.columns < 1000 ? "\(1000 - chip.tileShape.columns)" : nil,
        advice: "tile: { rows: 256, columns: 256 } is possible")
    ]
  }
}

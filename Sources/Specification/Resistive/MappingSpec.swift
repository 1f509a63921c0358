/// `mapping:`
package struct MappingSpec: Sendable, Equatable {
  /// Rows of a crossbar tile.
  package var tileRows: Located<Int>
  /// Columns of a crossbar tile.
  package var tileColumns: Located<Int>
}

/// How finely wires are emitted.
package enum WireModel: String, Sendable, CaseIterable {
  /// Ideal wires and drivers.
  case none
  /// One resistance and one capacitance a line.
  case lumped
  /// One segment a cell.
  case perCell = "per-cell"
}

/// `netlist:`
package struct NetlistSpec: Sendable, Equatable {
  /// How finely wires are emitted.
  package var wires: WireModel
  /// Registered SPICE dialects to write; never empty.
  package var dialects: [Located<String>]
}

/// `verification:`
package struct VerificationSpec: Sendable, Equatable {
  /// Number of test inputs that are compared node by node with the circuit simulators.
  package var samples: Int
}

extension MappingSpec {
  /// `mapping:`
  static var schema: Schema<MappingSpec> {
    let tile = Schema<(rows: Located<Int>, columns: Located<Int>)>.object(
      "tile",
      Field("rows", .located(.integer(in: 1...65_536)), "Rows of a crossbar tile.", example: "64"),
      Field(
        "columns", .located(.integer(in: 1...65_536)), "Columns of a crossbar tile.", example: "64")
    ) { (rows: $0, columns: $1) }
    return Schema<MappingSpec>.object("mapping", Field("tile", tile, "Size of a crossbar tile.")) { tile in
      MappingSpec(tileRows: tile.rows, tileColumns: tile.columns)
    }
  }
}

extension NetlistSpec {
  /// `netlist:`
  static var schema: Schema<NetlistSpec> {
    Schema<NetlistSpec>.object(
      "netlist",
      Field("wires", .choice(), "How finely wires are emitted.", default: "none"),
      Field(
        "dialects", .list(of: .registered("ngspice"), count: 1...16), "SPICE dialects to write.",
        default: "[ngspice, hspice, spectre, xyce, vacask]")
    ) { wires, dialects in NetlistSpec(wires: wires, dialects: dialects) }
    .validated { netlist, check in
      for (index, dialect) in netlist.dialects.enumerated()
      where netlist.dialects[..<index].contains(where: { $0.value == dialect.value }) {
        check.error("GD0225", "'\(dialect.value)' is already in the list", at: "dialects", "\(index)")
      }
    }
  }
}

extension VerificationSpec {
  /// `verification:`
  static var schema: Schema<VerificationSpec> {
    Schema<VerificationSpec>.object(
      "verification",
      Field(
        "samples", .integer(in: 1...100_000),
        "Test inputs compared node by node with the circuit simulators.",
        default: "3")
    ) { VerificationSpec(samples: $0) }
  }
}

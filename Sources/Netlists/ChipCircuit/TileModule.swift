import Circuits
import Fabrics
import Mapping
import Quantities
import Specification
import Technology

/// Makes the subcircuit of one crossbar tile: ports `row0…`, `col0…`, ground last.
struct TileModule {
  let chip: Chip
  let block: TileBlock
  let tile: Tile
  let conductances: ConductanceMatrix
  let wires: WireModel

  var module: Module {
    Module(
      name: tile.name, kind: .tile,
      comment: "connection \(tile.connection + 1), rows \(text(tile.rows)), columns \(text(tile.columns))",
      ports: (0..<rows).map { "row\($0)" } + (0..<columns).map { "col\($0)" } + ["vss"],
      items: items)
  }

  private var rows: Int { tile.rows.count }
  private var columns: Int { tile.columns.count }
  private func text(_ range: Range<Int>) -> String { "\(range.lowerBound)..\(range.upperBound - 1)" }

  private var items: [Item] {
    switch wires {
    case .none: [.cells(cells(.lines(row: "row", column: "col")))]
    case .lumped: lumpedWires + [.cells(cells(.lines(row: "r", column: "k")))]
    case .perCell: [.mesh(mesh), .cells(cells(.crossings(row: "r", column: "k")))]
    }
  }

  private func cells(_ nets: CellArray.Nets) -> CellArray {
    let siemens = conductances.siemens
    let width = conductances.columns
    let order = Array(block.rowOrder[tile.rows])
    let firstColumn = tile.columns.lowerBound
    return CellArray(
      rows: rows, columns: columns, module: LeafCells.Name.memristor, parameter: "g", nets: nets
    ) { row, column in siemens[order[row] * width + firstColumn + column] }
  }

  /// One resistance and one capacitance a line. A cell lies on average half a line from its driven end, so the
  /// lumped resistance is half of the line's.
  private var lumpedWires: [Item] {
    let row = line(
      chip.technology.process.rowWire, cell: chip.technology.device.cellWidth.value, cells: columns)
    let column = line(
      chip.technology.process.columnWire, cell: chip.technology.device.cellHeight.value, cells: rows)
    return (0..<rows).flatMap { lumped("wr\($0)", port: "row\($0)", net: "r\($0)", row) }
      + (0..<columns).flatMap { lumped("wk\($0)", port: "col\($0)", net: "k\($0)", column) }
  }

  private func lumped(_ name: String, port: String, net: String, _ line: (ohms: Double, farads: Double))
    -> [Item]
  {
    Element.wire(name, ohms: line.ohms / 2, [port, net], farads: line.farads, at: net).map(Item.element)
  }

  private func line(_ wire: Wire, cell: Length, cells: Int) -> (ohms: Double, farads: Double) {
    let length = Double(cells) * cell
    return ((wire.resistancePerLength * length).si, (wire.capacitance.value * length).si)
  }

  private var mesh: WireMesh {
    let process = chip.technology.process
    let device = chip.technology.device
    let row = line(process.rowWire, cell: device.cellWidth.value, cells: 1)
    let column = line(process.columnWire, cell: device.cellHeight.value, cells: 1)
    return WireMesh(
      rows: rows, columns: columns, rowPort: "row", columnPort: "col", rowNet: "r", columnNet: "k",
      rowOhms: row.ohms, columnOhms: column.ohms, rowFarads: row.farads, columnFarads: column.farads)
  }
}

import Fabrics
import Mapping
import Netlists
import Quantities
import Specification
import Testing

@testable import Verification

/// Emitted wires against nodal equations that are set up here from the technology's numbers, without the emitter:
/// a chip of one connection with ohmic devices, cut into several tiles.
@Suite("Wires")
struct WireTests {
  @Test("ngspice agrees with a nodal solve of the wires", arguments: [WireModel.lumped, .perCell])
  func nodalSolve(_ wires: WireModel) throws {
    let fixture = try Fixture(
      isLinear: true, inputs: 5, hidden: [], wires: wires, samples: 1, tile: TileShape(rows: 5, columns: 2),
      dialects: ["ngspice"])
    #expect(fixture.chip.tileCount == 6)
    var simulations = try Simulations()
    let context = fixture.context()
    let free = try #require(
      fixture.reference.testbenches(
        chip: fixture.chip, conductances: fixture.conductances, wires: wires
      ).first { $0.name == "free_0" })
    let found = try simulations.ngspice(free, context)
    let expected = NodalChip(fixture, wires).outputs()
    let ideal = try #require(fixture.reference.samples[0].nodes[.free]).layers[0]
    for (c, volts) in expected.enumerated() {
      let measured = try #require(found.voltage("out_\(c)"))
      #expect(abs(measured - volts) < 1e-9 * abs(volts), "out_\(c): \(measured), by hand \(volts)")
      // The wires are not without effect, or the comparison would say nothing.
      #expect(abs(ideal[c] - volts) > 1e-6 * abs(volts))
    }
  }
}

/// The nodal equations of a chip of one connection with wires.
private struct NodalChip {
  private var fixture: Fixture
  private var index: [String: Int] = [:]
  private var branches: [(a: Int, b: Int?, siemens: Double, volts: Double)] = []

  init(_ fixture: Fixture, _ wires: WireModel) {
    self.fixture = fixture
    let chip = fixture.chip
    let (process, device) = (chip.technology.process, chip.technology.device)
    let block = chip.blocks[0]
    let trunk = process.trunkWire.sheetResistance.value.si / process.trunkWire.width.value.si
    let row =
      process.rowWire.sheetResistance.value.si / process.rowWire.width.value.si * device.cellWidth.value.si
    let column =
      process.columnWire.sheetResistance.value.si / process.columnWire.width.value.si
      * device.cellHeight.value.si
    let sources = fixture.network.rowVoltages(
      0, inputs: fixture.reference.samples[0].sample.inputs, nodes: NodeVoltages(layers: []))
    for p in 0..<block.rowCount {
      source("start \(p)", sources[block.rowOrder[p]], chip.technology.peripherals.driverResistance.value.si)
    }
    for tile in block.tiles {
      let name = "\(tile.down) \(tile.across)"
      for p in tile.rows {
        let from = tile.across == 0 ? "start \(p)" : "row \(tile.down) \(tile.across - 1) \(p)"
        resistor(
          from, "row \(name) \(p)", trunk * chip.floorplan.rowLinkLength(to: tile, in: block).si)
      }
      for j in tile.columns {
        let to = tile.down + 1 == block.tilesDown ? "out \(j)" : "col \(tile.down + 1) \(tile.across) \(j)"
        resistor(
          "col \(name) \(j)", to,
          trunk * chip.floorplan.columnLinkLength(from: tile, column: j, in: block).si)
      }
      for (i, p) in tile.rows.enumerated() {
        for (k, j) in tile.columns.enumerated() {
          let siemens = fixture.conductances.connections[0][block.rowOrder[p], j].si
          switch wires {
          case .perCell:
            resistor(k == 0 ? "row \(name) \(p)" : "r \(p) \(j - 1)", "r \(p) \(j)", row)
            resistor(
              "k \(p) \(j)", i + 1 == tile.rows.count ? "col \(name) \(j)" : "k \(p + 1) \(j)", column)
            resistor("r \(p) \(j)", "k \(p) \(j)", 1 / siemens)
          case .lumped, .none:
            if k == 0 {
              resistor("row \(name) \(p)", "line \(name) \(p)", row * Double(tile.columns.count) / 2)
            }
            if i == 0 {
              resistor("sum \(name) \(j)", "col \(name) \(j)", column * Double(tile.rows.count) / 2)
            }
            resistor("line \(name) \(p)", "sum \(name) \(j)", 1 / siemens)
          }
        }
      }
    }
  }

  private mutating func node(_ name: String) -> Int {
    if let known = index[name] { return known }
    index[name] = index.count
    return index.count - 1
  }

  private mutating func resistor(_ a: String, _ b: String, _ ohms: Double) {
    branches.append((node(a), node(b), 1 / ohms, 0))
  }

  private mutating func source(_ a: String, _ volts: Double, _ ohms: Double) {
    branches.append((node(a), nil, 1 / ohms, volts))
  }

  /// Voltages of the output nodes, by Gaussian elimination with pivoting.
  func outputs() -> [Double] {
    let n = index.count
    var a = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n)
    for branch in branches {
      a[branch.a][branch.a] += branch.siemens
      a[branch.a][n] += branch.siemens * branch.volts
      guard let b = branch.b else { continue }
      a[b][b] += branch.siemens
      a[branch.a][b] -= branch.siemens
      a[b][branch.a] -= branch.siemens
    }
    for i in 0..<n {
      let pivot = (i..<n).max { abs(a[$0][i]) < abs(a[$1][i]) } ?? i
      a.swapAt(i, pivot)
      for r in 0..<n where r != i && a[r][i] != 0 {
        let factor = a[r][i] / a[i][i]
        for c in i...n { a[r][c] -= factor * a[i][c] }
      }
    }
    return (0..<fixture.network.output.classes).compactMap { c in
      index["out \(c)"].map { a[$0][n] / a[$0][$0] }
    }
  }
}

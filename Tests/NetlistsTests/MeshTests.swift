import Circuits
import Expressions
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Netlists

@Suite("Wire meshes")
struct MeshTests {
  private struct Wire {
    var ohms: Double
    var farads: Double
  }
  private static let wires = [
    Wire(ohms: 0.48988, farads: 2.916e-16), Wire(ohms: 0, farads: 0), Wire(ohms: 3, farads: 0),
  ]
  private static let cases = DialectRegistry.all.flatMap { dialect in
    wires.indices.map { (dialect.name, $0, wires.count - 1 - $0) }
  }

  private func text(_ dialect: any Dialect, _ items: [Item]) -> [String] {
    let output = TextOutput()
    NetlistWriter(dialect: dialect, output: output).module(
      Module(name: "m", kind: .tile, comment: "", ports: ["vss"], items: items))
    return output.text.split(separator: "\n").map(String.init)
  }

  @Test("the lines of a mesh are those of its elements one by one", arguments: cases)
  func meshLines(_ name: String, _ row: Int, _ column: Int) throws {
    let dialect = try #require(DialectRegistry.named(name))
    let (row, column) = (Self.wires[row], Self.wires[column])
    // More than ten of each, so that indices of one and of two digits meet.
    let mesh = WireMesh(
      rows: 11, columns: 12, rowPort: "row", columnPort: "col", rowNet: "r", columnNet: "k",
      rowOhms: row.ohms, columnOhms: column.ohms, rowFarads: row.farads, columnFarads: column.farads)
    var elements: [Item] = []
    func add(_ name: String, _ wire: Wire, _ from: String, _ to: String, at net: String) {
      elements.append(
        .element(
          Element(
            name, wire.ohms > 0 ? .resistor(.number(wire.ohms)) : .voltageSource(.constant(0)), [from, to])))
      if wire.farads > 0 {
        elements.append(.element(Element(name, .capacitor(.number(wire.farads)), [net, "vss"])))
      }
    }
    for i in 0..<mesh.rows {
      for j in 0..<mesh.columns {
        add("wr\(i)_\(j)", row, j == 0 ? "row\(i)" : "r\(i)_\(j - 1)", "r\(i)_\(j)", at: "r\(i)_\(j)")
        add("wk\(i)_\(j)", column, "k\(i)_\(j)", i == 10 ? "col\(j)" : "k\(i + 1)_\(j)", at: "k\(i)_\(j)")
      }
    }
    #expect(text(dialect, [.mesh(mesh)]) == text(dialect, elements))
  }

  @Test(
    "the lines of an array at crossings are those of its instances",
    arguments: DialectRegistry.all.map(\.name))
  func crossings(_ name: String) throws {
    let dialect = try #require(DialectRegistry.named(name))
    let array = CellArray(
      rows: 11, columns: 12, module: "cell", parameter: "g", nets: .crossings(row: "r", column: "k")
    ) { Double($0 + 1) * 1e-6 / Double($1 + 1) }
    var elements: [Item] = []
    for i in 0..<array.rows {
      for j in 0..<array.columns {
        let g = Element.Actual("g", .number(array.siemens(i, j)))
        elements.append(
          .element(
            Element("c\(i)_\(j)", .instance(of: "cell", parameters: [g]), ["r\(i)_\(j)", "k\(i)_\(j)"])))
      }
    }
    #expect(text(dialect, [.cells(array)]) == text(dialect, elements))
  }

  @Test("wires of no capacitance have no capacitor", arguments: [WireModel.lumped, .perCell])
  func idealWires(_ wires: WireModel) throws {
    let chip = try Fixture.chip(technology: "ideal")
    let circuit = Circuit(chip: chip, conductances: Fixture.conductances(chip.fabric), wires: wires)
    for module in circuit.modules {
      for line in text(Ngspice(), module.items) { #expect(!line.hasPrefix("c"), "\(line)") }
    }
  }
}

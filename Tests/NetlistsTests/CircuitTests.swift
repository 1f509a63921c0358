import Circuits
import Expressions
import Foundation
import Mapping
import Specification
import Testing

@testable import Netlists

@Suite("Chip circuits")
struct CircuitTests {
  private static let variants: [(OutputEncoding, WireModel)] =
    OutputEncoding.allCases.flatMap { encoding in WireModel.allCases.map { (encoding, $0) } }

  private func circuit(
    _ encoding: OutputEncoding = .single, _ wires: WireModel = .none, inputs: Int = 4
  ) throws -> Circuit {
    let chip = try Fixture.chip(inputs: inputs, output: encoding)
    return Circuit(chip: chip, conductances: Fixture.conductances(chip.fabric), wires: wires)
  }

  private func elements(_ module: Module) -> [Element] {
    module.items.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  @Test("instances name modules that come before them, with as many nets as ports", arguments: variants)
  func hierarchy(_ encoding: OutputEncoding, _ wires: WireModel) throws {
    var known: [String: Module] = [:]
    for module in try circuit(encoding, wires).modules {
      for element in elements(module) {
        guard case .instance(let name, let parameters) = element.kind else { continue }
        let master = try #require(known[name], "\(name) is used before it is defined")
        #expect(element.nets.count == master.ports.count)
        for parameter in parameters { #expect(master.parameters.contains { $0.name == parameter.name }) }
      }
      #expect(known.updateValue(module, forKey: module.name) == nil, "\(module.name) is defined twice")
    }
  }

  @Test("names are lower-case, legal in every dialect, and unique", arguments: variants)
  func names(_ encoding: OutputEncoding, _ wires: WireModel) throws {
    let legal = try Regex("[a-z][a-z0-9_]*|0")
    for module in try circuit(encoding, wires).modules {
      var cards: Set<String> = []
      for element in elements(module) {
        let card = Ngspice().line(element).prefix { $0 != " " }
        #expect(cards.insert(String(card)).inserted, "\(card) stands twice in \(module.name)")
        for net in element.nets { #expect(try legal.wholeMatch(in: net) != nil, "\(net)") }
      }
      #expect(Set(module.ports).count == module.ports.count)
      for port in module.ports { #expect(try legal.wholeMatch(in: port) != nil) }
      #expect(module.kind == .leaf || module.ports.last == "vss")
    }
  }

  @Test("no net of the chip hangs on one terminal only", arguments: variants)
  func noFloatingNets(_ encoding: OutputEncoding, _ wires: WireModel) throws {
    let top = try circuit(encoding, wires).top
    var count: [String: Int] = [:]
    for net in elements(top).flatMap(\.nets) + top.ports { count[net, default: 0] += 1 }
    for (net, uses) in count { #expect(uses > 1, "\(net) has one terminal") }
  }

  @Test("the conductance of each cell is that of its row and column in the network")
  func cells() throws {
    let chip = try Fixture.chip()
    let conductances = Fixture.conductances(chip.fabric)
    let circuit = Circuit(chip: chip, conductances: conductances, wires: .none)
    for block in chip.blocks {
      for tile in block.tiles {
        let module = try #require(circuit.modules.first { $0.name == tile.name })
        guard case .cells(let array)? = module.items.first else {
          Issue.record("a tile without cells")
          continue
        }
        #expect(array.rows == tile.rows.count && array.columns == tile.columns.count)
        for (i, row) in tile.rows.enumerated() {
          for (j, column) in tile.columns.enumerated() {
            let expected = conductances.connections[block.connection][block.rowOrder[row], column]
            #expect(array.siemens(i, j) == expected.si)
          }
        }
      }
    }
  }

  @Test(
    "the lines of an array are those of its instances one by one", arguments: DialectRegistry.all.map(\.name))
  func arrayLines(_ name: String) throws {
    let dialect = try #require(DialectRegistry.named(name))
    let array = CellArray(
      rows: 3, columns: 12, module: "cell", parameter: "g", nets: .lines(row: "row", column: "col")
    ) { Double($0 + 1) * 1e-6 / Double($1 + 1) }
    let output = TextOutput()
    NetlistWriter(dialect: dialect, output: output).module(
      Module(name: "m", kind: .tile, comment: "", ports: ["vss"], items: [.cells(array)]))
    for i in 0..<3 {
      for j in 0..<12 {
        let element = Element(
          "c\(i)_\(j)",
          .instance(
            of: "cell", parameters: [Element.Actual("g", .number(Double(i + 1) * 1e-6 / Double(j + 1)))]),
          ["row\(i)", "col\(j)"])
        #expect(output.text.contains("\n\(dialect.line(element))\n"))
      }
    }
  }

  @Test("a mesh has a segment and a capacitor a crossing and a wire, from port to port")
  func mesh() throws {
    let circuit = try circuit(.single, .perCell)
    let output = TextOutput()
    let tile = try #require(circuit.modules.first { $0.kind == .tile })
    NetlistWriter(dialect: Ngspice(), output: output).module(tile)
    let lines = output.text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("rw") }.count == 2 * 4 * 4)
    #expect(lines.filter { $0.hasPrefix("cw") }.count == 2 * 4 * 4)
    #expect(lines.contains { $0.hasPrefix("rwr0_0 row0 r0_0 ") })
    #expect(lines.contains { $0.hasPrefix("rwr0_3 r0_2 r0_3 ") })
    #expect(lines.contains { $0.hasPrefix("rwk3_0 k3_0 col0 ") })
    #expect(lines.contains { $0.hasPrefix("xc2_1 r2_1 k2_1 ") })
  }

  @Test("a chip of more ports than ngspice takes is written flat there, and as a subcircuit elsewhere")
  func flat() throws {
    let netlist = ChipNetlist(try circuit(inputs: 600))
    #expect(netlist.isFlat(in: Ngspice()))
    #expect(!netlist.isFlat(in: Vacask()))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try netlist.write(Ngspice(), to: folder)
    let text = try String(contentsOf: folder.appendingPathComponent("chip.sp"), encoding: .utf8)
    #expect(!text.contains(".subckt"))
    #expect(text.contains("\nxtile_0_0_0 ") && text.contains("\nvvss vss 0 dc 0\n"))
  }

  @Test("the same circuit gives the same bytes", arguments: DialectRegistry.all.map(\.name))
  func deterministic(_ name: String) throws {
    let dialect = try #require(DialectRegistry.named(name))
    func text() throws -> String {
      let output = TextOutput()
      let writer = NetlistWriter(dialect: dialect, output: output)
      for module in try circuit(.differential, .lumped).modules { writer.module(module) }
      return output.text
    }
    #expect(try text() == text())
  }
}

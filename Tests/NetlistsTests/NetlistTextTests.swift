import Circuits
import Diagnostics
import Fabrics
import Foundation
import Mapping
import Resistive
import Specification
import Technology
import Testing

@testable import Netlists

/// Text in, text out: the specs of `Expected`, and the cards that every dialect writes of them, in the folders beside.
@Suite struct NetlistTextTests {
  private static let expected = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Expected")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: expected.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("a small spec gives the cards beside it", arguments: ["tiny", "wired"])
  func cards(_ name: String) throws {
    let file = SourceFile(path: "\(name).yaml", bytes: Array(try Self.text("\(name).yaml").utf8))
    let spec = try ChipSpec.load(file).spec
    let technology = try TechnologyLibrary().load(spec.technology.value)
    let fabric = try ResistiveNetwork(spec: spec, technology: technology).fabric
    let chip = Chip(
      name: name, fabric: fabric, technology: technology,
      tileShape: TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value))
    // 2 µS, 2.5 µS, 3 µS, … so that every cell is told from the others.
    var count = 0.0
    let conductances = Conductances(
      connections: fabric.arrays.indices.map { k in
        ConductanceMatrix(
          rows: fabric.rowCount(k), columns: fabric.columnCount(k),
          siemens: (0..<fabric.rowCount(k) * fabric.columnCount(k)).map { _ in
            count += 1
            return 1.5e-6 + count * 0.5e-6
          })
      })
    let netlist = ChipNetlist(Circuit(chip: chip, conductances: conductances, wires: spec.netlist.wires))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for dialect in try DialectRegistry.resolve(spec.netlist.dialects) {
      let written = try netlist.write(dialect, to: folder).filter {
        $0.hasPrefix("chip.") || $0.hasPrefix("tiles.")
      }
      #expect(written.count == 2)
      for path in written {
        let found = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        #expect(found == (try Self.text("\(name)/\(path)")), "\(name)/\(path)")
      }
    }
  }
}

import Foundation
import Testing
@testable import Netlists
import Quantities
import Specification

@Test func dump() throws {
  for nl in [nil, 0.3] as [Double?] {
  for wires in WireModel.allCases {
    for enc in OutputEncoding.allCases {
    let chip = try Fixture.chip(isLinear: nl == nil, output: enc)
    let circuit = Circuit(chip: chip, conductances: Fixture.conductances(chip.network), wires: wires)
    let base = URL(fileURLWithPath: "/tmp/dump/\(nl == nil ? "lin" : "sinh")_\(wires.rawValue)_\(enc.rawValue)")
    for d in ["spice", "veriloga", "tb"] { try FileManager.default.createDirectory(at: base.appendingPathComponent(d), withIntermediateDirectories: true) }
    let netlist = ChipNetlist(circuit)
    try netlist.writeVerilogA(to: base.appendingPathComponent("veriloga"))
    for dialect in DialectRegistry.all {
      try netlist.write(dialect, to: base.appendingPathComponent("spice"))
      for (name, beta, an) in [("free_0", 0.0, Testbench.Analysis.operatingPoint), ("plus_0", 1e-5, .operatingPoint), ("minus_0", -1e-5, .operatingPoint), ("settle_0", 0, .settling(stop: 2e-9, step: 2e-12))] {
        let tb = Testbench(name: name, chip: chip, rows: chip.network.input.rowVoltages([1, 0.2, 0, 0.7]), targets: [0, 0.05, 0], beta: Conductance(si: beta), analysis: an, expected: [[0,0,0,0,0], Array(repeating: 0, count: chip.network.output.nodeCount)])
        try dialect.testbench(tb, of: netlist.testbenchChip(in: dialect)).write(to: base.appendingPathComponent("tb/\(name).\(dialect.fileExtension)"), atomically: true, encoding: .utf8)
      }
    }
    }
  }
  }
}

import Foundation
import Netlists
import Simulators

/// The Verilog-A chip in a second simulator: VACASK's operating points are ngspice's and ours.
struct VacaskNodes: VerificationCheck {
  let id = "vacask-nodes"
  let title = "node voltages in VACASK with the Verilog-A modules = ngspice and embedded simulator"
  let needs: [Tools.Need] = [.vacask, .ngspice]

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    if let skipped = context.skipped(without: "vacask") { return skipped }
    return try context.compareOperatingPoints(&simulations) { testbench, simulations in
      let file = context.folder.appendingPathComponent("tb/\(testbench.name).sim")
      return try simulations.vacask(testbench, file: file, key: "vacask", context)
    }
  }
}

extension VerificationContext {
  /// Compares a simulator's operating points with ngspice's and, without wires, with ours.
  func compareOperatingPoints(
    _ simulations: inout Simulations,
    _ run: (Testbench, inout Simulations) throws -> RawFile
  ) throws -> CheckOutcome {
    let hasNgspice = dialects.contains("ngspice")
    guard hasNgspice || !hasWires else {
      return .skipped(
        "not compared with the embedded simulator: wires; and the spec has no dialect 'ngspice'")
    }
    var comparison = Comparison()
    for testbench in operatingPoints {
      let found = try run(testbench, &simulations)
      let file = "\(testbench.name).raw"
      if !hasWires { try compare(testbench, with: found, file: file, into: &comparison) }
      if hasNgspice {
        let ngspice = try simulations.ngspice(testbench, self)
        try compare(testbench, with: found, to: ngspice, file: file, into: &comparison)
      }
    }
    return .measured(
      comparison.measurement(
        "largest relative error of a node voltage", tolerance: NodeTolerance.operatingPoint,
        notes: hasWires ? ["not compared with the embedded simulator: wires (\(wires.rawValue))"] : []))
  }
}

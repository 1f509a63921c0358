import Diagnostics
import Foundation
import Netlists
import Quantities
import Simulators

/// The circuit gets there by itself: a transient from 0 V ends in the equilibrium, in ngspice and in VACASK.
struct Settling: VerificationCheck {
  let id = "settling"
  let title = "end of a transient from 0 V = equilibrium"
  let needs: [Tools.Need] = [.ngspice, .vacask]

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    let hasNgspice = context.dialects.contains("ngspice")
    let hasVacask = context.dialects.contains("vacask")
    guard hasNgspice || (hasVacask && !context.hasWires) else {
      return .skipped("the spec has no dialect with a testbench and an equilibrium to compare with")
    }
    guard let testbench = context.testbenches.first(where: { $0.analysis != .operatingPoint }),
      case .settling(let stop, _) = testbench.analysis
    else { return .skipped("there are no samples") }
    // With wires the embedded simulator has no equilibrium to offer; ngspice's operating point has.
    var equilibrium: RawFile?
    if context.hasWires, let free = context.operatingPoints.first {
      equilibrium = try simulations.ngspice(free, context)
    }
    var comparison = Comparison()
    var notes = ["\(stop) of circuit time"]
    if hasNgspice {
      let found = try simulations.ngspice(testbench, context)
      notes.append("ngspice took \(found.pointCount) points")
      try context.compare(
        testbench, with: found, to: equilibrium, file: "ngspice", share: NodeTolerance.settledFloor,
        into: &comparison)
    }
    if hasVacask {
      let file = try Self.frozen(testbench, context, &simulations)
      let found = try simulations.vacask(testbench, file: file, key: "vacask", context)
      notes.append("VACASK took \(found.pointCount) points")
      try context.compare(
        testbench, with: found, to: equilibrium, file: "VACASK", share: NodeTolerance.settledFloor,
        into: &comparison)
    }
    if context.hasWires { notes.append("compared with ngspice's operating point: wires") }
    return .measured(
      comparison.measurement(
        "largest relative error of a final voltage", tolerance: NodeTolerance.settled, notes: notes))
  }

  /// The emitted testbench with write rates of 0.
  ///
  /// In Verilog-A a device above its threshold is written while it is read, slowly, so the equilibrium would drift;
  /// ngspice's devices have a fixed conductance. How much a read disturbs is not what this check measures.
  private static func frozen(
    _ testbench: Testbench, _ context: VerificationContext, _ simulations: inout Simulations
  ) throws -> URL {
    let emitted = context.folder.appendingPathComponent("tb/\(testbench.name).sim")
    guard context.chip.technology.device.write != nil else { return emitted }
    guard let text = try? SourceFile.read(emitted.path, limit: 256 << 20).text else {
      throw ToolRun.Failure("\(emitted.lastPathComponent) is not in the folder")
    }
    let model = "model gd_memristor gd_memristor"
    guard text.contains(model + "\n") else {
      throw ToolRun.Failure("\(emitted.lastPathComponent) has no line '\(model)'")
    }
    let changed = text.replacingOccurrences(of: model + "\n", with: model + " k_set=0 k_reset=0\n")
      .replacingOccurrences(of: "\"../", with: "\"\(VerificationContext.link)/")
    let folder = try simulations.folder("frozen")
    try context.link(in: folder)
    let file = folder.appendingPathComponent(emitted.lastPathComponent)
    try Data(changed.utf8).write(to: file)
    return file
  }
}

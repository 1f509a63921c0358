import Circuits
import Foundation
import Mapping
import Netlists
import Simulators

/// A dialect of a simulator that is not at hand, read by VACASK: the files are complete and mean the same chip.
///
/// The chip and its tiles are read as they were written, by VACASK's reader of the dialect; sources, analysis and
/// Verilog-A modules are VACASK's own, in a testbench that is made here.
struct ForeignDialectNodes: VerificationCheck {
  /// Name of the dialect, and of VACASK's reader for it.
  let dialect: String

  var id: String { "\(dialect)-vacask" }
  var title: String {
    "node voltages of the \(dialect) files, read by VACASK = ngspice and embedded simulator"
  }
  let needs: [Tools.Need] = [.vacask, .ngspice]

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    if let skipped = context.skipped(without: dialect) { return skipped }
    guard let foreign = DialectRegistry.named(dialect), let native = DialectRegistry.named("vacask") else {
      return .failed("there is no dialect '\(dialect)'")
    }
    let netlist = ChipNetlist(
      Circuit(chip: context.chip, conductances: context.conductances, wires: context.wires))
    var chip = netlist.testbenchChip(in: native)
    let path = "\(VerificationContext.link)/spice/\(ChipNetlist.fileNames(foreign).chip)"
    chip.verilogA = chip.verilogA.map { ($0.module, "\(VerificationContext.link)/veriloga/\($0.module).va") }
    let folder = try simulations.folder("\(dialect)-testbenches")
    try context.link(in: folder)
    return try context.compareOperatingPoints(&simulations) { testbench, simulations in
      let text = native.testbench(testbench, of: chip).replacingOccurrences(
        of: native.include(chip.path), with: "include \"\(path)\" lang=\(dialect)")
      let file = folder.appendingPathComponent("\(testbench.name).sim")
      try Data(text.utf8).write(to: file)
      return try simulations.vacask(testbench, file: file, key: dialect, context)
    }
  }
}

import Foundation
import Netlists
import Simulators

/// The Verilog-A modules of an output folder: compiling them, and evaluating them with osdi-py.
struct VerilogAModules {
  let context: VerificationContext

  /// Names of the modules that the folder must have.
  var names: [String] {
    LeafCells(technology: context.chip.technology, hasDriverResistance: context.hasWires).all
      .filter { $0.verilogA != nil }.map(\.name)
  }

  /// Compiles a module with every warning an error, once a verification; returns the library.
  /// - Throws: `ToolRun.Failure` with the compiler's words.
  func compile(_ name: String, _ simulations: inout Simulations) throws -> URL {
    let folder = try simulations.folder("openvaf")
    let library = folder.appendingPathComponent("\(name).osdi")
    guard !FileManager.default.fileExists(atPath: library.path) else { return library }
    let source = context.folder.appendingPathComponent("veriloga/\(name).va")
    guard FileManager.default.fileExists(atPath: source.path) else {
      throw ToolRun.Failure("\(name).va is not in the folder")
    }
    let run = ToolRun(
      try context.tools.require(.openvaf), ["--deny", "warnings", "-o", library.path, source.path],
      in: folder, limits: context.limits)
    do { try run.runSuccessfully() } catch let failure as ToolRun.Failure {
      throw failure.of("\(name).va does not compile")
    }
    return library
  }

  /// Evaluates modules.
  /// - Throws: `ToolRun.Failure` when Python fails.
  func evaluate(
    _ requests: [OSDIEvaluation.Request], _ simulations: inout Simulations
  ) throws -> [OSDIEvaluation.Answer] {
    try OSDIEvaluation(context.tools, context.limits, in: simulations.folder("osdi")).evaluate(requests)
  }
}

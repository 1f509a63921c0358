import Foundation
import Netlists
import Simulators

/// Runs simulators on testbenches and remembers the results, so that several checks share one run.
package struct Simulations: Sendable {
  private let scratch: ScratchFolder
  private var results: [String: Result<RawFile, ToolRun.Failure>] = [:]

  /// Starts without results, in a temporary folder of its own.
  /// - Throws: when no temporary folder can be made.
  package init() throws { scratch = try ScratchFolder() }

  /// A folder for temporary files.
  func folder(_ name: String) throws -> URL {
    let url = scratch.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  /// What ngspice says of an emitted testbench.
  mutating func ngspice(_ testbench: Testbench, _ context: VerificationContext) throws -> RawFile {
    let program = try context.tools.require(.ngspice)
    let file = context.folder.appendingPathComponent("tb/\(testbench.name).sp")
    // -n: the user's own start file must not change results.
    return try run("ngspice", in: "ngspice", program, ["-n", "-b", file.path], file, testbench, context)
  }

  /// What VACASK says of a testbench. It leaves compiled modules in the folder it runs in, which all runs share.
  /// - Parameters:
  ///   - file: the testbench's file.
  ///   - key: whose testbench this is; results are remembered by it and the testbench's name.
  mutating func vacask(
    _ testbench: Testbench, file: URL, key: String, _ context: VerificationContext
  ) throws -> RawFile {
    let program = try context.tools.require(.vacask)
    return try run(key, in: "vacask", program, ["-qp", file.path], file, testbench, context)
  }

  private mutating func run(
    _ source: String, in folder: String, _ program: URL, _ arguments: [String], _ file: URL,
    _ testbench: Testbench,
    _ context: VerificationContext
  ) throws -> RawFile {
    let key = "\(source)/\(testbench.name)"
    if let known = results[key] { return try known.get() }
    let place = try self.folder(folder)
    let result = Result { () throws(ToolRun.Failure) -> RawFile in
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw ToolRun.Failure("\(file.lastPathComponent) is not in the folder")
      }
      do {
        let raw = place.appendingPathComponent("\(testbench.name).raw")
        try? FileManager.default.removeItem(at: raw)
        let run = ToolRun(program, arguments, in: place, limits: context.limits)
        let outcome = try run.runSuccessfully()
        defer { try? FileManager.default.removeItem(at: raw) }
        guard FileManager.default.fileExists(atPath: raw.path) else {
          throw ToolRun.Failure(
            "\(program.lastPathComponent) wrote no result for \(file.lastPathComponent); its last lines:\n\(outcome.tail())"
          )
        }
        return try RawFile(reading: raw)
      } catch let failure as ToolRun.Failure {
        throw failure.of(testbench.name)
      } catch {
        throw ToolRun.Failure("\(testbench.name): \(error)", isOfProgram: true)
      }
    }
    results[key] = result
    return try result.get()
  }
}

import Diagnostics
import Foundation
import Mapping
import Netlists
import Specification

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

  /// What to evaluate of one module.
  struct Request: Encodable {
    /// Points with the same parameters.
    struct Group: Encodable {
      /// Model and instance parameters that differ from the defaults.
      var model: [String: Double] = [:]
      var instance: [String: Double] = [:]
      /// Whether the analysis is an operating point, where states are pinned.
      var isStatic = false
      /// Unknowns whose values the points give, in order.
      var nodes: [String]
      var points: [[Double]]
    }
    var name: String
    var osdi: String
    var groups: [Group]
  }

  /// What a module answered.
  struct Answer: Decodable {
    /// Values of every point: a value a node, or a value a pair of nodes (row-major). nil = not finite.
    struct Group: Decodable {
      var resist, react, resistJacobian, reactJacobian: [[Double?]]
    }
    var name: String
    /// Unknowns: terminals, internal nodes, branch currents.
    var nodes: [String]
    var groups: [Group]

    /// A value of a point; NaN where it is not finite.
    /// - Throws: `ToolRun.Failure` when the module has no such unknown.
    func value(_ value: Value, group: Int, point: Int) throws -> Double {
      func place(_ node: String) throws -> Int {
        guard let place = nodes.firstIndex(of: node) else {
          throw ToolRun.Failure(
            "\(name).va has no unknown '\(node)'; it has \(nodes.joined(separator: ", "))")
        }
        return place
      }
      let group = groups[group]
      return switch value {
      case .current(let node): try group.resist[point][place(node)] ?? .nan
      case .charge(let node): try group.react[point][place(node)] ?? .nan
      case .conductance(let node, let by):
        try group.resistJacobian[point][place(node) * nodes.count + place(by)] ?? .nan
      case .capacitance(let node, let by):
        try group.reactJacobian[point][place(node) * nodes.count + place(by)] ?? .nan
      }
    }

    /// Whether every number is finite.
    var isFinite: Bool {
      groups.allSatisfy { group in
        [group.resist, group.react, group.resistJacobian, group.reactJacobian].allSatisfy {
          $0.allSatisfy { $0.allSatisfy { $0 != nil } }
        }
      }
    }
  }

  /// One value of a module at a point: a residual or its derivative by an unknown.
  enum Value: Sendable {
    /// The resistive residual: the current from a node into the module, or a branch's equation.
    case current(String)
    /// The reactive residual, which is differentiated by time.
    case charge(String)
    /// ∂ resistive residual / ∂ unknown.
    case conductance(String, by: String)
    /// ∂ reactive residual / ∂ unknown.
    case capacitance(String, by: String)
  }

  private struct Requests: Encodable { var modules: [Request] }
  private struct Answers: Decodable { var modules: [Answer] }

  /// Evaluates modules.
  /// - Throws: `ToolRun.Failure` when Python fails.
  func evaluate(_ requests: [Request], _ simulations: inout Simulations) throws -> [Answer] {
    guard
      let script = Bundle.module.url(
        forResource: "evaluate_osdi", withExtension: "py", subdirectory: "Resources")
    else { throw ToolRun.Failure("the program's resource evaluate_osdi.py is missing", isOfProgram: true) }
    let folder = try simulations.folder("osdi")
    let (request, answer) = (
      folder.appendingPathComponent("request.json"), folder.appendingPathComponent("answer.json")
    )
    try JSONEncoder().encode(Requests(modules: requests)).write(to: request)
    let run = ToolRun(
      try context.tools.require(.python), [script.path, request.path, answer.path], in: folder,
      limits: context.limits)
    let outcome = try run.runSuccessfully()
    guard let data = try? Data(RegularFile.bytes(of: answer.path, limit: ToolLimits.largestAnswer)) else {
      throw ToolRun.Failure("evaluate_osdi.py wrote no answer; its last lines:\n\(outcome.tail())")
    }
    do {
      return try JSONDecoder().decode(Answers.self, from: data).modules
    } catch {
      throw ToolRun.Failure("the answer of evaluate_osdi.py is not readable: \(error)")
    }
  }
}

import Diagnostics
import Foundation

/// Compiled Verilog-A modules, evaluated point by point with osdi-py: what a circuit simulator would be told of them.
package struct OSDIEvaluation {
  /// What to evaluate of one module.
  package struct Request: Encodable {
    /// Points with the same parameters.
    package struct Group: Encodable {
      /// Model and instance parameters that differ from the defaults.
      package var model: [String: Double] = [:]
      package var instance: [String: Double] = [:]
      /// Whether the analysis is an operating point, where states are pinned.
      package var isStatic = false
      /// Unknowns whose values the points give, in order.
      package var nodes: [String]
      package var points: [[Double]]

      /// Makes a group.
      package init(
        model: [String: Double] = [:], instance: [String: Double] = [:], isStatic: Bool = false,
        nodes: [String], points: [[Double]]
      ) {
        (self.model, self.instance, self.isStatic) = (model, instance, isStatic)
        (self.nodes, self.points) = (nodes, points)
      }
    }
    package var name: String
    package var osdi: String
    package var groups: [Group]

    /// Makes a request.
    package init(name: String, osdi: String, groups: [Group]) {
      (self.name, self.osdi, self.groups) = (name, osdi, groups)
    }
  }

  /// What a module answered.
  package struct Answer: Decodable {
    /// Values of every point: a value a node, or a value a pair of nodes (row-major). nil = not finite.
    package struct Group: Decodable {
      package var resist, react, resistJacobian, reactJacobian: [[Double?]]
    }
    package var name: String
    /// Unknowns: terminals, internal nodes, branch currents.
    package var nodes: [String]
    package var groups: [Group]

    /// A value of a point; NaN where it is not finite.
    /// - Throws: `ToolRun.Failure` when the module has no such unknown.
    package func value(_ value: Value, group: Int, point: Int) throws -> Double {
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
    package var isFinite: Bool {
      groups.allSatisfy { group in
        [group.resist, group.react, group.resistJacobian, group.reactJacobian].allSatisfy {
          $0.allSatisfy { $0.allSatisfy { $0 != nil } }
        }
      }
    }
  }

  /// One value of a module at a point: a residual or its derivative by an unknown.
  package enum Value: Sendable {
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

  private let tools: Tools
  private let limits: ToolLimits
  private let folder: URL

  /// - Parameter folder: for its files.
  package init(_ tools: Tools, _ limits: ToolLimits, in folder: URL) {
    (self.tools, self.limits, self.folder) = (tools, limits, folder)
  }

  /// Evaluates modules.
  /// - Throws: `ToolRun.Failure` when Python fails.
  package func evaluate(_ requests: [Request]) throws -> [Answer] {
    guard
      let script = Bundle.module.url(
        forResource: "evaluate_osdi", withExtension: "py", subdirectory: "Resources")
    else { throw ToolRun.Failure("the program's resource evaluate_osdi.py is missing", isOfProgram: true) }
    let (request, answer) = (
      folder.appendingPathComponent("request.json"), folder.appendingPathComponent("answer.json")
    )
    try JSONEncoder().encode(Requests(modules: requests)).write(to: request)
    let run = ToolRun(
      try tools.require(.python), [script.path, request.path, answer.path], in: folder,
      limits: limits)
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

import Datasets
import Designs
import Learning
import Quantities
import Specification
import Technology

/// `grenadyn describe SPEC`: the energy, the updates and the learning rule that a spec simulates, with its numbers.
package struct SpecDescription: Codable, Sendable, Equatable {
  /// Statements about one subject.
  package struct Section: Codable, Sendable, Equatable {
    /// The subject.
    package var title: String
    /// In reading order.
    package var statements: [Statement]
  }
  /// The spec's name.
  package var name: String
  /// Number of trained numbers.
  package var parameters: Int
  /// In reading order.
  package var sections: [Section]

  /// Describes a spec; each text comes from the network or the rule it is about.
  /// - Parameter data: what relative rates are resolved by; nil: they are told as they are written.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  package init<Network: FamilyNetwork>(
    _ spec: Spec<Network.Keys>, network: Network, data: Dataset? = nil
  ) throws {
    let relative = spec.training.relativeRates
    var resolved = try data.map { try RelativeRates.resolved(spec, network: network, data: $0) } ?? spec
    // Told beside the rates that they mean.
    resolved.training.relativeRates = relative
    let learning = try network.learning(resolved)
    self.init(name: spec.name.value, learning)
  }

  /// The rule with its formulas.
  private static func rule(_ learning: DescribedLearning) -> [Statement] {
    let estimator = (learning.rule as? EquilibriumPropagation).map { ", estimator \($0.estimator.rawValue)" }
    return [Statement("rule", type(of: learning.rule).name + (estimator ?? ""))]
      + learning.rule.plan(minibatch: 0).formulas(
        derivative: learning.network.parameterDerivative, outputScale: learning.outputScale,
        nudge: learning.nudgeText)
  }

  private init(name: String, _ learning: DescribedLearning) {
    let network = learning.network
    self.name = name
    parameters = network.parameterCount
    sections = [
      Section(
        title: "network",
        statements: network.structure + [Statement("parameters", network.parameterCount.grouped)]),
      Section(title: "energy", statements: network.energyStatements),
      Section(title: "relaxation", statements: network.updateStatements + learning.relaxation),
      Section(title: "nudge", statements: network.nudgeStatements + learning.nudge),
      Section(title: "learning", statements: Self.rule(learning) + learning.update),
      Section(title: "conventions", statements: network.conventions),
    ]
  }

  /// Lines for the terminal.
  package var text: String {
    let width = sections.flatMap { $0.statements.map(\.name.count) }.max() ?? 0
    let body = sections.map { section in
      "\(section.title)\n"
        + section.statements.map { statement in
          "  \(statement.name)" + String(repeating: " ", count: width - statement.name.count + 2)
            + "\(statement.text)\n"
        }.joined()
    }
    return "\(name)\n\n" + body.joined(separator: "\n")
  }
}

import Networks
import Quantities
import Simulation
import Specification
import Technology

/// `grenadyn describe SPEC`: the energy, the updates and the learning rule that a spec simulates, with its numbers.
public struct SpecDescription: Codable, Sendable, Equatable {
  /// Statements about one subject.
  public struct Section: Codable, Sendable, Equatable {
    /// The subject.
    public var title: String
    /// In reading order.
    public var statements: [Statement]
  }
  /// The spec's name.
  public var name: String
  /// Number of trained numbers.
  public var parameters: Int
  /// In reading order.
  public var sections: [Section]

  /// Describes a spec on its technology; each text comes from the network or the rule it is about.
  /// - Parameter data: what relative rates are resolved by; nil: they are told as they are written.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  public init(_ spec: ChipSpec, technology: Technology, data: Dataset? = nil) throws {
    let network = try ResistiveNetwork(spec: spec, technology: technology)
    let described = DescribedResistiveNetwork(
      network, hasBiasCurrents: spec.network.biasCurrent.value == .trained)
    var settings = TrainingSettings(spec: spec, network: network)
    if let data, settings.relativeRates != nil {
      settings.learningRates =
        try RelativeRates.resolved(spec, network: network, data: data).training.learningRates.value
    }
    self.init(
      name: spec.name.value, described,
      relaxation: settings.engineStatements(spec.training.engine.value),
      learning: Self.learning(
        try LearningRules.make(settings.rule), described, outputScale: "c_\(network.connectionCount)"
      ) { spec.training.nudge?.value.text($0) ?? "\(Conductance(si: $0))" } + settings.updateStatements)
  }

  /// Describes a spec of a Hopfield network.
  /// - Parameter data: what relative rates are resolved by; nil: they are told as they are written.
  /// - Throws: `DiagnosticsError` for a spec that cannot be simulated.
  public init(_ spec: HopfieldSpec, data: Dataset? = nil) throws {
    let network = try HopfieldNetwork(spec: spec)
    let resolved = try data.map { try RelativeRates.resolved(spec, network: network, data: $0) } ?? spec
    let settings = try HopfieldSettings(spec: resolved, network: network)
    self.init(
      name: spec.name.value, network, relaxation: settings.relaxationStatements,
      nudge: settings.nudgedStepStatements(network),
      learning: Self.learning(settings.learningRule, network, outputScale: "") { "\($0)" }
        + settings.updateStatements)
  }

  /// The rule with its formulas.
  private static func learning(
    _ rule: any LearningRule, _ network: any DescribedNetwork, outputScale: String, nudge: (Double) -> String
  ) -> [Statement] {
    let estimator = (rule as? EquilibriumPropagation).map { ", estimator \($0.estimator.rawValue)" }
    return [Statement("rule", type(of: rule).name + (estimator ?? ""))]
      + rule.plan(minibatch: 0).formulas(
        derivative: network.parameterDerivative, outputScale: outputScale, nudge: nudge)
  }

  private init(
    name: String, _ network: any DescribedNetwork, relaxation: [Statement], nudge: [Statement] = [],
    learning: [Statement]
  ) {
    self.name = name
    parameters = network.parameterCount
    sections = [
      Section(
        title: "network",
        statements: network.structure + [Statement("parameters", network.parameterCount.grouped)]),
      Section(title: "energy", statements: network.energyStatements),
      Section(title: "relaxation", statements: network.updateStatements + relaxation),
      Section(title: "nudge", statements: network.nudgeStatements + nudge),
      Section(title: "learning", statements: learning),
      Section(title: "conventions", statements: network.conventions),
    ]
  }

  /// Lines for the terminal.
  public var text: String {
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

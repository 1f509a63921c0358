import Diagnostics
import Networks
import Specification

/// One sample of a minibatch.
public struct LabeledInput: Sendable {
  /// Input values in 0…1.
  public var values: [Double]
  /// Class, from 0.
  public var label: Int

  /// Makes a sample.
  public init(values: [Double], label: Int) { (self.values, self.label) = (values, label) }
}

/// What a learning rule found out about a minibatch.
public struct BatchResult<Parameters: Sendable>: Sendable {
  /// Mean over the samples of ∂C/∂θ, V² per unit of θ.
  public var gradient: Parameters
  /// Σ of the costs of the free states, V².
  public var cost: Double
  /// Samples whose free state names the wrong class.
  public var errors: Int
  /// Σ of the sweeps of all phases.
  public var sweeps: Int
  /// Number of relaxations.
  public var phases: Int
  /// Relaxations that ended above the tolerance.
  public var unconverged: Int
  /// Largest residual of all phases.
  public var residual: Double
}

/// A way to a gradient from equilibria; it knows a network only as an ``EnergyModel``.
public protocol LearningRule: Sendable {
  /// Registered name.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// The papers.
  static var reference: String { get }
  /// The gradient it takes, as formulas with its numbers.
  /// - Parameters:
  ///   - derivative: the network's ∂E/∂θ; `outputScale`: the factor of β C in its energy, as "c_2".
  func formulas(derivative: String, outputScale: String) -> [Statement]
  /// Makes the rule of some settings.
  init(_ settings: TrainingSettings)
  /// The gradient of a minibatch; independent of `threads` to the last bit.
  /// - Throws: `Diagnostic` when the nudged network has no equilibrium.
  func gradient<Model: EnergyModel>(
    _ model: Model, _ prepared: Model.Prepared, batch: [LabeledInput], threads: Int
  ) throws -> BatchResult<Model.Parameters>
}

/// The learning rules a spec may name: one line each.
public enum LearningRules {
  /// Every registered rule.
  public static let all: [any LearningRule.Type] = [
    EquilibriumPropagation.self
  ]

  /// Makes the rule that settings name.
  /// - Throws: a located diagnostic with the nearest known name.
  public static func make(_ settings: TrainingSettings) throws(DiagnosticsError) -> any LearningRule {
    try check(settings.rule).init(settings)
  }

  /// Looks a rule up.
  /// - Throws: a located diagnostic with the nearest known name.
  @discardableResult
  public static func check(_ rule: Located<String>) throws(DiagnosticsError) -> any LearningRule.Type {
    guard let type = all.first(where: { $0.name == rule.value }) else {
      throw DiagnosticsError([
        NameSuggestion.unknown("learning rule", rule, known: all.map { $0.name }, code: "GD0406")
      ])
    }
    return type
  }
}

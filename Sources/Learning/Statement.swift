/// One thing that is said about what a spec simulates: "nudge β: 10 uS".
package struct Statement: Codable, Sendable, Equatable {
  /// What it is about.
  package var name: String
  /// A formula or a sentence.
  package var text: String

  /// Makes a statement.
  package init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }
}

/// What an energy-based network says about itself; each family knows its own formulas.
package protocol DescribedNetwork {
  /// Layers, connections, sizes.
  var structure: [Statement] { get }
  /// The energy that is minimized, with the network's numbers.
  var energyStatements: [Statement] { get }
  /// How a layer is moved to its minimum, given the others, and in which order.
  var updateStatements: [Statement] { get }
  /// The cost and how it enters the energy.
  var nudgeStatements: [Statement] { get }
  /// What differs between published implementations: encodings, schemes, input gain.
  var conventions: [Statement] { get }
  /// ∂E/∂θ, the local quantity that a learning rule compares between states.
  var parameterDerivative: String { get }
  /// Number of trained numbers.
  var parameterCount: Int { get }
}

import Diagnostics

/// What is known to hold of a circuit.
package enum CircuitProperty: String, Sendable, Hashable {
  /// Every transistor can be drawn in the process.
  case drawable
  /// No transistor is without a process: each is an instance of a process's model.
  case mapped
}

/// A step that makes a circuit out of a circuit.
package protocol CircuitPass: Sendable {
  /// What it does, for messages.
  var name: String { get }
  /// What must hold of a circuit that it is given.
  var needs: Set<CircuitProperty> { get }
  /// What holds of the circuit that it makes, beyond what held before.
  var leaves: Set<CircuitProperty> { get }
  /// The circuit after this step.
  /// - Throws: everything that is wrong with the circuit.
  func run(_ circuit: Circuit) throws(DiagnosticsError) -> Circuit
}

/// Passes in the order in which they run.
package struct PassSequence: Sendable {
  private let passes: [any CircuitPass]

  /// A sequence in which every pass finds what it needs.
  package init(_ passes: [any CircuitPass]) {
    var known: Set<CircuitProperty> = []
    for pass in passes {
      precondition(pass.needs.isSubset(of: known), "the pass '\(pass.name)' runs too early")
      known.formUnion(pass.leaves)
    }
    self.passes = passes
  }

  /// The circuit after all passes.
  package func run(_ circuit: Circuit) throws(DiagnosticsError) -> Circuit {
    var result = circuit
    for pass in passes { result = try pass.run(result) }
    return result
  }
}

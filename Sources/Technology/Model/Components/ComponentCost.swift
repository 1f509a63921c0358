import Diagnostics
import Quantities

/// What one component costs at one node and supply.
package struct ComponentCost: Sendable, Equatable {
  /// What a figure of the cost rests on.
  package struct Ground: Sendable, Hashable {
    /// Which figure: `energy`, `area`, `scaling`.
    package var figure: String
    /// Where it comes from.
    package var provenance: Provenance
    /// Which table is meant, or how the figure follows; nil = nothing to add.
    package var note: String?
  }

  /// Layout area.
  package var area: Area
  /// Energy of one action: a conversion, a comparison, a transition, a clock cycle.
  package var energy: Energy
  /// Duration of one action.
  package var latency: TimeSpan
  /// Power while it does nothing.
  package var leakage: Power
  /// Power while it is switched on, without that of its actions; 0 for a clocked circuit.
  package var activePower: Power
  /// How fast the circuit is as an amplifier in a loop; nil for what is none.
  package var amplifier: AmplifierResponse?
  /// Error bar f ≥ 1: the truth is expected between a figure over f and a figure times f.
  package var uncertainty: Double
  /// What the figures rest on, technology scaling included.
  package var grounds: [Ground]
  /// Reasons to doubt a figure.
  package var warnings: [Diagnostic]
}

extension ComponentCost.Ground {
  /// The ground of a constant.
  package init<Value>(_ figure: String, _ constant: Cited<Value>) {
    self.init(figure: figure, provenance: constant.provenance, note: constant.note)
  }
}

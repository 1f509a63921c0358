import Diagnostics
import Quantities

/// What one component costs at one node and supply.
public struct ComponentCost: Sendable, Equatable {
  /// What a figure of the cost rests on.
  public struct Ground: Sendable, Hashable {
    /// Which figure: `energy`, `area`, `scaling`.
    public var figure: String
    /// Where it comes from.
    public var provenance: Provenance
    /// Which table is meant, or how the figure follows; nil = nothing to add.
    public var note: String?
  }

  /// Layout area.
  public var area: Area
  /// Energy of one action: a conversion, a comparison, a transition, a clock cycle.
  public var energy: Energy
  /// Duration of one action.
  public var latency: TimeSpan
  /// Power while it does nothing.
  public var leakage: Power
  /// Power while it is switched on, without that of its actions; 0 for a clocked circuit.
  public var activePower: Power
  /// How fast the circuit is as an amplifier in a loop; nil for what is none.
  public var amplifier: AmplifierResponse?
  /// Error bar f ≥ 1: the truth is expected between a figure over f and a figure times f.
  public var uncertainty: Double
  /// What the figures rest on, technology scaling included.
  public var grounds: [Ground]
  /// Reasons to doubt a figure.
  public var warnings: [Diagnostic]
}

extension ComponentCost.Ground {
  /// The ground of a constant.
  public init<Value>(_ figure: String, _ constant: Cited<Value>) {
    self.init(figure: figure, provenance: constant.provenance, note: constant.note)
  }
}

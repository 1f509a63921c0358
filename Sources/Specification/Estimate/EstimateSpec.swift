import Quantities

/// `estimate:` — how area, energy and latency are estimated.
package struct EstimateSpec: Sendable, Equatable {
  /// Test samples whose relaxations are simulated.
  package var samples: Int
  /// Share of the largest class value, or of its movement by a nudge, that may be missing when a phase ends.
  package var precision: Ratio
  /// Updates of the training that is simulated for the pulses; 0 = none, and no write energy.
  package var updates: Int
  /// Corners of the process that are estimated.
  package var corner: Located<CornerChoice>
  /// Temperature of the chip.
  package var temperature: Located<Temperature>
  /// Clock of the controller.
  package var clock: Located<Frequency>
  /// Bits of the converters at the inputs.
  package var inputBits: Int
  /// Conversions a second of every converter at a node.
  package var conversionRate: Located<Frequency>
  /// Nodes that share a converter, one after the other.
  package var nodesPerConverter: Int
}

/// Which corners of a process are meant.
package enum CornerChoice: String, Sendable, CaseIterable {
  /// Slow transistors, low supply.
  case slow
  /// Nominal.
  case typical
  /// Fast transistors, high supply.
  case fast
  /// All of them, one estimate each.
  case all
}

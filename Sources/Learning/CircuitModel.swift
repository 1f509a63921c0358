import Fabrics

/// An energy model whose states are the voltages of a fabric's nodes: what knows a chip can settle it without knowing the
/// network that asked for it.
package protocol CircuitModel: EnergyModel where Parameters == Conductances {
  /// The circuits, of one chip with its mismatch.
  var fabric: Fabric { get }
  /// Node voltages of a state.
  func nodes(of state: State) -> NodeVoltages
  /// A state at given voltages.
  func state(_ nodes: NodeVoltages) -> State
}

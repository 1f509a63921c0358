import Mapping
import Networks

extension Conductances {
  /// What is left of conductances behind the wires of their tiles: every cell's effective coupling between its row's start
  /// and its node, with all devices linear at their conductances around 0 V.
  ///
  /// As the conductances of a network without wires with the devices' own read law, this is the cheap stand-in for
  /// ``SolvedModel``: it leaves out that wires couple the nodes of a layer, and that a device which conducts better at its
  /// voltage than around 0 V loses more. Linear devices need no stand-in: ``WiredModel`` is exact for them.
  /// - Parameter factor: on all wire resistances.
  /// - Throws: what ``ConnectionOperator`` throws.
  init(effective conductances: Conductances, of chip: Chip, factor: Double) throws {
    self = conductances
    for (k, matrix) in conductances.connections.enumerated() {
      let found = try ConnectionOperator(matrix, of: chip, connection: k, factor: factor, threads: 1)
      // Rounding can leave less than nothing of open devices.
      connections[k].siemens = found.coupling.map { max($0, 0) }
    }
  }
}

import Fabrics
import Learning

extension BiasedConductances {
  /// Parameters of the shapes of a network, all 0.
  package init(zeroOf network: ResistiveNetwork, hasBiases: Bool) {
    let sizes = (0..<network.connectionCount).map { (network.rowCount($0), network.nodeCount($0)) }
    let conductances = Conductances(
      connections: sizes.map { rows, columns in
        ConductanceMatrix(
          rows: rows, columns: columns, siemens: [Double](repeating: 0, count: rows * columns))
      })
    self.init(
      conductances: conductances,
      biasCurrents: hasBiases ? sizes.map { [Double](repeating: 0, count: $1) } : [])
  }
}

import Datasets
import Fabrics

extension ResistiveNetwork {
  /// The arrays of a weight file of this network, in the order of an engine's parameters: conductances, then trained bias
  /// currents.
  package func weightShapes(withBiases: Bool) -> [WeightShape] {
    let connections = fabric.weightShapes
    guard withBiases else { return connections }
    let most = Double.greatestFiniteMagnitude
    return connections
      + (0..<connectionCount).map {
        WeightShape(name: "bias_\($0 + 1)", shape: [nodeCount($0)], range: -most...most, unit: "A")
      }
  }
}

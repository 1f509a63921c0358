import Fabrics

/// The trainable parameters of a network, as the learning code, checkpoints and exports see them.
package protocol NetworkParameters: Sendable, Equatable {
  /// One flat array a connection, SI units. Setting keeps the shapes.
  var values: [[Double]] { get set }
}

extension Conductances: NetworkParameters {}

/// The conductances of arrays with trained bias currents at their nodes.
package struct BiasedConductances: NetworkParameters {
  /// Siemens.
  package var conductances: Conductances
  /// Bias current into every node in amperes, one array a layer; empty when there are none.
  package var biasCurrents: [[Double]]

  /// Wraps parameters.
  package init(conductances: Conductances, biasCurrents: [[Double]] = []) {
    (self.conductances, self.biasCurrents) = (conductances, biasCurrents)
  }

  /// The connections' siemens, then the layers' bias currents.
  package var values: [[Double]] {
    get { conductances.values + biasCurrents }
    set {
      let connections = conductances.connections.count
      conductances.values = Array(newValue[..<connections])
      biasCurrents = Array(newValue[connections...])
    }
  }
}

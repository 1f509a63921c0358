/// What a network's picture shows, as plain data: its layers from the input down to the output, and what couples them.
package struct NetworkDrawing: Sendable, Equatable {
  /// A layer.
  package struct Layer: Sendable, Equatable {
    /// What it is.
    package var title: String
    /// What it consists of and how it is encoded.
    package var facts: [String]
    /// Number of nodes, of which so many first ones are drawn full and the others hollow.
    package var nodes, full: Int

    /// A layer.
    package init(title: String, facts: [String] = [], nodes: Int, full: Int) {
      (self.title, self.facts, self.nodes, self.full) = (title, facts, nodes, full)
    }
  }
  /// What couples two layers.
  package struct Connection: Sendable, Equatable {
    /// Layers, counted from the input, which is 0.
    package var from, to: Int
    /// What it is.
    package var title: String
    /// What it consists of.
    package var facts: [String]

    /// A connection.
    package init(from: Int, to: Int, title: String, facts: [String] = []) {
      (self.from, self.to, self.title, self.facts) = (from, to, title, facts)
    }
  }

  /// The input first.
  package var layers: [Layer]
  /// In any order.
  package var connections: [Connection]

  /// A picture.
  package init(layers: [Layer], connections: [Connection]) {
    (self.layers, self.connections) = (layers, connections)
  }
}

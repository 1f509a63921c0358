/// What a network's picture shows, as plain data: its layers from the input down to the output, and what couples them.
public struct NetworkDrawing: Sendable, Equatable {
  /// A layer.
  public struct Layer: Sendable, Equatable {
    /// What it is.
    public var title: String
    /// What it consists of and how it is encoded.
    public var facts: [String]
    /// Number of nodes, of which so many first ones are drawn full and the others hollow.
    public var nodes, full: Int

    /// A layer.
    public init(title: String, facts: [String] = [], nodes: Int, full: Int) {
      (self.title, self.facts, self.nodes, self.full) = (title, facts, nodes, full)
    }
  }
  /// What couples two layers.
  public struct Connection: Sendable, Equatable {
    /// Layers, counted from the input, which is 0.
    public var from, to: Int
    /// What it is.
    public var title: String
    /// What it consists of.
    public var facts: [String]

    /// A connection.
    public init(from: Int, to: Int, title: String, facts: [String] = []) {
      (self.from, self.to, self.title, self.facts) = (from, to, title, facts)
    }
  }

  /// The input first.
  public var layers: [Layer]
  /// In any order.
  public var connections: [Connection]

  /// A picture.
  public init(layers: [Layer], connections: [Connection]) {
    (self.layers, self.connections) = (layers, connections)
  }
}

import Diagnostics
import Fabrics

extension DesignRule {
  /// Free nodes that no conductance joins, by any way, to a source: nothing determines their voltage.
  ///
  /// Rows of hidden neurons conduct both ways, so a way may lead through any layer.
  static let floatingNodes = DesignRule(code: "GD1101", stage: .estimate) { subject in
    guard let conductances = subject.trained?.conductances else { return RuleOutcome() }
    let reached = reachable(subject.fabric, conductances)
    return RuleOutcome(
      subject.fabric.layers.indices.compactMap { layer in
        let floating = reached[layer].indices.filter { !reached[layer][$0] }
        guard !floating.isEmpty else { return nil }
        return Diagnostic(
          .error, "GD1101",
          "\(floating.count) of \(reached[layer].count) nodes of \(subject.name(ofLayer: layer)) float: no conductance "
            + "joins them to a source (nodes \(someOf(floating.map(String.init))))",
          at: subject.location(ofLayer: layer))
      })
  }

  /// Whether each node of each layer has a way to a source.
  private static func reachable(_ fabric: Fabric, _ conductances: Conductances) -> [[Bool]] {
    var reached = fabric.layers.indices.map {
      [Bool](repeating: false, count: fabric.nodeCount($0))
    }
    var front: [(layer: Int, node: Int)] = []
    func reach(_ layer: Int, _ node: Int) {
      guard !reached[layer][node] else { return }
      reached[layer][node] = true
      front.append((layer, node))
    }
    for (k, matrix) in conductances.connections.enumerated() {
      // Sources are all rows of the first connection and the bias rows of the others.
      let first = k == 0 ? 0 : fabric.signalRowCount(k)
      for row in first..<matrix.rows {
        for node in 0..<matrix.columns where matrix.siemens[row * matrix.columns + node] > 0 {
          reach(k, node)
        }
      }
    }
    while let (layer, node) = front.popLast() {
      if layer + 1 < fabric.layers.count {
        let next = conductances.connections[layer + 1]
        for other in 0..<next.columns where next.siemens[node * next.columns + other] > 0 {
          reach(layer + 1, other)
        }
      }
      if layer > 0 {
        let own = conductances.connections[layer]
        for row in 0..<fabric.signalRowCount(layer) where own.siemens[row * own.columns + node] > 0 {
          reach(layer - 1, row)
        }
      }
    }
    return reached
  }
}

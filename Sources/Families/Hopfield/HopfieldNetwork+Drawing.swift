import Designs
import Specification

extension HopfieldNetwork {
  package func drawing(_ spec: HopfieldSpec) -> NetworkDrawing {
    let layers =
      [
        NetworkDrawing.Layer(
          title: "input: \(input.text) values, clamped", facts: [], nodes: input.count,
          full: 0)
      ]
      + self.layers.enumerated().map { k, layer in
        let isOutput = cost == .squaredError && k == self.layers.count - 1
        return NetworkDrawing.Layer(
          title: "layer \(k + 1): \(layer.shape.text) neurons\(isOutput ? ", read" : "")",
          facts: ["\(layer.activation.name): \(layer.activation.formula)"], nodes: layer.shape.count,
          full: layer.shape.count)
      }
      + (readoutShape.map { shape in
        [
          NetworkDrawing.Layer(
            title: "read-out: softmax of \(shape[1]) classes", facts: ["outside the relaxation"],
            nodes: shape[1],
            full: 0)
        ]
      } ?? [])
    var connections = couplings.map { coupling in
      let shape = weightShape(coupling)
      return NetworkDrawing.Connection(
        from: coupling.from, to: coupling.to, title: Self.drawingText(coupling.kind),
        facts: ["\(shape.map(String.init).joined(separator: " × ")) weights, symmetric"])
    }
    if let shape = readoutShape {
      let last = self.layers.count
      connections.append(
        NetworkDrawing.Connection(
          from: last, to: last + 1, title: "dense", facts: ["\(shape[0]) × \(shape[1]) weights"]))
    }
    return NetworkDrawing(layers: layers, connections: connections)
  }

  private static func drawingText(_ kind: HopfieldCoupling.Kind) -> String {
    switch kind {
    case .dense: return "dense"
    case .convolution(let window, let pooling):
      let convolution =
        "convolution \(window.size) × \(window.size), padding \(window.padding), stride \(window.stride)"
      return convolution
        + (pooling.map { ", \($0.kind.rawValue) pooling \($0.window.size) × \($0.window.size)" } ?? "")
    }
  }
}

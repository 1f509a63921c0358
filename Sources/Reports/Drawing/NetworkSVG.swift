import Mapping
import Networks
import Quantities
import Specification

/// Draws a network: its layers from the input down to the output, and what couples them.
public struct NetworkSVG: Plot {
  /// A layer.
  struct Layer: Sendable {
    var title: String
    /// What it consists of and how it is encoded.
    var facts: [String]
    /// Number of nodes, of which so many first ones are drawn full and the others hollow.
    var nodes, full: Int
  }
  /// What couples two layers.
  struct Connection: Sendable {
    var from, to: Int
    var title: String
    var facts: [String]
  }
  private let name: String
  private let layers: [Layer]
  private let connections: [Connection]
  private static let (left, right, lineHeight) = (16.0, 372.0, 18.0)
  /// Nodes that are drawn; characters of a line.
  private static let (nodeLimit, lineLimit) = (24, 50)

  /// A resistive network.
  /// - Parameters:
  ///   - chip: nil for a network that is not mapped.
  ///   - nudge: of the outputs.
  public init(_ network: ResistiveNetwork, name: String, chip: Chip? = nil, nudge: NudgeSpec? = nil) {
    self.name = name
    let input = network.input
    let isComplementary = input.encoding == .complementary
    var layers = [
      Layer(
        title: "input: \(input.shape.map(String.init).joined(separator: " × ")) values, clamped",
        facts: [
          isComplementary ? "complementary: a row at +x and one at −x" : "single: a row at +x",
          "\(input.rowCount) rows, 1 is \(input.fullScale.typeset(digits: 6))",
        ], nodes: input.rowCount, full: isComplementary ? input.valueCount : input.rowCount)
    ]
    for (k, layer) in network.hidden.enumerated() {
      let inhibitory = layer.units - layer.excitatoryCount
      layers.append(
        Layer(
          title: "layer \(k + 1): \(layer.units) nodes with rectifiers",
          facts: ["\(layer.excitatoryCount) at v ≥ 0, \(inhibitory) at v ≤ 0 (\(layer.rectifiers.rawValue))"]
            + (!layer.hasAmplifier ? [] : ["amplifiers of gain \(Drawing.number(layer.gain))"]),
          nodes: layer.units, full: layer.excitatoryCount))
    }
    let output = network.output
    layers.append(
      Layer(
        title: "layer \(network.connectionCount): \(output.nodeCount) linear nodes, read",
        facts: [
          "\(output.classes) classes, \(Self.text(output.encoding))",
          "target \(output.target.typeset(digits: 6))",
        ]
          + (nudge.map { [Self.text($0)] } ?? []),
        nodes: output.nodeCount, full: output.nodeCount))
    self.layers = layers
    let range = network.conductanceRange
    connections = (0..<network.connectionCount).map { k in
      var facts = [
        "a device a crossing, \(range.lowerBound.typeset(digits: 6)) to \(range.upperBound.typeset(digits: 6))"
      ]
      if let bias = network.bias {
        facts.append("\(network.biasRowCount) of the rows are bias rows at ±\(bias.typeset(digits: 6))")
      }
      if let chip {
        let (block, shape) = (chip.blocks[k], chip.tileShape)
        facts.append("\(block.tilesDown) × \(block.tilesAcross) tiles of \(shape.rows) × \(shape.columns)")
      }
      return Connection(
        from: k, to: k + 1,
        title: "connection \(k + 1): dense, \(network.rowCount(k)) rows × \(network.nodeCount(k)) columns",
        facts: facts)
    }
  }

  /// A Hopfield network.
  public init(_ network: HopfieldNetwork, name: String) {
    self.name = name
    layers =
      [
        Layer(
          title: "input: \(network.input.text) values, clamped", facts: [], nodes: network.input.count,
          full: 0)
      ]
      + network.layers.enumerated().map { k, layer in
        let isOutput = network.cost == .squaredError && k == network.layers.count - 1
        return Layer(
          title: "layer \(k + 1): \(layer.shape.text) neurons\(isOutput ? ", read" : "")",
          facts: ["\(layer.activation.name): \(layer.activation.formula)"], nodes: layer.shape.count,
          full: layer.shape.count)
      }
      + (network.readoutShape.map { shape in
        [
          Layer(
            title: "read-out: softmax of \(shape[1]) classes", facts: ["outside the relaxation"],
            nodes: shape[1],
            full: 0)
        ]
      } ?? [])
    var connections = network.couplings.map { coupling in
      let shape = network.weightShape(coupling)
      return Connection(
        from: coupling.from, to: coupling.to, title: Self.text(coupling.kind),
        facts: ["\(shape.map(String.init).joined(separator: " × ")) weights, symmetric"])
    }
    if let shape = network.readoutShape {
      let last = network.layers.count
      connections.append(
        Connection(from: last, to: last + 1, title: "dense", facts: ["\(shape[0]) × \(shape[1]) weights"]))
    }
    self.connections = connections
  }

  /// The drawing.
  public var drawing: Drawing {
    var lines: [String] = []
    var boxes: [(top: Double, bottom: Double)] = []
    var y = 12.0
    for (index, layer) in layers.enumerated() {
      let facts = layer.facts.flatMap(Self.wrapped)
      let height = 48 + Self.lineHeight * Double(facts.count)
      lines.append(
        Drawing.rectangle("box", Self.left, y, Self.right - Self.left, height, attributes: " rx=\"6\""))
      lines.append(Drawing.label(Self.left + 12, y + 20, layer.title, attributes: " font-weight=\"bold\""))
      lines += nodes(layer, y: y + 34)
      for (row, fact) in facts.enumerated() {
        lines.append(
          Drawing.label(
            Self.left + 12, y + 56 + Self.lineHeight * Double(row), fact, attributes: " class=\"quiet\""))
      }
      boxes.append((y, y + height))
      y += height
      let next = connections.filter { $0.from == index && $0.to == index + 1 }
      for connection in next {
        let texts = Self.wrapped(connection.title) + connection.facts.flatMap(Self.wrapped)
        let end = y + 18 + Self.lineHeight * Double(texts.count)
        // A clamped layer drives and is not driven.
        lines.append(Self.arrow(x: 40, from: y + 2, to: end - 2, isTwoWay: index > 0))
        for (row, text) in texts.enumerated() {
          lines.append(
            Drawing.label(
              58, y + 22 + Self.lineHeight * Double(row), text, attributes: row == 0 ? "" : " class=\"quiet\""
            ))
        }
        y = end
      }
      if next.isEmpty, index + 1 < layers.count { y += 16 }
    }
    let skips = connections.filter { $0.to != $0.from + 1 }
    for (index, skip) in skips.enumerated() {
      let x = Self.right + 8 + 8 * Double(index % 4)
      let (top, bottom) = (
        (boxes[skip.from].top + boxes[skip.from].bottom) / 2, (boxes[skip.to].top + boxes[skip.to].bottom) / 2
      )
      lines.append(
        "<path class=\"b\" d=\"M\(Drawing.number(Self.right)) \(Drawing.number(top))H\(Drawing.number(x))"
          + "V\(Drawing.number(bottom))H\(Drawing.number(Self.right))\"/>")
      y += 20
      lines.append(
        Drawing.label(
          Self.left, y,
          Self.wrapped(
            "layer \(skip.from) to \(skip.to) (dashed): \(skip.title), \(skip.facts.joined(separator: ", "))"
          )
          .joined(separator: " "), attributes: " font-size=\"11\""))
    }
    return Drawing(title: "Network of \(name)", description: description, height: y + 14, lines)
  }

  /// What is drawn.
  public var table: DataTable {
    DataTable(
      [.text("part"), .number("nodes"), .text("what")],
      layers.map { [$0.title, "\($0.nodes)", $0.facts.joined(separator: "; ")] }
        + connections.map { ["\(place($0)): \($0.title)", "", $0.facts.joined(separator: "; ")] })
  }

  private func nodes(_ layer: Layer, y: Double) -> [String] {
    let shown = min(layer.nodes, Self.nodeLimit)
    let isCut = layer.nodes > shown
    return (0..<shown).map { node in
      let x = Self.left + 18 + 13 * Double(node)
      // A cut row keeps the layer's share of full nodes.
      let isFull = node * layer.nodes < layer.full * shown
      return
        "<circle class=\"\(isFull ? "afill" : "a")\" cx=\"\(Drawing.number(x))\" cy=\"\(Drawing.number(y))\" r=\"4\"/>"
    }
      + (isCut ? [Drawing.label(Self.left + 18 + 13 * Double(shown) - 4, y + 4, "…")] : [])
  }

  private static func arrow(x: Double, from top: Double, to bottom: Double, isTwoWay: Bool) -> String {
    let (x, top, bottom) = (Drawing.number(x), Drawing.number(top), Drawing.number(bottom))
    return "<path class=\"a\" d=\"M\(x) \(top)V\(bottom)m-5 -7l5 7l5 -7"
      + (isTwoWay ? "M\(x) \(top)m-5 7l5 -7l5 7" : "") + "\"/>"
  }

  private func place(_ connection: Connection) -> String { "layer \(connection.from) to \(connection.to)" }

  private var description: String {
    (layers.map { "\($0.title): \($0.facts.joined(separator: ", "))" }
      + connections.map { "\(place($0)): \($0.title), \($0.facts.joined(separator: ", "))" })
      .joined(separator: ". ") + "."
  }

  private static func text(_ nudge: NudgeSpec) -> String {
    switch nudge {
    case .spring(let conductance): "nudged through β = \(conductance.typeset(digits: 6))"
    case .current(let amplitude): "nudged by currents, \(amplitude.typeset(digits: 6)) for an error of 1"
    }
  }

  private static func text(_ encoding: OutputEncoding) -> String {
    switch encoding {
    case .single: "single: V_c"
    case .differential: "differential: V_2c − V_2c+1"
    case .referenceColumn: "reference column: V_c − V_ref"
    }
  }

  private static func text(_ kind: HopfieldCoupling.Kind) -> String {
    switch kind {
    case .dense: return "dense"
    case .convolution(let window, let pooling):
      let convolution =
        "convolution \(window.size) × \(window.size), padding \(window.padding), stride \(window.stride)"
      return convolution
        + (pooling.map { ", \($0.kind.rawValue) pooling \($0.window.size) × \($0.window.size)" } ?? "")
    }
  }

  /// A text in lines that fit.
  private static func wrapped(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= lineLimit {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }
}

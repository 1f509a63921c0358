import Designs
import Mapping
import Quantities
import Specification

/// Draws a network: its layers from the input down to the output, and what couples them.
package struct NetworkSVG: Plot {
  private typealias Layer = NetworkDrawing.Layer
  private typealias Connection = NetworkDrawing.Connection
  private let name: String
  private let layers: [Layer]
  private let connections: [Connection]
  private static let (left, right, lineHeight) = (16.0, 372.0, 18.0)
  /// Nodes that are drawn; characters of a line.
  private static let (nodeLimit, lineLimit) = (24, 50)

  /// The picture of a network.
  /// - Parameter chip: whose tiles are told; nil for a network that is not mapped.
  package init(_ picture: NetworkDrawing, name: String, chip: Chip? = nil) {
    self.name = name
    layers = picture.layers
    connections = picture.connections.enumerated().map { k, connection in
      guard let chip, chip.blocks.indices.contains(k) else { return connection }
      let (block, shape) = (chip.blocks[k], chip.tileShape)
      var connection = connection
      connection.facts.append(
        "\(block.tilesDown) × \(block.tilesAcross) tiles of \(shape.rows) × \(shape.columns)")
      return connection
    }
  }

  /// The drawing.
  package var drawing: Drawing {
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
  package var table: DataTable {
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

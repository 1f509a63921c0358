import Technology

/// A picture of a layout's top cell to scale, lowest layer first, with a key of the layers and a scale bar.
///
/// Arrays of more copies than ``shapeLimit`` allows are drawn as the outline of what they take, with their cell's name.
package struct LayoutSVG {
  private let layout: Layout
  private let title: String
  private static let (width, largestHeight, margin, header) = (720.0, 560.0, 16.0, 56.0)
  /// Shapes of all copies that are drawn one by one.
  static let shapeLimit = 4000

  /// The picture of a layout.
  package init(_ layout: Layout, title: String) { (self.layout, self.title) = (layout, title) }

  /// The text of the file.
  package var text: String {
    let bounds = layout.bounds
    let whole = (bounds[layout.top.name] ?? layout.top.box).union(layout.top.box)
    let room = Self.width - 2 * Self.margin
    let scale = min(room / Double(max(1, whole.width)), Self.largestHeight / Double(max(1, whole.height)))
    let height = Double(whole.height) * scale
    func rectangle(_ box: Box, _ attributes: String, title: String? = nil) -> String {
      let x = Self.margin + Double(box.left - whole.left) * scale
      let y = Self.header + Double(whole.top - box.top) * scale
      let start =
        "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(Double(box.width) * scale))\" height=\""
        + "\(Self.number(Double(box.height) * scale))\" \(attributes)"
      return title.map { "\(start)><title>\($0)</title></rect>" } ?? "\(start)/>"
    }
    var content = Flattened(layout, limit: Self.shapeLimit)
    content.add(layout.top, at: Spot(0, 0))
    let used = layout.rules.layers.filter { content.shapes[$0.name] != nil && $0.name != "boundary" }
    let legendRows = (used.count + 1) / 2
    let legend = Self.header + height + 44
    let total = legend + 22 * Double(legendRows) + 8
    let size = "\(LEFAbstract.micron(layout.top.box.width)) × \(LEFAbstract.micron(layout.top.box.height)) µm"
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.number(Self.width)) \(Self.number(total))\" "
        + "font-family=\"sans-serif\" font-size=\"13\" role=\"img\">",
      "<title>\(title)</title>", "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      "<text x=\"16\" y=\"22\" font-size=\"15\" fill=\"#222222\">\(title)</text>",
      "<text x=\"16\" y=\"42\" fill=\"#666666\">\(size), \(layout.rules.name)</text>",
      rectangle(layout.top.box, "fill=\"none\" stroke=\"#888888\" stroke-dasharray=\"4 3\""),
    ]
    for layer in used {
      lines.append(
        "<g fill=\"\(layer.color)\" fill-opacity=\"0.5\" stroke=\"\(layer.color)\" stroke-width=\"0.6\">")
      lines += (content.shapes[layer.name] ?? []).map { rectangle($0, "") }
      lines.append("</g>")
    }
    lines.append("<g fill=\"#3a7bd5\" fill-opacity=\"0.18\" stroke=\"#22446a\" stroke-width=\"0.6\">")
    for block in content.blocks { lines.append(rectangle(block.box, "", title: block.name)) }
    lines.append("</g>")
    let bar = Self.roundLength(whole.width / 4)
    let end = Self.margin + Double(bar) * scale
    let y = Self.number(Self.header + height + 14)
    lines += [
      "<path d=\"M16 \(y)H\(Self.number(end))\" stroke=\"#222222\" stroke-width=\"2\"/>",
      "<text x=\"\(Self.number(end + 8))\" y=\"\(Self.number(Self.header + height + 18))\" fill=\"#222222\">\(Self.length(bar))</text>",
    ]
    for (index, layer) in used.enumerated() {
      let (x, y) = (Self.margin + 344 * Double(index % 2), legend + 22 * Double(index / 2))
      lines += [
        "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y - 11))\" width=\"14\" height=\"14\" fill=\"\(layer.color)\" "
          + "fill-opacity=\"0.5\" stroke=\"\(layer.color)\"/>",
        "<text x=\"\(Self.number(x + 20))\" y=\"\(Self.number(y))\" fill=\"#222222\">\(layer.name): \(layer.title)</text>",
      ]
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  /// A round number of nanometres, at most so many.
  private static func roundLength(_ goal: Int) -> Int {
    var (best, decade) = (1, 1)
    while decade <= max(1, goal) {
      for step in [1, 2, 5] where step * decade <= goal { best = step * decade }
      decade *= 10
    }
    return best
  }

  private static func length(_ value: Int) -> String {
    value >= 1_000_000 && value % 1_000_000 == 0
      ? "\(value / 1_000_000) mm" : value >= 1000 && value % 1000 == 0 ? "\(value / 1000) µm" : "\(value) nm"
  }

  /// Two places, without trailing zeros.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    let digits = abs(hundredths % 100)
    let sign = hundredths < 0 ? "-" : ""
    return
      "\(sign)\(abs(hundredths) / 100).\(digits % 10 == 0 ? "\(digits / 10)" : digits < 10 ? "0\(digits)" : "\(digits)")"
  }
}

/// The shapes of a layout by layer, and the outlines of arrays with too many to be drawn.
private struct Flattened {
  let layout: Layout
  let limit: Int
  let cells: [String: Cell]
  let bounds: [String: Box]
  let weights: [String: Int]
  var shapes: [String: [Box]] = [:]
  var blocks: [(name: String, box: Box)] = []

  init(_ layout: Layout, limit: Int) {
    (self.layout, self.limit) = (layout, limit)
    cells = Dictionary(uniqueKeysWithValues: layout.cells.map { ($0.name, $0) })
    bounds = layout.bounds
    var weights: [String: Int] = [:]
    for cell in layout.cells {
      weights[cell.name] = cell.references.reduce(cell.shapes.count) {
        $0 + $1.count * (weights[$1.cell] ?? 0)
      }
    }
    self.weights = weights
  }

  mutating func add(_ cell: Cell, at origin: Spot) {
    for drawn in cell.shapes { shapes[drawn.layer, default: []].append(drawn.shape.bounds.moved(origin)) }
    // Small pieces of a large whole are drawn as blocks as well: a picture of one kind is easier to read.
    let isLarge = (weights[layout.top.name] ?? 0) > limit
    for reference in cell.references {
      guard let inner = cells[reference.cell], let box = bounds[reference.cell] else { continue }
      if isLarge {
        let last = Spot((reference.columns - 1) * reference.pitch.x, (reference.rows - 1) * reference.pitch.y)
        let first = box.moved(origin + reference.origin)
        blocks.append((inner.name, first.union(first.moved(last))))
        continue
      }
      for row in 0..<reference.rows {
        for column in 0..<reference.columns {
          add(
            inner, at: origin + reference.origin + Spot(column * reference.pitch.x, row * reference.pitch.y))
        }
      }
    }
  }
}

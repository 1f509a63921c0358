import Mapping
import Quantities

/// Draws a chip's floorplan to scale: tiles coloured by their share of a full tile, banks, a scale bar, and a
/// title and description for screen readers.
public struct FloorplanSVG: Sendable {
  private let chip: Chip
  private static let drawingWidth = 960.0
  private static let margin = 24.0
  private static let header = 56.0
  private static let footer = 96.0

  /// The drawing of a chip.
  public init(_ chip: Chip) { self.chip = chip }

  /// SVG text.
  public var text: String {
    let plan = chip.floorplan
    let scale = Self.drawingWidth / plan.boundary.width.si
    let drawingHeight = plan.boundary.height.si * scale
    let width = Self.drawingWidth + 2 * Self.margin
    let height = Self.header + drawingHeight + Self.footer
    func x(_ v: Length) -> Double { Self.margin + v.si * scale }
    func y(_ v: Length) -> Double { Self.header + drawingHeight - v.si * scale }
    var lines: [String] = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
      font-family="sans-serif" role="img" aria-labelledby="title desc">
      """,
      "<title id=\"title\">Floorplan of \(chip.name)</title>",
      "<desc id=\"desc\">\(summary)</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      "<text x=\"\(number(Self.margin))\" y=\"24\" font-size=\"17\" fill=\"#1d2733\">\(chip.name)</text>",
      "<text x=\"\(number(Self.margin))\" y=\"44\" font-size=\"13\" fill=\"#4a5866\">\(summary)</text>",
      """
      <rect x="\(number(x(.zero)))" y="\(number(y(plan.boundary.top)))" width="\(number(Self.drawingWidth))" \
      height="\(number(drawingHeight))" fill="#f4f6f8" stroke="#9aa7b4"/>
      """,
    ]
    for placement in plan.placements {
      let r = placement.rectangle
      lines.append(
        """
        <rect x="\(number(x(r.origin.x)))" y="\(number(y(r.top)))" width="\(number(r.width.si * scale))" \
        height="\(number(r.height.si * scale))" fill="\(fill(placement.kind))" stroke="#31404f" \
        stroke-width="0.6"><title>\(label(placement.kind)), \(r.width.formatted(digits: 3)) × \
        \(r.height.formatted(digits: 3))</title></rect>
        """)
    }
    lines += legend(at: Self.header + drawingHeight + 26, scale: scale)
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let tiles = chip.tileCount == 1 ? "1 tile" : "\(chip.tileCount) tiles"
    return
      "\(chip.deviceCount) devices on \(tiles) of \(chip.tileShape.rows) × \(chip.tileShape.columns), core "
      + "\(chip.floorplan.boundary.width.formatted(digits: 3)) × "
      + "\(chip.floorplan.boundary.height.formatted(digits: 3)), \(chip.technology.name)"
  }

  private func label(_ kind: Floorplan.Kind) -> String {
    switch kind {
    case .tile(let tile):
      "\(tile.name): rows \(tile.rows.lowerBound)–\(tile.rows.upperBound - 1), columns "
        + "\(tile.columns.lowerBound)–\(tile.columns.upperBound - 1)"
    case .drivers: "row drivers"
    case .neurons(let layer): "neurons of layer \(layer + 1)"
    case .outputs: "sense and nudge circuits"
    }
  }

  private func fill(_ kind: Floorplan.Kind) -> String {
    switch kind {
    case .tile(let tile):
      tileFill(
        Double(tile.rows.count * tile.columns.count) / Double(chip.tileShape.rows * chip.tileShape.columns))
    case .drivers: "#e2a33a"
    case .neurons: "#5b9f6b"
    case .outputs: "#b4637a"
    }
  }

  /// From pale (empty) to deep blue (full).
  private func tileFill(_ share: Double) -> String {
    func mix(_ a: Double, _ b: Double) -> Int { Int((a + (b - a) * share).rounded()) }
    return "rgb(\(mix(222, 43)),\(mix(233, 96)),\(mix(244, 158)))"
  }

  private func legend(at y: Double, scale: Double) -> [String] {
    let entries = [
      ("full tile", tileFill(1)), ("tenth of a tile", tileFill(0.1)), ("drivers", "#e2a33a"),
      ("neurons", "#5b9f6b"), ("sense and nudge", "#b4637a"),
    ]
    var lines: [String] = []
    for (index, entry) in entries.enumerated() {
      let x = Self.margin + Double(index) * 150
      lines.append(
        "<rect x=\"\(number(x))\" y=\"\(number(y - 11))\" width=\"14\" height=\"14\" fill=\"\(entry.1)\" "
          + "stroke=\"#31404f\" stroke-width=\"0.6\"/>")
      lines.append(
        "<text x=\"\(number(x + 20))\" y=\"\(number(y))\" font-size=\"13\" fill=\"#1d2733\">\(entry.0)</text>"
      )
    }
    let bar = scaleBar
    let x = Self.margin
    lines.append(
      "<path d=\"M\(number(x)) \(number(y + 34))h\(number(bar.si * scale))m0 -5v10M\(number(x)) "
        + "\(number(y + 29))v10\" stroke=\"#1d2733\" fill=\"none\"/>")
    lines.append(
      "<text x=\"\(number(x + bar.si * scale + 8))\" y=\"\(number(y + 38))\" font-size=\"13\" "
        + "fill=\"#1d2733\">\(bar)</text>")
    return lines
  }

  /// A round length of about a fifth of the width.
  private var scaleBar: Length {
    let goal = chip.floorplan.boundary.width.si / 5
    let rounds = (-9...1).flatMap { exponent in
      [1.0, 2.0, 5.0].compactMap { Double("\($0)e\(exponent)") }
    }
    return Length(si: rounds.last { $0 <= goal } ?? goal)
  }

  private func number(_ value: Double) -> String {
    Ratio(si: (value * 100).rounded() / 100).formatted(digits: 7)
  }
}

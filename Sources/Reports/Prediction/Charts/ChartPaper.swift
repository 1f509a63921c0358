import Quantities

/// What every chart of a prediction has: paper, title, description, colours of light and dark; legible at a width of
/// 400 pixels and by screen readers.
struct ChartPaper {
  /// Size in pixels.
  static let width = 420.0
  let height: Double
  private let title, description: String

  init(title: String, description: String, height: Double = 250) {
    (self.title, self.description, self.height) = (title, description, height)
  }

  /// SVG text with some elements on it.
  func text(_ elements: [String]) -> String {
    let size = (Self.number(Self.width), Self.number(height))
    let head = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size.0) \(size.1)" width="\(size.0)" height="\(size.1)" \
      font-family="sans-serif" font-size="13" role="img" aria-labelledby="title desc">
      """,
      "<title id=\"title\">\(Self.escaped(title))</title>",
      "<desc id=\"desc\">\(Self.escaped(description))</desc>",
      """
      <style>
      .paper { fill: #ffffff } text { fill: #1d2733 } .grid { stroke: #d5dce3 } .frame { stroke: #6b7885; fill: none }
      .a { stroke: #2b609e } .b { stroke: #9a5b13 } .a, .b { fill: none; stroke-width: 2; stroke-linejoin: round }
      .b { stroke-dasharray: 6 3 } .afill { fill: #2b609e } .bfill { fill: #9a5b13 } .band { opacity: 0.2 }
      .bars { opacity: 0.75 } .limit { stroke: #a3282f; stroke-width: 1.5; stroke-dasharray: 2 3; fill: none }
      .whisker { stroke: #1d2733; fill: none }
      @media (prefers-color-scheme: dark) {
      .paper { fill: #14191f } text { fill: #e4e9ee } .grid { stroke: #35404b } .frame { stroke: #93a0ad }
      .a { stroke: #7fb2ea } .b { stroke: #e8ac62 } .afill { fill: #7fb2ea } .bfill { fill: #e8ac62 }
      .limit { stroke: #f08a8f } .whisker { stroke: #e4e9ee }
      }
      </style>
      """,
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    return (head + elements + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// The class of the n-th curve.
  static func style(_ index: Int) -> String { index % 2 == 0 ? "a" : "b" }

  /// A text.
  static func label(_ x: Double, _ y: Double, _ text: String, anchor: String = "start") -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escaped(text))</text>"
  }

  /// A number of at most five digits.
  static func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 5) }

  /// Points joined by lines.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    "M" + points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
  }

  private static func escaped(_ text: String) -> String {
    String(
      text.flatMap { character in
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(character)
        }
      })
  }
}

/// The frame of a chart with two axes.
struct ChartFrame {
  private static let (left, right, top) = (56.0, 396.0, 44.0)
  private let bottom: Double
  let x, y: ChartAxis

  /// A frame around some values.
  /// - Parameter isCount: whether y counts from 0 in whole steps.
  init(
    x: [Double], y: [Double], isLogarithmicWished: Bool = false, isCount: Bool = false, bottom: Double = 200
  ) {
    self.bottom = bottom
    self.x = ChartAxis(x, from: Self.left, to: Self.right, isZeroBased: isLogarithmicWished)
    self.y = ChartAxis(
      isCount ? y + [0] : y, from: bottom, to: Self.top, isZeroBased: isCount, step: isCount ? 1 : 0)
  }

  /// Grid, ticks, frame and titles.
  func elements(x xTitle: String, y yTitle: String, tick: (Double) -> String = ChartPaper.number) -> [String]
  {
    var lines = [ChartPaper.label(Self.left, 18, yTitle)]
    for value in y.ticks {
      let place = ChartPaper.number(y.place(value))
      lines.append(
        "<path class=\"grid\" d=\"M\(ChartPaper.number(Self.left)) \(place)H\(ChartPaper.number(Self.right))\"/>"
      )
      lines.append(
        ChartPaper.label(Self.left - 6, y.place(value) + 4, ChartPaper.number(value), anchor: "end"))
    }
    for value in x.ticks {
      lines.append(ChartPaper.label(x.place(value), bottom + 18, tick(value), anchor: "middle"))
    }
    lines.append(
      ChartPaper.label(
        (Self.left + Self.right) / 2, bottom + 40, xTitle + (x.isLogarithmic ? ", logarithmic" : ""),
        anchor: "middle"))
    lines.append(
      "<rect class=\"frame\" x=\"\(ChartPaper.number(Self.left))\" y=\"\(ChartPaper.number(Self.top))\" "
        + "width=\"\(ChartPaper.number(Self.right - Self.left))\" height=\"\(ChartPaper.number(bottom - Self.top))\"/>"
    )
    return lines
  }

  /// The names of the curves, in a row above the frame.
  func legend(_ names: [String]) -> [String] {
    guard names.count > 1 else { return [] }
    return names.enumerated().flatMap { index, name in
      let x = Self.right - 190 + 100 * Double(index)
      return [
        "<path class=\"\(ChartPaper.style(index))\" d=\"M\(ChartPaper.number(x)) 34h24\"/>",
        ChartPaper.label(x + 30, 38, name),
      ]
    }
  }

  /// A line across at an x or at a y, when it is inside.
  func limit(x value: Double) -> [String] {
    let place = x.place(value)
    guard (Self.left...Self.right).contains(place) else { return [] }
    return [
      "<path class=\"limit\" d=\"M\(ChartPaper.number(place)) \(ChartPaper.number(Self.top))V\(ChartPaper.number(bottom))\"/>"
    ]
  }
  func limit(y value: Double) -> [String] {
    let place = y.place(value)
    guard (Self.top...bottom).contains(place) else { return [] }
    return [
      "<path class=\"limit\" d=\"M\(ChartPaper.number(Self.left)) \(ChartPaper.number(place))H\(ChartPaper.number(Self.right))\"/>"
    ]
  }
}

import Quantities

/// A picture in SVG: elements with a title and a description, as a file of its own or as part of a page, in the colours
/// of light and dark; legible at a width of 400 pixels and by screen readers.
package struct Drawing: Sendable, Equatable {
  /// Width of every drawing in its own units, which are pixels unless it is scaled.
  static let width = 420.0
  let title: String
  let height: Double
  private let description: String
  private let elements: [String]

  init(title: String, description: String, height: Double = 250, _ elements: [String]) {
    (self.title, self.description, self.height, self.elements) = (title, description, height, elements)
  }

  /// As a file.
  package var text: String {
    let size = "width=\"\(Self.number(Self.width))\" height=\"\(Self.number(height))\" "
    return svg(
      "xmlns=\"http://www.w3.org/2000/svg\" \(size)", prefix: "", style: ["<style>\n\(Self.style)</style>"])
      + "\n"
  }

  /// As part of a page that has ``style`` once.
  /// - Parameter id: unique in the page; the identifiers of its parts begin with it.
  func embedded(id: String) -> String { svg("id=\"\(id)\" ", prefix: "\(id)-", style: []) }

  private func svg(_ attributes: String, prefix: String, style: [String]) -> String {
    let head = [
      """
      <svg \(attributes)class="drawing" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" \
      font-family="sans-serif" font-size="13" role="img" aria-labelledby="\(prefix)title \(prefix)desc">
      """,
      "<title id=\"\(prefix)title\">\(Self.escaped(title))</title>",
      "<desc id=\"\(prefix)desc\">\(Self.escaped(description))</desc>",
    ]
    let paper = "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
    return (head + style + [paper] + elements + ["</svg>"]).joined(separator: "\n")
  }

  /// Style sheet of all drawings. Print is always light.
  static let style = """
    .drawing .paper { fill: #ffffff } .drawing text { fill: #1d2733 } .drawing .quiet { fill: #4a5866 }
    .drawing .grid { stroke: #d5dce3 } .drawing .frame { stroke: #6b7885; fill: none }
    .drawing .a { stroke: #2b609e } .drawing .b { stroke: #9a5b13 } .drawing .c { stroke: #2f7d4f }
    .drawing .a, .drawing .b, .drawing .c { fill: none; stroke-width: 2; stroke-linejoin: round }
    .drawing .b { stroke-dasharray: 6 3 } .drawing .band { opacity: 0.2 } .drawing .bars { opacity: 0.75 }
    .drawing .afill { fill: #2b609e } .drawing .bfill { fill: #9a5b13 } .drawing .cfill { fill: #2f7d4f }
    .drawing .dfill { fill: #a34a63 } .drawing .efill { fill: #b0413e } .drawing .box { fill: #f1f4f7; stroke: #6b7885 }
    .drawing .edge { stroke: #6b7885; stroke-width: 0.6 } .drawing .whisker { stroke: #1d2733; fill: none }
    .drawing .limit { stroke: #a3282f; stroke-width: 1.5; stroke-dasharray: 2 3; fill: none }
    @media screen and (prefers-color-scheme: dark) {
    .drawing .paper { fill: #14191f } .drawing text { fill: #e4e9ee } .drawing .quiet { fill: #b3bec9 }
    .drawing .grid { stroke: #35404b } .drawing .frame { stroke: #93a0ad }
    .drawing .a { stroke: #7fb2ea } .drawing .b { stroke: #e8ac62 } .drawing .c { stroke: #7fd09f }
    .drawing .afill { fill: #7fb2ea } .drawing .bfill { fill: #e8ac62 } .drawing .cfill { fill: #7fd09f }
    .drawing .dfill { fill: #e08aa3 } .drawing .efill { fill: #f08a8f } .drawing .box { fill: #202830; stroke: #93a0ad }
    .drawing .edge { stroke: #93a0ad } .drawing .whisker { stroke: #e4e9ee } .drawing .limit { stroke: #f08a8f }
    }

    """

  /// The class of the n-th curve.
  static func style(_ index: Int) -> String { index % 2 == 0 ? "a" : "b" }

  /// A text.
  static func label(
    _ x: Double, _ y: Double, _ text: String, anchor: String = "start", attributes: String = ""
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\"\(attributes)>\(escaped(text))</text>"
  }

  /// A rectangle.
  static func rectangle(
    _ kind: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, attributes: String = "",
    title: String? = nil
  ) -> String {
    "<rect class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
      + "height=\"\(number(height))\"\(attributes)"
      + (title.map { "><title>\(escaped($0))</title></rect>" } ?? "/>")
  }

  /// A number of at most five digits.
  static func number(_ value: Double) -> String { Ratio(si: value).formatted(digits: 5) }

  /// Points joined by lines.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    "M" + points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
  }

  /// Text as XML has it, in content; attributes hold no text.
  static func escaped(_ text: String) -> String {
    PageText.escaped(text).replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
  }
}

/// A plot: its drawing, and what is drawn as a table, for those who read rather than look.
package protocol Plot: Sendable {
  /// The drawing.
  var drawing: Drawing { get }
  /// What is drawn.
  var table: DataTable { get }
}

extension Plot {
  /// SVG text of a file.
  package var text: String { drawing.text }
}

/// A table of a report.
package struct DataTable: Sendable, Equatable {
  /// A column.
  package struct Column: Sendable, Equatable {
    /// Its title, with the unit.
    package var title: String
    /// Whether it holds numbers, which are aligned at the right.
    package var isNumber: Bool

    /// A column of text.
    static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    /// A column of numbers.
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }
  /// Columns, left to right.
  package var columns: [Column]
  /// Cells, row by row; the first of a row names it.
  package var rows: [[String]]

  /// Makes a table.
  init(_ columns: [Column], _ rows: [[String]]) { (self.columns, self.rows) = (columns, rows) }
}

import Quantities

/// A section of a report: blocks below a heading. Templates see stored properties, and names are not used twice on the
/// way down to a part, since what a part lacks is looked up in what it is in.
struct ReportSection: Sendable {
  /// Unique in the report.
  let id: String
  let title: String
  let blocks: [ReportBlock]
}

/// A part of a section.
struct ReportBlock: Sendable {
  /// The template that shows it.
  let kind: String
  private(set) var paragraph = ""
  private(set) var facts: [ReportFact] = []
  private(set) var figures: [ReportFigure] = []
  private(set) var tables: [ReportTable] = []
  private(set) var bills: [ReportBill] = []
  private(set) var findings: [ReportFinding] = []
  /// Of something long that is unfolded: its title, and its text if it is no table.
  private(set) var summary = ""
  private(set) var preformatted: [String] = []

  static func text(_ text: String) -> ReportBlock { ReportBlock(kind: "paragraph", paragraph: text) }
  static func facts(_ facts: [ReportFact]) -> ReportBlock { ReportBlock(kind: "facts", facts: facts) }
  static func figures(_ figures: [ReportFigure]) -> ReportBlock {
    ReportBlock(kind: "figures", figures: figures)
  }
  static func table(_ caption: String, _ table: DataTable) -> ReportBlock {
    ReportBlock(kind: "tables", tables: [ReportTable(caption, table)])
  }
  static func bill(_ bill: ReportBill) -> ReportBlock { ReportBlock(kind: "bills", bills: [bill]) }
  static func findings(_ findings: [ReportFinding]) -> ReportBlock {
    ReportBlock(kind: "findings", findings: findings)
  }
  static func fold(_ title: String, text: String) -> ReportBlock {
    ReportBlock(kind: "fold", summary: title, preformatted: [text])
  }
  static func fold(_ title: String, caption: String, _ table: DataTable) -> ReportBlock {
    ReportBlock(kind: "fold", tables: [ReportTable(caption, table)], summary: title)
  }
}

/// A figure of merit: a name and a value.
struct ReportFact: Sendable {
  let term, value: String

  init(_ term: String, _ value: String) { (self.term, self.value) = (term, value) }
}

/// A plot with its caption and its table.
struct ReportFigure: Sendable {
  let id, svg, caption: String
  let table: ReportTable
  /// Ways to colour it; empty for one.
  let switches: [Switch]

  /// A choice between ways to colour a drawing.
  struct Switch: Sendable {
    let choices: [Choice]
  }
  /// One of them: it shows the parts of the drawing that belong to it.
  struct Choice: Sendable {
    let name, label: String
    let isFirst: Bool
  }

  /// - Parameters:
  ///   - id: unique in the report.
  ///   - caption: added to the drawing's title.
  init(_ plot: some Plot, id: String, caption: String, choices: [(name: String, label: String)] = []) {
    let drawing = plot.drawing
    (self.id, svg) = (id, drawing.embedded(id: "\(id)-drawing"))
    self.caption = "\(drawing.title). \(caption)"
    table = ReportTable(drawing.title, plot.table)
    switches =
      choices.isEmpty
      ? []
      : [
        Switch(
          choices: choices.enumerated().map {
            Choice(name: $0.element.name, label: $0.element.label, isFirst: $0.offset == 0)
          })
      ]
  }
}

/// A table as the template has it.
struct ReportTable: Sendable {
  let tableCaption: String
  let head: [Cell]
  let body: [Row]

  struct Cell: Sendable {
    let content: String
    /// Class of the cell.
    let kind: String
  }
  struct Row: Sendable {
    let name: Cell
    let cells: [Cell]
  }

  init(_ caption: String, _ table: DataTable) {
    tableCaption = caption
    func cell(_ text: String, _ column: Int) -> Cell {
      Cell(content: text, kind: table.columns[column].isNumber ? "number" : "words")
    }
    head = table.columns.enumerated().map { cell($0.element.title, $0.offset) }
    body = table.rows.map { row in
      let cells = row.enumerated().map { cell($0.element, $0.offset) }
      return Row(name: cells[0], cells: Array(cells.dropFirst()))
    }
  }
}

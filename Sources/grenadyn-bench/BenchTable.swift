import Foundation

/// Results as a table for people: one line a case, in aligned columns, the figures to the right.
struct BenchTable {
  /// Its lines, without spaces at their ends.
  let lines: [String]

  /// A table of the results of one kind.
  ///
  /// Without any peer on this machine, the columns that only a peer fills are left out.
  init(_ title: String, _ results: [BenchResult]) {
    let hasPeers = results.contains { $0.peerSeconds != nil }
    var columns = [
      Column("case", results.map(\.case)),
      Column("ours", results.map { Self.time($0.seconds) }, isFigure: true),
    ]
    if hasPeers {
      columns += [
        Column("peer", results.map(\.peer)),
        Column("peer's time", results.map { $0.peerSeconds.map(Self.time) ?? "–" }, isFigure: true),
        Column("ratio", results.map { $0.ratio.map(Self.figure) ?? "–" }, isFigure: true),
      ]
      if results.contains(where: { $0.publishedSeconds != nil }) {
        columns += [
          Column("as published", results.map { $0.publishedSeconds.map(Self.time) ?? "–" }, isFigure: true),
          Column("ratio", results.map { $0.publishedRatio.map(Self.figure) ?? "–" }, isFigure: true),
        ]
      }
    }
    columns.append(Column("bound", results.map(\.bound)))
    lines =
      [title]
      + (0...results.count).map { row in
        var line = columns.map { $0.cell(row) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
      }
  }

  /// The tables of all kinds that have results, with an empty line between them.
  static func text(_ results: [(kind: BenchKind, result: BenchResult)]) -> String {
    BenchKind.allCases.compactMap { kind -> String? in
      let own = results.filter { $0.kind == kind }.map(\.result)
      guard !own.isEmpty else { return nil }
      return BenchTable(kind.title, own).lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// Three digits, never as a power of ten; 1234 as it is.
  static func figure(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "0" }
    let digits = max(0, 2 - Int(log10(value).rounded(.down)))
    return String(format: "%.*f", digits, value)
  }

  private static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: "\(figure(1e6 * seconds)) µs"
    case ..<1: "\(figure(1e3 * seconds)) ms"
    default: "\(figure(seconds)) s"
    }
  }

  /// The head and the cells of a column, all of one width.
  private struct Column {
    private let cells: [String]
    private let isFigure: Bool

    init(_ head: String, _ cells: [String], isFigure: Bool = false) {
      (self.cells, self.isFigure) = ([head] + cells, isFigure)
    }

    func cell(_ row: Int) -> String {
      let space = String(repeating: " ", count: (cells.map(\.count).max() ?? 0) - cells[row].count)
      return isFigure ? space + cells[row] : cells[row] + space
    }
  }
}

import Circuits

/// Text that differs from cell to cell of an array in the cell's indices and one number only: constant bytes with
/// holes.
///
/// It is made from text in which a ``Hole/mark`` stands for what is filled in, so a dialect writes the lines of a
/// whole array by writing one line, of an element whose name and nets hold marks.
struct LineTemplate {
  /// What is filled in.
  enum Hole: UInt8 {
    /// Row i of the cell.
    case row = 1
    /// Column j of the cell.
    case column
    /// `<i>_<j>`.
    case here
    /// `<i>_<j-1>`.
    case left
    /// `<i+1>_<j>`.
    case below
    /// The cell's number.
    case value

    /// What stands for it in the text: a control character, which no netlist has.
    var mark: String { String(UnicodeScalar(rawValue)) }
  }

  /// All constant bytes, one after another.
  private var constants: [UInt8] = []
  /// Where the constant bytes before each hole end, and the hole.
  private var steps: [(end: Int, hole: Hole)] = []

  /// Cuts text at its marks.
  init(_ text: String) {
    for byte in text.utf8 {
      if let hole = Hole(rawValue: byte) {
        steps.append((constants.count, hole))
      } else {
        constants.append(byte)
      }
    }
  }

  /// Writes the text of one cell.
  func write(to output: TextOutput, row i: Int, column j: Int, value: (Int, Int) -> Double) {
    constants.withUnsafeBufferPointer { bytes in
      var start = 0
      for step in steps {
        output.write(bytes: UnsafeBufferPointer(rebasing: bytes[start..<step.end]))
        start = step.end
        switch step.hole {
        case .row: output.write(decimal: i)
        case .column: output.write(decimal: j)
        case .here: Self.write(i, j, to: output)
        case .left: Self.write(i, j - 1, to: output)
        case .below: Self.write(i + 1, j, to: output)
        case .value: output.write(number: value(i, j))
        }
      }
      output.write(bytes: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  private static func write(_ i: Int, _ j: Int, to output: TextOutput) {
    output.write(decimal: i)
    output.write(byte: UInt8(ascii: "_"))
    output.write(decimal: j)
  }
}

extension TextOutput {
  /// Appends one byte.
  fileprivate func write(byte: UInt8) {
    withUnsafePointer(to: byte) { write(bytes: UnsafeBufferPointer(start: $0, count: 1)) }
  }
}

extension CellArray {
  /// The lines of all cells in a dialect.
  func template(in dialect: any Dialect) -> LineTemplate {
    let line = dialect.cellLine(self)
    let (row, column) =
      switch nets {
      case .lines(let row, let column):
        (row + LineTemplate.Hole.row.mark, column + LineTemplate.Hole.column.mark)
      case .crossings(let row, let column):
        (row + LineTemplate.Hole.here.mark, column + LineTemplate.Hole.here.mark)
      }
    return LineTemplate(
      line.prefix + LineTemplate.Hole.here.mark + line.beforeNets + row + " " + column + line.beforeValue
        + LineTemplate.Hole.value.mark + line.end)
  }
}

extension WireMesh {
  /// The lines of all crossings of a kind in a dialect: those of the first column have the row's port at their
  /// left, those of the last row the column's port below.
  func template(in dialect: any Dialect, isFirstColumn: Bool, isLastRow: Bool) -> LineTemplate {
    typealias Hole = LineTemplate.Hole
    let row = rowNet + Hole.here.mark
    let column = columnNet + Hole.here.mark
    let left = isFirstColumn ? rowPort + Hole.row.mark : rowNet + Hole.left.mark
    let below = isLastRow ? columnPort + Hole.column.mark : columnNet + Hole.below.mark
    let elements =
      Element.wire("w\(row)", ohms: rowOhms, [left, row], farads: rowFarads, at: row)
      + Element.wire("w\(column)", ohms: columnOhms, [column, below], farads: columnFarads, at: column)
    return LineTemplate(elements.map { dialect.line($0) + "\n" }.joined())
  }
}

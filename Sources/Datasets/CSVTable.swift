import Diagnostics
import Foundation
import Specification

/// What a spec says about the columns of a table; nil for what the file decides.
struct TableLayout {
  /// `first`, `last` or a column's name.
  var label: Located<String>?
  /// Whether the first line has the columns' names.
  var header: TableHeader?
  /// Names of columns to leave out.
  var ignore: Located<[String]>?
  /// Number of target values in columns of their own, instead of a label; nil: there is a label.
  var targetCount: Int?
  /// Their columns: names, or `first` or `last` of one.
  var targets: Located<[String]>?
  /// Where the number is asked for.
  var countLocation: SourceLocation?

  /// Decided by the file.
  init() {}

  /// As a spec says.
  init(_ request: DataRequest) {
    (label, header, ignore) = (request.label, request.header?.value, request.ignore)
    guard request.targets == .vector else { return }
    (targetCount, countLocation) = (request.classes?.value ?? 1, request.classes?.location)
    targets = request.targetColumns
  }

  /// Names that a column with the classes is known by.
  static let labelNames = ["label", "class", "target"]
}

/// A rectangular table of numbers with a column of labels, read from text.
struct CSVTable {
  /// Names of the value columns; nil: the file has none.
  private(set) var names: [String]?
  /// Value columns.
  private(set) var columns = 0
  /// Row-major.
  private(set) var values: [Double] = []
  /// The labels as they are written, one a row; none of a table with target values.
  private(set) var labels: [String] = []
  /// Target values, row-major, and the names of their columns; none of a table with labels.
  private(set) var targets: [Double] = []
  private(set) var targetColumns = 0
  private(set) var targetNames: [String]?
  /// Line of every row.
  private(set) var lines: [Int] = []
  /// What looks odd.
  private(set) var warnings: [Diagnostic] = []
  private let url: URL
  private let location: SourceLocation?

  /// More faults of a file are not listed.
  private static let faultLimit = 8

  /// Reads a table, plain or gzip.
  /// - Throws: `DiagnosticsError`: every line that cannot be read, up to a number.
  init(_ url: URL, _ layout: TableLayout = TableLayout(), at location: SourceLocation?) throws {
    (self.url, self.location) = (url, location)
    let bytes = try FileBytes.unpacked(url, at: location)
    var faults: [TableFault] = []
    do throws(TableFault) { try read(DelimitedText(bytes), layout, &faults) } catch { faults.append(error) }
    var found = faults.prefix(Self.faultLimit).map {
      bad("line \($0.line), column \($0.column): \($0.reason)")
    }
    if faults.count > found.count, let last = found.indices.last {
      found[last].message += " (and \(faults.count - found.count) more faults)"
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
    found = columnFaults
    guard found.isEmpty else { throw DiagnosticsError(found) }
    guard columns >= 1, !lines.isEmpty else {
      throw bad("it has no line with values and \(targetColumns > 0 ? "targets" : "a label")")
    }
    leaveOutIndex()
  }

  private func bad(_ reason: String) -> Diagnostic { FileBytes.malformed(url, reason, at: location) }

  private var columnFaults: [Diagnostic] = []

  private mutating func read(
    _ text: DelimitedText, _ layout: TableLayout, _ faults: inout [TableFault]
  ) throws(TableFault) {
    var text = text
    var fields: [TableField] = []
    guard try text.next(into: &fields) else { return }
    let width = fields.count
    guard width >= 2 else { return }
    var header = Self.header(fields, layout.header)
    if let header, Self.countsColumns(fields) {
      warnings.append(
        Diagnostic(
          .warning, "GD0613",
          "data file '\(url.path)': the first line, \(header.prefix(4).joined(separator: ", "))…, counts the columns and is "
            + "taken as their names; if it is a sample, write header: absent", at: location,
          suggestion: "header: present"))
    }
    var isSample = header == nil
    if header == nil, layout.header != .absent, let comment = text.comment {
      let names = text.fields(of: comment)
      if names.count == width, Self.header(names, nil) != nil { header = names.map(\.string) }
    }
    guard let plan = plan(header, width, layout) else { return }
    names = header.map { header in plan.kept.map { header[$0] } }
    columns = plan.kept.count
    if layout.targetCount != nil {
      targetColumns = plan.targets.count
      targetNames = header.map { header in plan.targets.map { header[$0] } }
    }
    let comma = text.allowsDecimalComma
    while true {
      if isSample {
        if fields.count != width {
          let place = fields.last ?? TableField(text: [], start: 0)
          faults.append(
            text.fault(
              place, "the line has \(fields.count) fields; expected \(width), as in the lines before"))
        } else {
          add(fields, plan, header, comma, text, &faults)
        }
        if faults.count > 1000 { return }
      }
      isSample = true
      guard try text.next(into: &fields) else { return }
    }
  }

  /// Which fields of a record are what.
  private struct Plan {
    /// The column of the label, or those of the target values.
    var targets: [Int]
    var kept: [Int]
  }

  private mutating func plan(_ header: [String]?, _ width: Int, _ layout: TableLayout) -> Plan? {
    func missing(_ name: String, at place: SourceLocation, _ key: String) {
      let known = header ?? []
      columnFaults.append(
        Diagnostic(
          .error, "GD0612",
          known.isEmpty
            ? "\(key): data file '\(url.path)' has no names of columns, so that none is '\(name)'"
            : "\(key): data file '\(url.path)' has no column '\(name)'; it has "
              + known.prefix(12).map { "'\($0)'" }.joined(separator: ", ") + (known.count > 12 ? ", …" : ""),
          at: place,
          suggestion: key == "label" && known.isEmpty
            ? "label: last" : Spelling.closest(to: name, among: known)))
    }
    func fail(_ message: String, at place: SourceLocation?) {
      columnFaults.append(Diagnostic(.error, "GD0628", "data file '\(url.path)': \(message)", at: place))
    }
    /// The column of one label or target: as it is named, or as the table looks.
    func column(_ written: Located<String>?, _ key: String) -> Int {
      switch written?.value {
      case "first": return 0
      case "last": return width - 1
      case let name?:
        if let index = header?.firstIndex(of: name) { return index }
        if let place = written?.location { missing(name, at: place, key) }
        return width - 1
      case nil:
        let found = (header ?? []).indices.filter { index in
          TableLayout.labelNames.contains(header?[index].lowercased() ?? "")
        }
        return found.count == 1 ? found[0] : width - 1
      }
    }
    var targets = [0]
    switch (layout.targetCount, layout.targets) {
    case (nil, _): targets = [column(layout.label, "label")]
    case (1, nil): targets = [column(nil, "targets")]
    case (let count?, nil):
      if count < width {
        targets = Array((width - count)..<width)
      } else {
        fail("it has \(width) columns, of which \(count) cannot be targets", at: layout.countLocation)
      }
    case (let count?, let names?):
      if names.value.count != count {
        fail(
          "\(names.value.count) target column\(names.value.count == 1 ? "" : "s") for \(count) value\(count == 1 ? "" : "s") of "
            + "the network's output", at: names.location)
      } else if names.value.count == 1 {
        targets = [column(Located(names.value[0], at: names.location), "targets")]
      } else {
        targets = names.value.compactMap { name in
          let index = header?.firstIndex(of: name)
          if index == nil { missing(name, at: names.location, "targets") }
          return index
        }
        if columnFaults.isEmpty, Set(targets).count < count {
          fail("a target column is named twice", at: names.location)
        }
      }
    }
    var ignored: Set<Int> = []
    for name in layout.ignore?.value ?? [] {
      if let index = header?.firstIndex(of: name) {
        ignored.insert(index)
      } else if let place = layout.ignore?.location {
        missing(name, at: place, "ignore")
      }
    }
    guard columnFaults.isEmpty else { return nil }
    return Plan(
      targets: targets, kept: (0..<width).filter { !targets.contains($0) && !ignored.contains($0) })
  }

  private mutating func add(
    _ fields: [TableField], _ plan: Plan, _ header: [String]?, _ comma: Bool, _ text: DelimitedText,
    _ faults: inout [TableFault]
  ) {
    for index in plan.kept {
      guard let value = DecimalNumber.value(fields[index].text, allowsComma: comma) else {
        let name = header.map { " of '\($0[index].prefix(40))'" } ?? ""
        faults.append(text.fault(fields[index], "value \(index + 1)\(name): " + Self.reason(fields[index])))
        continue
      }
      values.append(value)
    }
    lines.append(text.recordLine)
    guard targetColumns > 0 else {
      let label = fields[plan.targets[0]]
      if Self.isMissing(label) {
        faults.append(text.fault(label, "the label is missing: '\(label.excerpt)'"))
      }
      labels.append(label.string)
      return
    }
    for index in plan.targets {
      guard let value = DecimalNumber.value(fields[index].text, allowsComma: comma) else {
        let name = header.map { " '\($0[index].prefix(40))'" } ?? ""
        faults.append(
          text.fault(
            fields[index],
            "target\(name): '\(fields[index].excerpt)' is not a finite number"
              + (Self.isMissing(fields[index])
                ? ": it stands for a missing value; fill it in, or leave out the line" : "")))
        continue
      }
      targets.append(value)
    }
  }

  /// Why a field is no number.
  private static func reason(_ field: TableField) -> String {
    let shown = "'\(field.excerpt)'"
    if isMissing(field) {
      return "\(shown) stands for a missing value; fill it in, leave out the line, or the column by ignore:"
    }
    let text = field.string.lowercased()
    if text.hasPrefix("0x") { return "\(shown) is hexadecimal; only decimal numbers are read" }
    if text.contains(","), text.allSatisfy({ $0.isNumber || ",.+-".contains($0) }) {
      return "\(shown) has a comma; it is read as a decimal point only between fields separated by ; or tabs"
    }
    if text.contains(where: \.isLetter), Double(text) == nil {
      return
        "\(shown) is not a number; if its column has the classes, write label: NAME, else leave it out by "
        + "ignore: NAME"
    }
    return "\(shown) is not a finite number"
  }

  private static let missingWords: Set<String> = ["", "?", "na", "n/a", "nan", "null", "none", "-"]

  private static func isMissing(_ field: TableField) -> Bool {
    field.text.count <= 4 && missingWords.contains(field.string.lowercased())
  }

  /// The names of the columns, if a line has such: more words than numbers and missing values, or the numbers of the
  /// columns from 0 on, as pandas writes them.
  private static func header(_ fields: [TableField], _ known: TableHeader?) -> [String]? {
    let names = fields.map(\.string)
    switch known {
    case .present: return names
    case .absent: return nil
    case nil:
      if countsColumns(fields) { return names }
      let numbers = fields.count { DecimalNumber.value($0.text, allowsComma: true) != nil }
      let missing = fields.count { isMissing($0) }
      let isIndexed = fields.first?.text.isEmpty ?? false
      let words = fields.count - numbers - missing
      return words > numbers + missing - (isIndexed ? 1 : 0) ? names : nil
    }
  }

  /// Whether a line is 0, 1, 2, …, perhaps behind the empty name of an index.
  private static func countsColumns(_ fields: [TableField]) -> Bool {
    let counted = fields.first?.text.isEmpty ?? false ? fields[1...] : fields[...]
    return counted.count >= 3
      && counted.enumerated().allSatisfy { $1.text.elementsEqual("\($0)".utf8) }
  }

  /// Leaves out a first column without a name that counts the rows: the index that pandas writes. Warns of other
  /// columns that do.
  private mutating func leaveOutIndex() {
    let rows = lines.count
    guard rows >= 3 else { return }
    func counts(_ column: Int) -> Bool {
      (1..<rows).allSatisfy { values[$0 * columns + column] == values[column] + Double($0) }
    }
    for column in (0..<columns).reversed() where counts(column) {
      let name = names?[column] ?? ""
      if column == 0, names != nil, columns > 1, name.isEmpty || name.hasPrefix("Unnamed:") {
        warnings.append(
          Diagnostic(
            .warning, "GD0613",
            "data file '\(url.path)': the first column has no name and counts the lines: it is left out as the index of "
              + "a pandas table (to_csv(index=False) writes none)", at: location))
        values = (0..<rows).flatMap { values[($0 * columns + 1)..<($0 + 1) * columns] }
        columns -= 1
        names?.removeFirst()
      } else if rows >= 10 {
        let which = names == nil ? "column \(column + 1)" : "column '\(name)'"
        warnings.append(
          Diagnostic(
            .warning, "GD0614",
            "data file '\(url.path)': \(which) counts the lines (\(Int(values[column])), \(Int(values[column]) + 1), …): it "
              + "tells the order of the samples, not what they are", at: location,
            suggestion: names == nil ? nil : "ignore: [\(name)]"))
      }
    }
  }
}

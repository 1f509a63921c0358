import Diagnostics
import Foundation
import Quantities
import Specification

/// A key of the spec over some values, each of which makes a design of its own: "mapping.tile.rows=32,64,128",
/// "network.bias=0.3 V..0.7 V:5", "network.hidden=[{ units: 8 }],[{ units: 16 }]".
package struct KeySweep: Sendable, Equatable {
  /// A value as it stands in a spec.
  package struct Value: Sendable, Equatable {
    /// YAML.
    package var text: String
    /// Column of the text behind the "=" where it is written, from 1; nil for one between the ends of a range.
    var column: Int?
    /// The number before its unit, and the unit; nil for what is no number.
    var number: (value: Double, unit: String)? {
      guard
        let match = text.wholeMatch(
          of: /\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d.,\[{"'].*)?/),
        let value = Double(match.1), value.isFinite
      else { return nil }
      return (value, match.2.map { String($0).trimmingCharacters(in: .whitespaces) } ?? "")
    }
  }

  /// Where it is, with dots between the keys and indices.
  package let key: String
  /// In the order in which they are written.
  package let values: [Value]
  /// What is written behind the "=".
  let text: String

  /// Reads KEY=VALUE,VALUE,… or KEY=LOW..HIGH or KEY=LOW..HIGH:POINTS. A LOW without a unit has that of HIGH; points are
  /// evenly spaced, or by a constant factor when HIGH is a hundred times LOW or more, and whole numbers between ends that
  /// are written as such.
  package init(parsing option: String) throws(Sweep.Failure) {
    let sides = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw Sweep.Failure(
        description: "'\(option)' is not a sweep; it is written KEY=VALUE,VALUE or KEY=LOW..HIGH")
    }
    (key, text) = (sides[0].trimmingCharacters(in: .whitespaces), String(sides[1]))
    let items = Self.items(text)
    if items.count == 1, let range = try Self.range(text, key) {
      values = range
    } else {
      values = items
    }
    func fail(_ reason: String) -> Sweep.Failure { Sweep.Failure(description: "\(key): \(reason)") }
    if let empty = values.firstIndex(where: { $0.text.isEmpty }), values.count > 1 {
      throw fail("value \(empty + 1) of '\(text)' is empty")
    }
    guard Sweep.pointRange.contains(values.count) else {
      throw fail(
        values.count == 1
          ? "'\(text)' is one value; a sweep has two or more with commas between them, or a range LOW..HIGH:POINTS"
          : "\(values.count) values are more than a sweep has, \(Sweep.pointRange.upperBound)")
    }
    for (index, value) in values.enumerated()
    where values[..<index].contains(where: { $0.text == value.text }) {
      throw fail("'\(value.text)' is given twice")
    }
  }

  /// The parts between the commas that stand in no brackets and quotes.
  private static func items(_ text: String) -> [Value] {
    var (items, item): ([Value], String) = ([], "")
    var (depth, quote): (Int, Character?) = (0, nil)
    var (column, start) = (1, 1)
    func close() {
      let spaces = item.prefix { $0 == " " }.count
      items.append(Value(text: item.trimmingCharacters(in: .whitespaces), column: start + spaces))
      item = ""
    }
    for character in text {
      defer { column += character.unicodeScalars.count }
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if "[{".contains(character) {
        depth += 1
      } else if "]}".contains(character) {
        depth -= 1
      } else if character == ",", depth <= 0 {
        close()
        start = column + 1
        continue
      }
      item.append(character)
    }
    close()
    return items
  }

  /// The values of a range; nil for a text that is none.
  private static func range(_ text: String, _ key: String) throws(Sweep.Failure) -> [Value]? {
    func fail(_ reason: String) -> Sweep.Failure { Sweep.Failure(description: "\(key): \(reason)") }
    guard let dots = text.firstRange(of: "..") else { return nil }
    var high = String(text[dots.upperBound...])
    var pointText: String?
    if let colon = high.lastIndex(of: ":") {
      pointText = high[high.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      high = String(high[..<colon])
    }
    let ends = [String(text[..<dots.lowerBound]), high].map { $0.trimmingCharacters(in: .whitespaces) }
    let numbers = ends.map { Value(text: $0).number }
    // A text with two dots, as "../data.csv".
    if numbers.allSatisfy({ $0 == nil }) { return nil }
    guard let from = numbers[0], let to = numbers[1] else {
      throw fail("'\(text)' is not a range of numbers; it is written LOW..HIGH or LOW..HIGH:POINTS")
    }
    let points = pointText.map { Int($0) ?? 0 } ?? Sweep.defaultPoints
    guard Sweep.pointRange.contains(points) else {
      throw fail(
        "'\(pointText ?? "")' is not a number of points; it is a whole number from "
          + "\(Sweep.pointRange.lowerBound) to \(Sweep.pointRange.upperBound)")
    }
    guard let low = inUnit(to.unit, from) else {
      throw fail("the ends of '\(text)' have units of different kinds")
    }
    guard low < to.value else {
      throw fail("'\(text)' is not a range: its first end must be below its second")
    }
    let isWhole = ends.allSatisfy { Int($0) != nil }
    let isGeometric = low > 0 && to.value >= 100 * low
    var values: [Value] = []
    for point in 0..<points {
      let share = Double(point) / Double(points - 1)
      var value = isGeometric ? low * pow(to.value / low, share) : low + (to.value - low) * share
      // The ends are exact.
      if point == points - 1 { value = to.value }
      if isWhole { value.round() }
      let number = isWhole ? String(format: "%.0f", value) : String(format: "%.12g", value)
      let text = to.unit.isEmpty ? number : "\(number) \(to.unit)"
      if values.last?.text != text { values.append(Value(text: text)) }
    }
    return values
  }

  /// A number in another unit; nil for one of another kind.
  private static func inUnit(_ unit: String, _ number: (value: Double, unit: String)) -> Double? {
    if number.unit.isEmpty || number.unit == unit { return number.value }
    guard let value = Measure(number: "\(number.value)", unit: number.unit),
      let one = Measure(number: "1", unit: unit), let zero = Measure(number: "0", unit: unit),
      value.dimension == one.dimension
    else { return nil }
    return (value.si - zero.si) / (one.si - zero.si)
  }
}

/// What messages say of a value, and where.
extension KeySweep {
  /// The option, as messages name it.
  private static let option = "--sweep"
  private var file: String { "\(Self.option) \(key)" }

  /// The texts that messages point into: the values of each sweep, and all sweeps, a line each.
  package static func sources(_ sweeps: [KeySweep]) -> [SourceFile] {
    sweeps.map { SourceFile(path: $0.file, bytes: Array($0.text.utf8)) } + [
      SourceFile(
        path: option, bytes: Array(sweeps.map { "\($0.key)=\($0.text)" }.joined(separator: "\n").utf8))
    ]
  }

  /// The settings of a spec with one more.
  func settings(_ value: Value, after others: SpecSettings) -> SpecSettings {
    SpecSettings(others.texts + ["\(key)=\(value.text)"], libraries: others.libraries)
  }

  /// Where a value stands.
  func place(_ value: Value? = nil) -> SourceLocation {
    guard let value, let column = value.column else {
      return SourceLocation(file: file, line: 1, column: 1, length: text.unicodeScalars.count)
    }
    return SourceLocation(file: file, line: 1, column: column, length: value.text.unicodeScalars.count)
  }

  /// What is said of a design with a value, as said of the sweep.
  /// - Parameters:
  ///   - line: of the sweep among all sweeps of keys, from 1.
  ///   - count: number of settings, the value's own the last.
  func told(_ diagnostic: Diagnostic, of value: Value, line: Int, count: Int) -> Diagnostic {
    var diagnostic = diagnostic
    guard let location = diagnostic.location else {
      diagnostic.location = place(value)
      return diagnostic
    }
    if location.file == SpecSettings.file(key[...]) {
      diagnostic.location = place(value)
      if let column = value.column, location.line == 1, location.column > 0 {
        diagnostic.location?.column = column + location.column - 1
        diagnostic.location?.length = location.length
      }
    } else if location.file == SpecSettings.option, location.line == count {
      diagnostic.location = SourceLocation(
        file: Self.option, line: line, column: location.column, length: location.length)
    } else {
      diagnostic.notes.append(Diagnostic.Note("with \(key): \(value.text)", at: place(value)))
    }
    return diagnostic
  }
}

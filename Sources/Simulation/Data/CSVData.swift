import Diagnostics
import Foundation
import Specification

/// `csv`: a text file (plain or gzip) of one sample a line, numbers separated by commas, the label (an integer from
/// 0) last; a first line that does not start with a number is a header. It has no test part: `test-fraction` of each
/// class is set aside by the seed. Values outside 0…1 are scaled; see ``ValueScaling``.
public enum CSVData: DataSource {
  public static let name = "csv"
  public static let summary =
    "a table of numbers, one sample a line, the label last"
  public static let reference =
    "RFC 4180"

  public static func load(_ request: DataRequest) throws -> Dataset {
    let url = try request.requiredPath("a .csv or .csv.gz file, one sample a line, the label last")
    let fraction = try request.splitFraction()
    let table = try CSVTable(url, at: request.location)
    let (values, labels) = try table.samples(at: request.location)
    let scaled = ValueScaling(values).apply(values)
    let samples = Samples(valueCount: table.columns - 1, values: scaled, labels: labels)
    return Dataset(
      name: name, shape: [table.columns - 1], splitting: samples, testFraction: fraction, seed: request.seed)
  }
}

/// The map of raw values to 0…1: none if all are within it, else (x − low)/(high − low) with low = min(0, smallest)
/// and high the largest value, both of the training samples (of all samples for a set that is split). What lies
/// outside is cut off.
struct ValueScaling {
  private var low = 0.0
  private var high = 1.0

  init(_ values: [Double]) {
    guard let smallest = values.min(), let largest = values.max(), smallest < 0 || largest > 1 else { return }
    low = min(0, smallest)
    high = largest > low ? largest : low + 1
  }

  func apply(_ values: [Double]) -> [Double] {
    // Halves, so that a range beyond the largest double does not overflow.
    values.map { min(max((0.5 * $0 - 0.5 * low) / (0.5 * high - 0.5 * low), 0), 1) }
  }
}

/// A rectangular table of numbers read from text.
struct CSVTable {
  /// Most values of a line, a hundred times what a network takes.
  static let maximumColumns = 1 << 20
  /// Columns of every line.
  let columns: Int
  /// Row-major.
  private let numbers: [Double]
  private let url: URL

  init(_ url: URL, at location: SourceLocation?) throws {
    self.url = url
    let bytes = try FileBytes.unpacked(url, at: location)
    var numbers: [Double] = []
    var columns = 0
    var line = 0
    for text in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      line += 1
      // Spaces, tabs and the carriage returns of other systems.
      if text.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { continue }
      // Before a megabyte of commas becomes as many slices.
      guard text.count(where: { $0 == UInt8(ascii: ",") }) < Self.maximumColumns else {
        throw FileBytes.malformed(
          url, "line \(line) has more than \(Self.maximumColumns) values", at: location)
      }
      let fields = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      let parsed = fields.map(Self.number)
      if line == 1, parsed.first == .some(nil) { continue }
      if columns == 0 { columns = fields.count }
      guard fields.count == columns else {
        throw FileBytes.malformed(
          url, "line \(line) has \(fields.count) values; expected \(columns), as in the lines before",
          at: location)
      }
      for (column, value) in parsed.enumerated() {
        guard let value, value.isFinite else {
          let shown = String(decoding: fields[column].prefix(20), as: UTF8.self)
          throw FileBytes.malformed(
            url, "line \(line), value \(column + 1): '\(shown)' is not a finite number", at: location)
        }
        numbers.append(value)
      }
    }
    guard columns >= 2 else {
      throw FileBytes.malformed(url, "it has no line with values and a label", at: location)
    }
    (self.columns, self.numbers) = (columns, numbers)
  }

  /// Values and labels, the last column.
  func samples(at location: SourceLocation?) throws -> (values: [Double], labels: [Int]) {
    var (values, labels): ([Double], [Int]) = ([], [])
    for first in stride(from: 0, to: numbers.count, by: columns) {
      values += numbers[first..<first + columns - 1]
      labels.append(try Labels.label(numbers[first + columns - 1], labels.count, url, at: location))
    }
    return (values, labels)
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Double? {
    let trimmed = field.drop { $0 == 32 || $0 == 9 }
    var end = trimmed.endIndex
    while end > trimmed.startIndex, [32, 9, 13].contains(trimmed[end - 1]) { end -= 1 }
    // No number needs more digits; a megabyte of them is an attack.
    guard end - trimmed.startIndex <= 64 else { return nil }
    return Double(String(decoding: trimmed[trimmed.startIndex..<end], as: UTF8.self))
  }
}

/// Checks of labels.
enum Labels {
  /// The largest label: far above any classifier, so that a wrong column is noticed.
  static let maximum = 65_535

  /// A label from a number.
  static func label(_ value: Double, _ index: Int, _ url: URL, at location: SourceLocation?) throws -> Int {
    guard value >= 0, value <= Double(maximum), value == value.rounded() else {
      throw FileBytes.malformed(
        url, "label \(index + 1) is \(value); expected an integer from 0 to \(maximum)", at: location)
    }
    return Int(value)
  }
}

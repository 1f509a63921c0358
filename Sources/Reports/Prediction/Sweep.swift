import Diagnostics
import Foundation
import Quantities
import Specification

/// An imperfection's magnitude over a range: "d2d=0..50%", "age=1 s..1e8 s:9".
package struct Sweep: Sendable, Equatable {
  /// Why a text is not a sweep, in one sentence.
  package struct Failure: Error, CustomStringConvertible, Equatable {
    /// The sentence.
    package let description: String
  }

  /// The imperfection.
  package var name: ImperfectionName
  /// Magnitudes in rising order, in the coherent SI unit: evenly spaced; by a constant factor when the first is above 0
  /// and the last a hundred times it or more; whole numbers of bits.
  package var magnitudes: [Double]

  /// Points of a sweep that says none.
  package static let defaultPoints = 6
  /// More points than that are no sweep.
  package static let pointRange = 2...1000

  /// Reads NAME=LOW..HIGH or NAME=LOW..HIGH:POINTS. A LOW without a unit has that of HIGH.
  package init(parsing text: String) throws(Failure) {
    let form = "NAME=LOW..HIGH or NAME=LOW..HIGH:POINTS, such as d2d=0..50%"
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw Failure(description: "'\(text)' is not a sweep; it is written \(form)")
    }
    let word = sides[0].trimmed
    guard let name = ImperfectionName(rawValue: word) else {
      let names = ImperfectionName.allCases.map(\.rawValue)
      let meant =
        (ImperfectionName.renamed[word]?.rawValue ?? Spelling.closest(to: word, among: names))
        .map { " (did you mean '\($0)'?)" } ?? ""
      throw Failure(
        description: "'\(word)' is not an imperfection\(meant); they are \(names.joined(separator: ", "))")
    }
    var range = sides[1][...]
    var points = Self.defaultPoints
    if let colon = range.lastIndex(of: ":") {
      let digits = String(range[range.index(after: colon)...]).trimmed
      guard let count = Int(digits), Self.pointRange.contains(count) else {
        throw Failure(
          description: "'\(digits)' is not a number of points; it is a whole number from "
            + "\(Self.pointRange.lowerBound) to \(Self.pointRange.upperBound)")
      }
      points = count
      range = range[..<colon]
    }
    guard let dots = range.firstRange(of: "..") else {
      throw Failure(description: "'\(range.trimmed)' is not a range; a sweep is written \(form)")
    }
    let (lowText, highText) = (range[..<dots.lowerBound].trimmed, range[dots.upperBound...].trimmed)
    let high = try Self.magnitude(highText, of: name)
    let unit = String(highText.reversed().prefix { !$0.isNumber && $0 != "." }.reversed())
    let isBare = lowText.last.map { $0.isNumber || $0 == "." } ?? false
    let low = try Self.magnitude(isBare ? lowText + unit : lowText, of: name)
    guard low < high else {
      throw Failure(description: "'\(range.trimmed)' is not a range: its first end must be below its second")
    }
    self.name = name
    magnitudes = Self.magnitudes(name, low, high, points)
  }

  private static func magnitude(_ text: String, of name: ImperfectionName) throws(Failure) -> Double {
    let value: Double
    do { value = try name.parse(text) } catch {
      let meant = error.suggestion.map { "; did you mean '\($0)'?" } ?? ""
      throw Failure(description: "\(name.rawValue): \(error.problem); expected \(error.expected)\(meant)")
    }
    guard name.bounds.contains(value) else {
      let bounds = name.bounds.described(name.text) ?? "finite"
      throw Failure(description: "\(name.rawValue): '\(text)' must be \(bounds)")
    }
    return value
  }

  private static func magnitudes(
    _ name: ImperfectionName, _ low: Double, _ high: Double, _ points: Int
  ) -> [Double] {
    let isGeometric = low > 0 && high >= 100 * low
    let values = (0..<points).map { point in
      let share = Double(point) / Double(points - 1)
      // The ends are exact.
      if point == points - 1 { return high }
      return isGeometric ? low * pow(high / low, share) : low + (high - low) * share
    }
    guard name == .readoutBits || name == .inputBits else { return values }
    let whole = values.map { $0.rounded() }
    return whole.indices.filter { $0 == 0 || whole[$0] != whole[$0 - 1] }.map { whole[$0] }
  }
}

extension StringProtocol {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

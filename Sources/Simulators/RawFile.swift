import Diagnostics
import Foundation

/// A raw file in ASCII, as ngspice and VACASK write it.
package struct RawFile: Sendable, Equatable {
  /// Values of each variable, point by point, by the file's own name in lower case.
  private let series: [String: [Double]]
  /// Number of points.
  package let pointCount: Int

  /// Value of each variable at the last point, by the file's own name in lower case.
  package var last: [String: Double] { series.compactMapValues(\.last) }
  /// Times of the points of a transient, seconds; nil for another analysis.
  package var times: [Double]? { series["time"] }

  /// Reads a file.
  /// - Throws: `ToolRun.Failure` that names the file and what is wrong with it.
  package init(reading url: URL) throws {
    guard let data = try? RegularFile.bytes(of: url.path, limit: ToolLimits.largestAnswer) else {
      throw ToolRun.Failure("\(url.lastPathComponent) cannot be read", isOfProgram: true)
    }
    try self.init(String(decoding: data, as: UTF8.self), name: url.lastPathComponent)
  }

  /// Reads a file's text.
  /// - Throws: `ToolRun.Failure` that names the file and what is wrong with it.
  package init(_ text: String, name: String) throws {
    // No netlist makes a simulator write half a file; a full disk does.
    func failure(_ reason: String) -> ToolRun.Failure {
      ToolRun.Failure("\(name): \(reason)", isOfProgram: true)
    }
    guard text.last == "\n" else { throw failure("it is truncated: its last line has no end") }
    // Only the last plot counts; a file has one unless the simulator appended to it.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func header(_ key: String) -> Int? {
      lines.last { $0.hasPrefix(key) }.flatMap {
        Int($0.dropFirst(key.count).trimmingCharacters(in: .whitespaces))
      }
    }
    guard let variables = header("No. Variables:"), let points = header("No. Points:"), variables > 0,
      points > 0
    else { throw failure("its header is not that of a raw file") }
    if let flags = lines.last(where: { $0.hasPrefix("Flags:") }), !flags.contains("real") {
      throw failure("its numbers are not real")
    }
    guard let names = lines.lastIndex(where: { $0.hasPrefix("Variables:") }),
      let start = lines.lastIndex(where: { $0.hasPrefix("Values:") }), start - names - 1 >= variables
    else { throw failure("it has no list of variables and values, or a truncated one") }
    let keys = try lines[(names + 1)...(names + variables)].map { line -> String in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2 else { throw failure("its list of variables is truncated") }
      return words[1].lowercased()
    }
    // Each point is its number, then one value a variable, one a line.
    let words = lines[(start + 1)...].lazy.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    // A header may say anything; no file has more numbers than places for them.
    let (expected, isTooMany) = points.multipliedReportingOverflow(by: variables + 1)
    guard !isTooMany, expected < text.utf8.count else {
      throw failure("it is truncated: \(points) points are not there")
    }
    let all = Array(words.prefix(expected + 1))
    guard all.count == expected else {
      throw failure("it is truncated: \(all.count) of \(expected) numbers are there")
    }
    var series = Dictionary(keys.map { ($0, [Double]()) }) { first, _ in first }
    for point in 0..<points {
      for (index, key) in keys.enumerated() {
        let word = all[point * (variables + 1) + 1 + index]
        guard let value = Double(word) else { throw failure("'\(word)' is not a number") }
        series[key]?.append(value)
      }
    }
    (self.series, pointCount) = (series, points)
  }

  /// Voltage of a net of the chip at the last point: as a port at the top level, or inside the instance `xchip`.
  package func voltage(_ net: String) -> Double? { voltages(net)?.last }

  /// Voltages of a net of the chip, point by point.
  package func voltages(_ net: String) -> [Double]? {
    series["v(\(net))"] ?? series["v(xchip.\(net))"] ?? series[net] ?? series["xchip:\(net)"]
  }
}

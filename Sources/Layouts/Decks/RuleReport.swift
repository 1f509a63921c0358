import Foundation

/// What a run of a deck has found, as it stands in KLayout's report file.
package struct RuleReport: Sendable, Equatable {
  /// One mark.
  package struct Finding: Sendable, Equatable {
    /// Name of the rule.
    package var rule: String
    /// Name of the cell that the mark lies in, which a mark inside of an array's cell stands for every copy of.
    package var cell: String
    /// Where in the cell, as KLayout writes it: `edge-pair: (0.1,0;0.1,1)/(…)`, in micrometres.
    package var place: String
  }

  /// The marks, in the order of the file.
  package var findings: [Finding]

  /// Reads a report; nil for a text that is none, for example one that was cut off.
  package init?(_ text: String) {
    guard text.contains("<report-database>"), text.contains("</report-database>"),
      let start = text.range(of: "<items>")
    else { return nil }
    findings = text[start.upperBound...].components(between: "<item>", "</item>").map { item in
      let rule = item.components(between: "<category>", "</category>").first ?? ""
      let place = item.components(between: "<value>", "</value>").first ?? ""
      let cell = item.components(between: "<cell>", "</cell>").first ?? ""
      return Finding(
        rule: String(rule.filter { $0 != "'" && $0 != "\"" }), cell: String(cell), place: String(place))
    }
  }

  /// Number of marks of each rule that has some.
  package var counts: [String: Int] { findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 } }
}

extension Substring {
  /// The texts between two marks, one after the other.
  fileprivate func components(between start: String, _ end: String) -> [Substring] {
    var (result, rest): ([Substring], Substring) = ([], self)
    while let first = rest.range(of: start), let last = rest[first.upperBound...].range(of: end) {
      result.append(rest[first.upperBound..<last.lowerBound])
      rest = rest[last.upperBound...]
    }
    return result
  }
}

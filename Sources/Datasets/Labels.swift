import Diagnostics
import Foundation
import Specification

/// Classes from what files say about them.
enum Labels {
  /// The largest label: far above any classifier, so that a wrong column is noticed.
  static let maximum = 65_535

  /// What answers with numbers.
  private static let regression = "output: { values: 1 }"

  /// A label from a number.
  static func label(_ value: Double, _ index: Int, _ url: URL, at location: SourceLocation?) throws -> Int {
    guard abs(value) <= Double(maximum), value == value.rounded() else {
      throw FileBytes.malformed(
        url, "label \(index + 1) is \(value); expected a whole number of at most \(maximum)", at: location
      ).suggesting(value == value.rounded() ? nil : Self.regression)
    }
    return Int(value)
  }

  /// The labels of the tables of a data set: whole numbers as they are; if any is a word, the words numbered in
  /// alphabetical order.
  /// - Returns: labels of each table, and the words.
  static func classes(
    of tables: [CSVTable], _ urls: [URL], at location: SourceLocation?
  ) throws -> (labels: [[Int]], names: [String]?) {
    let words = Set(tables.flatMap(\.labels))
    let numbers = words.map { ($0, DecimalNumber.value(Array($0.utf8)[...])) }
    guard numbers.contains(where: { $0.1 == nil }) else {
      let known = Dictionary(uniqueKeysWithValues: numbers.map { ($0.0, $0.1 ?? 0) })
      return (
        try zip(tables, urls).map { table, url in
          try table.labels.enumerated().map { index, word in
            let value = known[word] ?? 0
            guard value == value.rounded() else {
              throw FileBytes.malformed(
                url,
                "line \(table.lines[index]): label \(index + 1) is \(word); expected a whole number or a word for a "
                  + "class", at: location
              ).suggesting(Self.regression)
            }
            return try label(value, index, url, at: location)
          }
        }, nil
      )
    }
    guard words.count <= maximum else {
      throw FileBytes.malformed(
        urls[0], "its labels are \(words.count) different words; is this the column of the classes?",
        at: location)
    }
    let names = words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return (tables.map { $0.labels.map { index[$0] ?? 0 } }, names)
  }
}

extension Dataset {
  /// Numbers classes from 0 where the files count otherwise (1 to 3, or −1 and 1): when some label is no class of the
  /// network but there are no more different labels than classes, they are classes in their order.
  mutating func numberClasses(_ count: Int?) {
    guard let count, train.targets.kind == .label else { return }
    let parts = [train, test]
    let labels = Set(parts.flatMap(\.labels))
    guard classNames == nil, labels.contains(where: { $0 < 0 || $0 >= count }), labels.count <= count else {
      return
    }
    let order = labels.sorted()
    let index = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    train.relabel { index[$0] ?? 0 }
    test.relabel { index[$0] ?? 0 }
    classNames = order.map(String.init)
    let shown = order.prefix(4).enumerated().map { "\($1) is class \($0)" }.joined(separator: ", ")
    warnings.append(
      Diagnostic(
        .note, "GD0624",
        "the labels of data set '\(name)' do not count from 0: \(shown)\(order.count > 4 ? ", …" : "")",
        at: location))
  }
}

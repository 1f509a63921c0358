import Activity
import Foundation
import Quantities

extension LearningSuggestion {
  /// Lines for the terminal.
  package var text: String {
    var lines = [headline, ""]
    lines +=
      TextTable(
        [["design", "ratio", "damping", "lacks"]]
          + steps.map {
            [
              $0.title, $0.ratio.map(SignalDescription.number) ?? "∞",
              $0.loopDamping.map(SignalDescription.number) ?? "no loop",
              $0.missing.isEmpty ? "nothing" : $0.missing.map(\.rawValue).joined(separator: ", "),
            ]
          }
      ).lines
    if !refused.isEmpty { lines += ["", "tried and not kept:"] + refused.map { "  \($0)" } }
    lines += ["", "as it is:"] + before.table
    guard outcome != .nothingToChange else { return lines.joined(separator: "\n") + "\n" }
    lines += ["", "with the changes:"] + after.table
    if let loop = after.loopText { lines += ["", loop] }
    lines += costLines
    lines += ["", "to be pasted into the spec:", "", yaml]
    lines += ["or as options: \(change.options)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let least = "a ratio of at least \(SignalDescription.number(SignalBudget.marginalRatio))"
    switch outcome {
    case .nothingToChange: return "\(name): nothing to change: \(least), and nothing else is lacking"
    case .proposed: return "\(name): with these changes it has what it needs to learn: \(least)"
    case .impossible:
      let lacks = steps.last?.missing.map(\.title).joined(separator: " and ") ?? ""
      return "\(name): no known change is enough: the best design, below, lacks \(lacks)"
    }
  }

  private var costLines: [String] {
    guard let costBefore, let costAfter else { return [] }
    func row<D>(_ title: String, _ figure: (Cost) -> Figure, _: Quantity<D>.Type) -> [String] {
      [title] + [costBefore, costAfter].map { Quantity<D>(si: figure($0).value).formatted(digits: 3) }
    }
    return ["", "estimated with the first weights, not trained:"]
      + TextTable([
        ["", "as it is", "changed"],
        ["area"] + [costBefore, costAfter].map { BillLine.text(Area(si: $0.area.value), digits: 3) },
        row("energy of an inference", { $0.energyPerInference }, Energy.self),
        row("time of an inference", { $0.latencyPerInference }, TimeSpan.self),
        row("energy of a training example", { $0.energyPerTrainingExample }, Energy.self),
        row("time of a training example", { $0.latencyPerTrainingExample }, TimeSpan.self),
      ]).lines
  }

  /// A spec of its own that builds on the spec at a path, as seen from a folder.
  package func specText(extending path: String) -> String {
    "# Proposed by `grenadyn suggest`: \(name) with what it needs to learn by itself.\n"
      + "extends: \(YAMLWord.quoted(path))\n\(yaml)"
  }
}

/// Text as a word of YAML.
private enum YAMLWord {
  /// In double quotes with JSON's escapes, which YAML knows.
  static func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\\/", with: "/")
  }
}

import Quantities
import Technology

/// The design rules as a program for KLayout that marks every violation with the rule's name.
///
/// ```sh
/// klayout -b -r NAME.drc -rd input=NAME.gds -rd report=NAME.lyrdb
/// ```
/// KLayout ends with status 0 whatever it finds: count the `<item>`s of the report.
package struct RuleDeck {
  private let rules: LayoutRules

  /// The deck of a process's rules.
  package init(_ rules: LayoutRules) { self.rules = rules }

  /// Names of everything that the deck may report, in order.
  package static func categories(_ rules: LayoutRules) -> [String] {
    rules.rules.map(\.name) + rules.layers.flatMap { ["grid \($0.name)", "angle \($0.name)"] }
  }

  /// The text of the file.
  package var text: String {
    var lines = [
      "# Design rules of \(rules.name), written by grenadyn. Each rule stands with its place in the source.",
      "# klayout -b -r THIS -rd input=FILE.gds -rd report=FILE.lyrdb [-rd topcell=NAME]",
      "# The status is 0 whatever is found: count the <item>s of the report.",
      "# One thread: with two, KLayout 0.28 crashed once in some dozens of runs of another deck. -rd threads=N asks for more.",
      "$topcell ? source($input, $topcell) : source($input)", "report(\"\(rules.name)\", $report)", "deep",
      "threads(($threads || 1).to_i)", "",
    ]
    for layer in rules.layers {
      lines.append("\(Self.variable(layer.name)) = input(\(layer.number), \(layer.datatype))")
    }
    lines.append("")
    for layer in rules.derived {
      let parts = layer.and.map { " & \(Self.variable($0))" } + layer.not.map { " - \(Self.variable($0))" }
      // From left to right: & binds no tighter than it is written.
      let cut = parts.reduce(Self.variable(layer.of)) { "(\($0)\($1))" }
      lines.append("\(Self.variable(layer.name)) = \(cut)")
    }
    lines.append("")
    for rule in rules.rules {
      lines.append("# \(rule.name): \(Self.meaning(rule))")
      lines += checks(rule)
    }
    let grid = Double(rules.gridStep) / 1000
    lines += [
      "", "# Everything lies on the grid of \(rules.gridStep) nm, and its edges are parallel to the axes.",
    ]
    for layer in rules.layers {
      let name = Self.variable(layer.name)
      lines.append("\(name).ongrid(\(grid)).output(\"grid \(layer.name)\")")
      lines.append("\(name).edges.without_angle(0).without_angle(90).output(\"angle \(layer.name)\")")
    }
    return (lines + [""]).joined(separator: "\n")
  }

  private func checks(_ rule: LayoutRule) -> [String] {
    let layer = Self.variable(rule.layer)
    let other = rule.other.map(Self.variable) ?? ""
    let length = rule.length.map { Self.micron($0) } ?? "0"
    func output(_ found: String) -> String { "\(found).output(\"\(rule.name)\")" }
    switch rule.kind {
    case .width: return [output("\(layer).width(\(length), euclidian)")]
    // Shapes that touch at a corner alone have no space either.
    case .spacing: return [output("\(layer).space(\(length), euclidian)")]
    case .wideSpacing:
      let half = rule.beyond.map { Self.micron(Length(si: $0.value.si / 2)) } ?? "0"
      return [
        "wide = \(layer).sized(-\(half)).sized(\(half)) & \(layer)",
        output("wide.separation(\(layer).not_interacting(wide), \(length), euclidian)"),
        output("wide.space(\(length), euclidian)"),
      ]
    case .separation: return [output("\(layer).separation(\(other), \(length), euclidian)")]
    case .enclosure:
      let uncovered = output("\(layer).not_inside(\(other))")
      guard let value = rule.length, value.si > 0 else { return [uncovered] }
      return [output("\(layer).enclosed(\(other), \(length), euclidian)"), uncovered]
    case .sideEnclosure:
      return [
        "short = \(layer).enclosed(\(other), \(length), projection).first_edges",
        output("short.with_angle(0).interacting(short.with_angle(90))"),
        output("\(layer).not_inside(\(other))"),
      ]
    case .overhang: return [output("\(layer).enclosing(\(other), \(length), projection)")]
    case .square:
      return [
        output("\(layer).edges.without_length(\(length))"), output("\(layer).non_rectangles"),
      ]
    case .area: return [output("\(layer).with_area(0, \(Self.squareMicron(rule)))")]
    case .holeArea: return [output("\(layer).holes.with_area(0, \(Self.squareMicron(rule)))")]
    case .exclusion: return [output("(\(layer) & \(other))")]
    }
  }

  private static func squareMicron(_ rule: LayoutRule) -> String {
    guard case .area(let area) = rule.limit else { return "0" }
    return "\((area.value.si * 1e12 * 1e6).rounded() / 1e6)"
  }

  private static func micron(_ length: Length) -> String {
    "\((length.si / LayoutRules.unit).rounded() / 1000)"
  }

  /// Where the rule stands, on one line.
  private static func meaning(_ rule: LayoutRule) -> String {
    let note =
      switch rule.limit {
      case .length(let value): value.note
      case .area(let value): value.note
      case .presence(_, let note): note
      }
    let source =
      switch rule.limit.provenance {
      case .citation(let key, _): key
      case .assumption(let reason): "assumption: \(reason)"
      }
    return "\(note ?? rule.kind.rawValue) [\(source)]".split { $0.isNewline }.joined(separator: " ")
  }

  /// A name as Ruby takes it for a variable of ours.
  private static func variable(_ name: String) -> String {
    "l_" + String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

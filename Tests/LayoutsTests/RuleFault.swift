import Technology

@testable import Layouts

/// The simplest drawing that a rule speaks of, with its figure met, or missed by one step of the grid.
struct RuleFault {
  let rules: LayoutRules
  let rule: LayoutRule
  /// Added to the rule's figure.
  var change: Int
  /// Whether nothing is drawn but what the rule is about.
  var isBare = true
  private var cell: Cell

  /// Draws a rule in a cell of its own.
  init(_ rule: LayoutRule, _ rules: LayoutRules, change: Int, isBare: Bool = true, name: String) {
    (self.rule, self.rules, self.change, self.isBare) = (rule, rules, change, isBare)
    cell = Cell(name, box: Box(0, 0, 1, 1))
    draw()
  }

  var drawn: Cell { cell }

  /// What is drawn around a layer, for programs that look at devices rather than at layers; not what the rule is about.
  private static let surroundings = [
    "reram": ["met1", "met2"], "diff": ["nsdm"], "hvdiff": ["nsdm"], "gate": ["nsdm"], "hvgate": ["nsdm"],
    "tap": ["psdm"],
    "hvtap": ["psdm"], "diff-licon": ["nsdm", "li1"], "tap-licon": ["psdm", "li1"],
    "poly-licon": ["npc", "li1"],
  ]

  /// A layer's own shapes; of a derived one, those that it is made of.
  private mutating func paint(_ layer: String, _ box: Box, isWhole: Bool = true) {
    if isWhole, !isBare {
      for around in Self.surroundings[layer] ?? [] where around != rule.layer && around != rule.other {
        cell.draw(around, box.grown(500))
      }
    }
    guard let derived = rules.derived.first(where: { $0.name == layer }) else { return cell.draw(layer, box) }
    for part in [derived.of] + derived.and { paint(part, box, isWhole: false) }
  }

  private mutating func draw() {
    let value = Int(((rule.length?.si ?? 0) / LayoutRules.unit).rounded()) + change
    let other = rule.other ?? ""
    let square = max(rules.nanometres(.square, rule.layer), 0)
    let side = square > 0 ? square : 2000
    switch rule.kind {
    case .width: paint(rule.layer, Box(0, 0, value, 8000))
    case .spacing:
      paint(rule.layer, Box(0, 0, side, side))
      paint(rule.layer, Box(side + value, 0, 2 * side + value, side))
    case .wideSpacing:
      let wide = Int(((rule.beyond?.value.si ?? 0) / LayoutRules.unit).rounded()) + 1000
      paint(rule.layer, Box(0, 0, wide, wide))
      paint(rule.layer, Box(wide + value, 0, wide + value + 1000, wide))
    case .separation:
      paint(rule.layer, Box(0, 0, 2000, 2000))
      paint(other, Box(2000 + value, 0, 4000 + value, 2000))
    case .enclosure:
      paint(rule.layer, Box(0, 0, side, side))
      paint(other, Box(-value, -2000, side + 2000, side + 2000))
    case .sideEnclosure:
      paint(rule.layer, Box(0, 0, side, side))
      paint(other, Box(-value, -value, side + 2000, side + 2000))
    case .overhang:
      paint(other, Box(0, 0, 2000, 2000))
      paint(rule.layer, Box(500, -value, 1500, 5000))
    case .square: paint(rule.layer, Box(0, 0, value, value - change))
    case .area:
      let width = max(rules.nanometres(.width, rule.layer), 200)
      paint(rule.layer, Box(0, 0, width, length(width)))
    case .holeArea:
      let (width, height) = (400, length(400))
      for box in [
        Box(0, 0, 400, height + 800), Box(400 + width, 0, 800 + width, height + 800),
        Box(0, 0, 800 + width, 400),
        Box(0, height + 400, 800 + width, height + 800),
      ] { paint(rule.layer, box) }
    case .exclusion:
      paint(rule.layer, Box(0, 0, 2000, 2000))
      paint(other, Box(change < 0 ? 1000 : 2000, 0, 4000, 2000))
    }
  }

  /// How long a shape of a width is that has the rule's area, on the grid; one step less when the rule is broken.
  private func length(_ width: Int) -> Int {
    guard case .area(let area) = rule.limit else { return 0 }
    let square = Int((area.value.si / (LayoutRules.unit * LayoutRules.unit)).rounded())
    let exact = (square + width - 1) / width
    return (exact + rules.gridStep - 1) / rules.gridStep * rules.gridStep
      + (change < 0 ? -2 * rules.gridStep : 0)
  }
}

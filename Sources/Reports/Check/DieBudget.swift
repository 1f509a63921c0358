import Quantities
import Specification
import Verification

/// The limit `die:`: whether the chip fits a rectangle, upright or turned by a quarter, and the slot's pads.
struct DieBudget {
  /// The limit.
  let die: Located<DieSpec>

  /// The verdicts.
  ///
  /// The core's floorplan must fit as it is; of the whole chip, of which the estimate knows the area alone, the area must.
  /// - Throws: GD1141 for an unknown slot.
  func verdicts(_ figures: DesignFigures) throws -> [BudgetVerdict] {
    let (name, width, height, pads) = try rectangle()
    let size = "\(width.formatted(digits: 4)) × \(height.formatted(digits: 4))\(name)"
    var result: [BudgetVerdict] = []
    if let coreWidth = figures["core-width"], let coreHeight = figures["core-height"] {
      let upright = coreWidth.value <= width.si && coreHeight.value <= height.si
      let turned = coreWidth.value <= height.si && coreHeight.value <= width.si
      let area = figures["area"]
      let hasArea = (area?.value ?? 0) <= width.si * height.si
      result.append(
        BudgetVerdict(
          limit: "die", code: "GD1128", outcome: (upright || turned) && hasArea ? .pass : .fail,
          bound: width.si * height.si, value: area?.value ?? coreWidth.value * coreHeight.value, unit: "m^2",
          detail: "the core of \(coreWidth.text) × \(coreHeight.text)"
            + (area.map { " and the whole chip of \($0.text)" } ?? "") + " on a die of \(size)",
          at: die.location))
    }
    if let pads, let own = figures["pads"] {
      result.append(
        BudgetVerdict(
          limit: "die", code: "GD1129", outcome: own.value <= Double(pads) ? .pass : .fail,
          bound: Double(pads), value: own.value, unit: "",
          detail: "\(own.text) pads where the slot has \(pads)",
          at: die.location))
    }
    return result
  }

  private func rectangle() throws -> (name: String, width: Length, height: Length, pads: Int?) {
    switch die.value {
    case .size(let width, let height): return ("", width, height, nil)
    case .slot(let name):
      let slot = try ShuttleSlot.named(name)
      return (" (slot \(slot.name))", slot.width, slot.height, slot.pads)
    }
  }
}
